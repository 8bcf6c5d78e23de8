import { Form } from "@remix-run/react";
import { ButtonLink, Notice } from "#app/ui/index.ts";
import { SendButton } from "./send-button.tsx";

/** Whose link it is has a log-in already, and nobody is logged in: first that, then back here. */
export function LogInFirst({ email, path, what }: { email: string; path: string; what: string }) {
  return (
    <>
      <Notice tone="info" title="You have a log-in already">
        <p>
          Log in as <strong>{email}</strong>, and you come back here {what}.
        </p>
      </Notice>
      <ButtonLink large reloadDocument to={`/log-in?next=${encodeURIComponent(path)}`}>
        Log in
      </ButtonLink>
    </>
  );
}

/** Somebody else's session is in this browser. The form that it posts to ends it and leads to the log-in page. */
export function LogInAsOther({ email }: { email: string }) {
  return (
    <>
      <Notice tone="caution" title="You are logged in as somebody else" live>
        <p>
          This link is for <strong>{email}</strong>. Log in with that address, and you come back here.
        </p>
      </Notice>
      <Form method="post" reloadDocument>
        <input type="hidden" name="intent" value="other" />
        <SendButton>Log out, then log in</SendButton>
      </Form>
    </>
  );
}
