import { Form } from "@remix-run/react";
import type { Refusal } from "#app/refusal.server.ts";
import { SendButton } from "#app/routes/entrance/send-button.tsx";
import { waitText } from "#app/routes/entrance/wait.ts";
import { ButtonLink, Verdict } from "#app/ui/index.ts";
import type { Typed } from "./route.server.ts";

/** After too many wrong tries: how long to wait, and the way out for who has forgotten the password. */
export function Locked({ refusal }: { refusal: Refusal<Typed> }) {
  const { email, next } = refusal.typed;
  return (
    <>
      <Verdict kind="stop" title="Too many wrong tries">
        <p>Wait {waitText(refusal.waitSeconds ?? 60)}, then log in again.</p>
      </Verdict>
      <p>So nobody can guess your password by trying. Your account is safe, and nothing in it was changed.</p>
      <section className="stack" aria-labelledby="way-out">
        <h2 id="way-out">Forgotten your password?</h2>
        <p>Choose a new one: then you can log in here at once, without the wait.</p>
        {email ? (
          <Form method="post" action="/reset" reloadDocument className="stack">
            <input type="hidden" name="email" value={email} />
            <p>
              The link for it goes to <strong>{email}</strong>.
            </p>
            <SendButton>Send me the link</SendButton>
          </Form>
        ) : (
          <ButtonLink large reloadDocument to="/reset">
            Choose a new password
          </ButtonLink>
        )}
      </section>
      <p className="other-way">
        <a href={`/log-in?next=${encodeURIComponent(next)}`}>Back to the log-in page</a>
      </p>
    </>
  );
}
