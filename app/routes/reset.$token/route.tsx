import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { DeadLink } from "#app/routes/entrance/dead-link.tsx";
import { EntranceFrame } from "#app/routes/entrance/frame.tsx";
import { NewPasswordField } from "#app/routes/entrance/password-field.tsx";
import { SendButton } from "#app/routes/entrance/send-button.tsx";
import { WhyAgain } from "#app/routes/entrance/why-again.tsx";
import { entranceStyles } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const links: LinksFunction = () => [entranceStyles];

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.reset ? "Choose a new password · InductLite" : "Link too old · InductLite" }];

/** Behind the link of the mail for a forgotten password. */
export default function FinishResetPage() {
  const { reset } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  if (!reset) {
    return (
      <EntranceFrame>
        <DeadLink title="This link is used or too old" to="/reset" label="Ask for a new link">
          <p>A link to choose a new password works once, for one hour, and only the newest one. Your password is as it was, unless you changed it with this link.</p>
        </DeadLink>
      </EntranceFrame>
    );
  }
  return (
    <EntranceFrame>
      <h1>Choose a new password</h1>
      <p>
        For <strong>{reset.email}</strong>. Wherever you are logged in now, you are then logged out.
      </p>
      <WhyAgain refusal={refusal} names={["newPassword"]} />
      <Form method="post" reloadDocument noValidate className="stack">
        <NewPasswordField email={reset.email} label="New password" error={fields.newPassword} />
        <SendButton>Change the password</SendButton>
      </Form>
    </EntranceFrame>
  );
}
