import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { DeadLink } from "#app/routes/entrance/dead-link.tsx";
import { EntranceFrame } from "#app/routes/entrance/frame.tsx";
import { LogInAsOther, LogInFirst } from "#app/routes/entrance/other-account.tsx";
import { NewPasswordField } from "#app/routes/entrance/password-field.tsx";
import { SendButton } from "#app/routes/entrance/send-button.tsx";
import { WhyAgain } from "#app/routes/entrance/why-again.tsx";
import { entranceStyles, Facts } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const links: LinksFunction = () => [entranceStyles];

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.signUp ? `${data.signUp.companyName} · InductLite` : "Link too old · InductLite" }];

/** Behind the link of the sign-up mail. Opening it does nothing yet: mail programs open links too. */
export default function FinishSignUpPage() {
  const { signUp } = useLoaderData<typeof loader>();
  if (signUp) {
    return (
      <EntranceFrame companyName={signUp.companyName}>
        <h1>Create your company</h1>
        <Facts
          items={[
            { term: "Company", detail: signUp.companyName },
            { term: "Owner", detail: signUp.name },
            { term: "E-mail", detail: signUp.email },
          ]}
        />
        <Finish signUp={signUp} />
      </EntranceFrame>
    );
  }
  return (
    <EntranceFrame>
      <DeadLink title="This link is used or too old" to="/sign-up" label="Start again">
        <p>A link to start a company works once, for 24 hours.</p>
        <p>
          Is your company here already? <a href="/log-in">Log in</a>
        </p>
      </DeadLink>
    </EntranceFrame>
  );
}

type SignUp = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["signUp"]>;

function Finish({ signUp: { email, hasAccount } }: { signUp: SignUp }) {
  const { path, isLoggedIn } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  if (hasAccount && refusal?.code === "OTHER_ACCOUNT") return <LogInAsOther email={email} />;
  if (hasAccount && !isLoggedIn) return <LogInFirst email={email} path={path} what="to create the company" />;
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  return (
    <>
      <WhyAgain refusal={refusal} names={["newPassword"]} />
      <Form method="post" reloadDocument noValidate className="stack">
        <input type="hidden" name="intent" value={hasAccount ? "own" : "new"} />
        {hasAccount ? null : <NewPasswordField email={email} error={fields.newPassword} />}
        <SendButton>Create the company</SendButton>
      </Form>
    </>
  );
}
