import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { ButtonLink, PageHeader } from "#app/ui/index.ts";
import { Companies } from "./companies.tsx";
import type { action, loader } from "./route.server.ts";
import { SecondStep, WhyHere } from "./second-step.tsx";
import { Sessions } from "./sessions.tsx";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Your account · InductLite" }];

export type Account = ReturnType<typeof useLoaderData<typeof loader>>;

/** One's own log-in: what it is protected by, where it is in use, and for which companies. */
export default function AccountPage() {
  const account = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <>
      <PageHeader title="Your account" lead={account.email} />
      <WhyHere account={account} />
      <Outcome words={refusal ? undefined : wordsOf(account)} />
      <FormRefusal refusal={refusal} />
      <SecondStep account={account} />
      <section className="card stack" aria-labelledby="password-of">
        <h2 id="password-of">Password</h2>
        <p>With a new password you stay logged in here; every other session of yours ends, in each of your companies.</p>
        <div className="row">
          <ButtonLink look="quiet" to="/account/password">
            Change the password
          </ButtonLink>
        </div>
      </section>
      <Companies companies={account.companies} />
      <Sessions sessions={account.sessions} />
    </>
  );
}

const MAILED = "We have told you by mail, too.";

const OUTCOMES: Record<string, OutcomeWords> = {
  password: { tone: "good", title: "Your password is changed.", detail: `You are logged out everywhere else. ${MAILED}` },
  authenticator: { tone: "good", title: "The authenticator app is set up.", detail: `At the next log-in you are asked for its code. ${MAILED}` },
  "authenticator-removed": { tone: "good", title: "The authenticator app is removed.", detail: MAILED },
  passkey: { tone: "good", title: "The passkey is added.", detail: MAILED },
  codes: { tone: "good", title: "Keep the recovery codes where you find them without your phone." },
  ended: { tone: "good", title: "The session is ended." },
  unchanged: { tone: "info", title: "Nothing was changed.", detail: "It was so already: the session had ended, or the button was pressed twice." },
};

function wordsOf({ outcome, count }: Account): OutcomeWords | undefined {
  if (outcome === "others-ended") return { tone: "good", title: count > 0 ? `${countOf(count, "other session is", "other sessions are")} ended.` : "There was no other session." };
  return outcome ? OUTCOMES[outcome] : undefined;
}
