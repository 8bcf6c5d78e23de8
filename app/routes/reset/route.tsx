import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData } from "@remix-run/react";
import { CheckMail } from "#app/routes/entrance/check-mail.tsx";
import { EntranceFrame } from "#app/routes/entrance/frame.tsx";
import { SendButton } from "#app/routes/entrance/send-button.tsx";
import { WhyAgain } from "#app/routes/entrance/why-again.tsx";
import { entranceStyles, TextField } from "#app/ui/index.ts";
import type { action } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action } from "./route.server.ts";

export const links: LinksFunction = () => [entranceStyles];

export const meta: MetaFunction = () => [{ title: "Choose a new password · InductLite" }];

/** For who has forgotten the password: a mail with a link. */
export default function AskResetPage() {
  const answer = useActionData<typeof action>();
  const refusal = answer && "code" in answer ? answer : undefined;
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  if (answer && "sentTo" in answer) {
    return (
      <EntranceFrame>
        <CheckMail email={answer.sentTo.email} action="/reset" fields={{ email: answer.sentTo.email }}>
          If this address has a log-in here, a link to choose a new password is on its way to it. It works for one hour, and only the newest one.
        </CheckMail>
      </EntranceFrame>
    );
  }
  return (
    <EntranceFrame>
      <h1>Choose a new password</h1>
      <p>We send a link to the e-mail that you log in with. Until you choose a new password, the old one stays.</p>
      <WhyAgain refusal={refusal} names={["email"]} />
      <Form method="post" action="/reset" reloadDocument noValidate className="stack">
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
        <SendButton>Send me the link</SendButton>
      </Form>
      <p className="other-way">
        Remembered it? <a href="/log-in">Log in</a>
      </p>
    </EntranceFrame>
  );
}
