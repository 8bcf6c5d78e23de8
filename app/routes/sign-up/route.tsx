import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData } from "@remix-run/react";
import type { Refusal } from "#app/refusal.server.ts";
import { CheckMail } from "#app/routes/entrance/check-mail.tsx";
import { EntranceFrame } from "#app/routes/entrance/frame.tsx";
import { SendButton } from "#app/routes/entrance/send-button.tsx";
import { WhyAgain } from "#app/routes/entrance/why-again.tsx";
import { entranceStyles, TextField } from "#app/ui/index.ts";
import type { action, Typed } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action } from "./route.server.ts";

export const links: LinksFunction = () => [entranceStyles];

export const meta: MetaFunction = () => [{ title: "Start with your company · InductLite" }];

/** A new company begins with a mail, so that nobody starts one with another's address. */
export default function SignUpPage() {
  const answer = useActionData<typeof action>();
  const sentTo = answer && "sentTo" in answer ? answer.sentTo : null;
  return (
    <EntranceFrame>
      {sentTo ? (
        <CheckMail email={sentTo.email} action="/sign-up" fields={{ ...sentTo }}>
          The link in it leads on to {sentTo.companyName}. It works for 24 hours.
        </CheckMail>
      ) : (
        <SignUpForm refusal={answer && "code" in answer ? answer : undefined} />
      )}
    </EntranceFrame>
  );
}

const NAMES = ["companyName", "name", "email"];

function SignUpForm({ refusal }: { refusal: Refusal<Typed> | undefined }) {
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  const typed = refusal?.typed;
  return (
    <>
      <h1>Start with your company</h1>
      <p>You fill in three lines and open the mail that we send you. Then your company is there, with you as its owner.</p>
      <WhyAgain refusal={refusal} names={NAMES} />
      <Form method="post" action="/sign-up" reloadDocument noValidate className="stack">
        <TextField name="companyName" label="Company" hint="As people at your gates know it" autoComplete="organization" maxLength={100} defaultValue={typed?.companyName} error={fields.companyName} />
        <TextField name="name" label="Your name" autoComplete="name" autoCapitalize="words" maxLength={100} defaultValue={typed?.name} error={fields.name} />
        <TextField
          name="email"
          label="Your e-mail"
          hint="You will log in with it"
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          defaultValue={typed?.email}
          error={fields.email}
        />
        <SendButton>Send me the link</SendButton>
      </Form>
      <p className="other-way">
        Have a log-in already? <a href="/log-in">Log in</a>
      </p>
    </>
  );
}
