import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { EntranceFrame } from "#app/routes/entrance/frame.tsx";
import { PasskeyButton, type PasskeyRequest } from "#app/routes/entrance/passkey-button.tsx";
import { PasswordField } from "#app/routes/entrance/password-field.tsx";
import { SendButton } from "#app/routes/entrance/send-button.tsx";
import { entranceStyles, TextField } from "#app/ui/index.ts";
import { Locked } from "./locked.tsx";
import { WhyHere } from "./why-here.tsx";
import type { action, loader } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const links: LinksFunction = () => [entranceStyles];

export const meta: MetaFunction = () => [{ title: "Log in · InductLite" }];

/** The office's door. */
export default function LogInPage() {
  const { reason } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isLocked = refusal?.code === "TOO_MANY_TRIES";
  return (
    <EntranceFrame foot={<p>Signing in at a site? Scan the QR code at its gate: you need no log-in.</p>}>
      {isLocked ? (
        <Locked refusal={refusal} />
      ) : (
        <>
          <h1>Log in</h1>
          <WhyHere refusal={refusal} reason={reason} />
          <LogInForm />
        </>
      )}
    </EntranceFrame>
  );
}

async function askForChallenge(): Promise<PasskeyRequest> {
  const answer = await fetch("/log-in/passkey");
  if (!answer.ok) throw new Error(`no challenge: ${answer.status}`);
  return answer.json<PasskeyRequest>();
}

function LogInForm() {
  const loaded = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const next = refusal?.typed.next ?? loaded.next;
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  const isWrong = refusal?.code === "WRONG_LOG_IN" && refusal.typed.way === "password";
  return (
    <>
      <Form method="post" action="/log-in" reloadDocument noValidate className="stack">
        <input type="hidden" name="next" value={next} />
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          defaultValue={refusal?.typed.email}
          error={fields.email}
        />
        <PasswordField
          name="password"
          label="Password"
          autoComplete="current-password"
          error={fields.password}
          // The page came anew: whoever can't see the message hears it with the field to mend.
          autoFocus={isWrong}
          aria-describedby={isWrong ? "why-again" : undefined}
        />
        <p className="by-field">
          <a href="/reset">Forgot your password?</a>
        </p>
        <SendButton>Log in</SendButton>
      </Form>
      <PasskeyButton action="/log-in" fields={{ next }} getRequest={askForChallenge}>
        Log in with a passkey
      </PasskeyButton>
      <p className="other-way">
        New company? <a href="/sign-up">Start here</a>
      </p>
    </>
  );
}
