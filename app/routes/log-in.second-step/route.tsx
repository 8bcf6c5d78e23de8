import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { EntranceFrame } from "#app/routes/entrance/frame.tsx";
import { PasskeyButton } from "#app/routes/entrance/passkey-button.tsx";
import { useHasScript } from "#app/routes/entrance/use-script.ts";
import { waitText } from "#app/routes/entrance/wait.ts";
import { entranceStyles, Notice, Verdict } from "#app/ui/index.ts";
import { CodeForm } from "./code-form.tsx";
import type { action, loader } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const links: LinksFunction = () => [entranceStyles];

export const meta: MetaFunction = () => [{ title: "Second step · InductLite" }];

/** After the password, where the account has a second factor. */
export default function SecondStepPage() {
  const { email } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <EntranceFrame
      foot={
        <p>
          Not {email}? <a href="/log-in">Log in as somebody else</a>
        </p>
      }
    >
      {refusal?.code === "TOO_MANY_TRIES" ? <Locked seconds={refusal.waitSeconds ?? 60} /> : <Ways />}
    </EntranceFrame>
  );
}

function Ways() {
  const { email, ways, isRecovery, here, recoveryHere } = useLoaderData<typeof loader>();
  if (isRecovery) {
    return (
      <>
        <h1>Use a recovery code</h1>
        <p>One of the codes that you were given to keep. Each works once.</p>
        <CodeForm name="recoveryCode" />
        <p className="other-way">
          <a href={here}>I have my {ways.totp ? "app" : "passkey"} after all</a>
        </p>
      </>
    );
  }
  return (
    <>
      <h1>One more step</h1>
      <p>
        Your password is right, <strong>{email}</strong>. {ways.totp ? "Now type the code that your authenticator app shows." : "Now show your passkey."}
      </p>
      {ways.totp ? <CodeForm name="code" /> : null}
      <PasskeyStep />
      <p className="other-way">
        App or phone not at hand? <a href={recoveryHere}>Use a recovery code instead</a>
      </p>
    </>
  );
}

function PasskeyStep() {
  const { passkey, ways, here } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const hasScript = useHasScript();
  if (!passkey) return null;
  return (
    <>
      {refusal?.typed.way === "passkey" ? <Notice tone="danger" title="That passkey doesn't match" live /> : null}
      {ways.totp || hasScript ? null : <Notice tone="info" title="A passkey needs a browser that runs scripts" />}
      <PasskeyButton action={here} fields={{ way: "passkey" }} getRequest={() => Promise.resolve(passkey)}>
        Use your passkey
      </PasskeyButton>
    </>
  );
}

function Locked({ seconds }: { seconds: number }) {
  return (
    <>
      <Verdict kind="stop" title="Too many wrong codes">
        <p>Wait {waitText(seconds)}, then log in again.</p>
      </Verdict>
      <p>Is the clock of the phone with your app right? The codes go by it: set it to the time of the network.</p>
      <p className="other-way">
        <a href="/log-in">Back to the log-in page</a>
      </p>
    </>
  );
}
