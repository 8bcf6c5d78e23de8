import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { KINDS, STATES } from "#app/routes/privacy/clock.ts";
import { Record } from "#app/routes/v.$token.held/record.tsx";
import { Badge, ButtonLink, type Fact, Facts, Notice, PageHeader, Time, useMessages } from "#app/ui/index.ts";
import { EraseForm } from "./erase.tsx";
import { AnswerForm, CorrectForm } from "./forms.tsx";
import type { action, loader } from "./route.server.ts";
import { SendLink } from "./send-link.tsx";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Privacy request · InductLite" }];

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;
export type Refused = ReturnType<typeof useActionData<typeof action>>;

const OUTCOMES: { [done: string]: OutcomeWords | undefined } = {
  recorded: { tone: "good", title: "It is written down.", detail: "Its clock runs from the day it came. Tell them the answer yourself. Where an e-mail address is held, you can send them a link that shows it." },
  answered: { tone: "good", title: "The request is answered.", detail: "If they asked by their link, they read it there. Else tell them." },
  unchanged: { tone: "info", title: "Nothing was changed.", detail: "Somebody answered it just before, or the button was pressed twice." },
  "link-sent": { tone: "good", title: "Their link is on its way.", detail: "It works for at least 7 days. Your answer stands there, too." },
  "link-before": { tone: "info", title: "No second mail was sent.", detail: "Their link went out within the last hour. Ask them to look in their junk mail, and send it again later." },
  "link-used-up": { tone: "caution", title: "No mail was sent.", detail: "This month's messages are used up. Tell them by phone or at the counter." },
  "link-switched-off": { tone: "caution", title: "No mail was sent.", detail: "Mail is switched off for now. Try again later, or tell them by phone or at the counter." },
  corrected: { tone: "good", title: "It is corrected.", detail: "Everywhere their details stand. Now answer the request." },
  same: { tone: "info", title: "Nothing was changed.", detail: "Their details were like that already." },
  erased: { tone: "good", title: "They are erased.", detail: "Their open requests are answered by it." },
  "on-site": { tone: "caution", title: "They are on site, so nothing was erased.", detail: "The register needs their name while they are there. Erase them once they have left." },
  banned: { tone: "caution", title: "A ban of them stands, so nothing was erased.", detail: "Lift it first, or refuse the request with that reason." },
};

/** One request beside all that is held about who asks, and the work on it. */
export default function PrivacyRequestPage() {
  const data = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const { held: words } = useMessages();
  return (
    <>
      <PageHeader
        title={`${KINDS[data.kind]}: ${data.person.name}`}
        lead={data.askedFrom ? <>Asked on the phone that signed in at {data.askedFrom.siteName} on <Time moment={data.askedFrom.at} />. Anybody can type a name at a gate: make sure that this visit was theirs.</> : data.isOfInvited ? "Asked by the link of their invitation. Whoever has that mail has the link: make sure that it is them." : "Written down by the office."}
        actions={
          <ButtonLink look="quiet" to="/privacy">
            All requests
          </ButtonLink>
        }
      />
      <Outcome words={data.outcome ? OUTCOMES[data.outcome] : undefined} />
      <section className="card stack" aria-label="The request">
        <Facts items={factsOf(data)} />
      </section>
      {data.isErased ? (
        <Notice title="This person was erased">
          <p>What they asked and were answered went with it. That a request came, and when it was answered, stays.</p>
        </Notice>
      ) : (
        <>
          <SendLink data={data} />
          <Work data={data} refusal={refusal} />
          <section className="stack" aria-labelledby="held">
            <h2 id="held">What is held about them</h2>
            <p className="soft">They see the same, but for the reasons of bans.</p>
            <Record held={data.held} words={{ ...words, ...THEIRS }} />
          </section>
        </>
      )}
    </>
  );
}

const THEIRS = { who: "Who they are", employer: "Company they work for", answers: "What they answered" };

/** What is asked for stands first, the answer after it. */
function Work({ data, refusal }: { data: Data; refusal: Refused }) {
  const { name, phone, employer } = data.person;
  const correct = <CorrectForm data={data} refusal={refusal} key={`${name} ${phone} ${employer}`} />;
  const erase = <EraseForm data={data} refusal={refusal} key="erase" />;
  const answer = data.state === "open" ? <AnswerForm data={data} refusal={refusal} key="answer" /> : null;
  if (data.kind === "access") return [answer, correct, erase];
  return data.kind === "correction" ? [correct, answer, erase] : [erase, answer, correct];
}

function factsOf({ state, asked, due, clock, text, answer, answered, answeredByName }: Data): Fact[] {
  return [
    { term: "Came", detail: <Time moment={asked} /> },
    state === "open"
      ? {
          term: "Due",
          detail: (
            <>
              {due} <Badge tone={clock.tone}>{clock.text}</Badge>
            </>
          ),
        }
      : {
          term: STATES[state],
          detail: (
            <>
              {answered ? <Time moment={answered} /> : null}
              {answeredByName ? ` by ${answeredByName}` : ""}
            </>
          ),
        },
    ...(text ? [{ term: "They wrote", detail: <span className="lines">{text}</span> }] : []),
    ...(answer ? [{ term: "They were told", detail: <span className="lines">{answer}</span> }] : []),
  ];
}
