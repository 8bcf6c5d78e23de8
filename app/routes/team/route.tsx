import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { FormRefusal, TOO_MANY_INVITES } from "#app/routes/office/form-refusal.tsx";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { AS_ROLE } from "#app/routes/office/role-words.ts";
import { ButtonLink, EmptyState, PageHeader } from "#app/ui/index.ts";
import { AskInDialog, AskInPage, type Asking } from "./ask.tsx";
import { Invites } from "./invites.tsx";
import { Disabled, Members } from "./members.tsx";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Team · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
export type Member = Data["members"][number];
export type Invite = Data["invites"][number];

/** Who may log in to the company's office, and who was invited to. */
export default function TeamPage() {
  const data = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const [asked, setAsked] = useState<Asking | null>(null);
  const { key } = useLocation();
  useEffect(() => setAsked(null), [key]);
  const ask = (question: Asking["question"], member: Member) => setAsked({ question, member });
  const askedInPage = data.asking && data.members.find(({ id, mayChange }) => mayChange && id === data.asking?.memberId);
  const [active, disabled] = [data.members.filter((one) => !one.disabled), data.members.filter((one) => one.disabled)];
  return (
    <>
      <PageHeader title="Team" lead={`Who may log in to ${data.companyName}, and as what.`} actions={<Actions />} />
      <Outcome words={refusal ? undefined : wordsOf(data)} />
      <FormRefusal refusal={refusal} tooMany={TOO_MANY_INVITES} />
      {data.asking && askedInPage ? <AskInPage asking={{ question: data.asking.question, member: askedInPage }} /> : null}
      <Members members={active} onAsk={ask} />
      <section className="stack" aria-labelledby="invites">
        <h2 id="invites">Invited</h2>
        {data.invites.length > 0 ? (
          <Invites invites={data.invites} />
        ) : (
          <EmptyState title="No open invite">
            <p>Whoever you invite stands here until they have taken the invite.</p>
          </EmptyState>
        )}
      </section>
      {disabled.length > 0 ? (
        <section className="stack" aria-labelledby="disabled">
          <h2 id="disabled">Disabled</h2>
          <Disabled members={disabled} onAsk={ask} />
        </section>
      ) : null}
      <AskInDialog asking={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function Actions() {
  return (
    <>
      <ButtonLink look="quiet" to="/team/roles">
        What each role may do
      </ButtonLink>
      <ButtonLink to="/team/invite">Invite somebody</ButtonLink>
    </>
  );
}

function wordsOf({ outcome, about, members }: Data): OutcomeWords | undefined {
  const member = members.find(({ id }) => id === about);
  const name = member?.name ?? "That member";
  switch (outcome) {
    case "invited":
      return { tone: "good", title: "The invite is on its way.", detail: "The link in the mail works for three days. Below you see whether the mail went out." };
    case "sent-again":
      return { tone: "good", title: "The invite goes out again, with a new link.", detail: "The link in the mail before does not work any more." };
    case "withdrawn":
      return { tone: "good", title: "The invite is withdrawn.", detail: "Its link does not work any more." };
    case "disabled":
      return { tone: "good", title: `${name} is disabled.`, detail: "They are logged out of this company everywhere." };
    case "enabled":
      return { tone: "good", title: `${name} is enabled again.` };
    case "changed":
      return { tone: "good", title: member ? `${name} is now ${AS_ROLE[member.role]}${member.siteNames.length > 0 ? ` of ${member.siteNames.join(", ")}` : ""}.` : "The change is made.", detail: "It acts at their next click; they need not log in again." };
    case "unchanged":
      return { tone: "info", title: "Nothing was changed.", detail: "It was so already: somebody did it just before, or the button was pressed twice." };
    default:
      return undefined;
  }
}
