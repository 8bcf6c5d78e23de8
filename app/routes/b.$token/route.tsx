import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Board } from "#app/routes/s.$link/board.tsx";
import { PrivacyNotice } from "#app/routes/s.$link/privacy-notice.tsx";
import { Terms } from "#app/routes/s.$link/terms.tsx";
import { Button, CallSomebody, Facts, LanguageLink, Notice, PublicFrame, useMessages, Verdict } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";
import { WhyAgain } from "./why-again.tsx";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action, loader } from "./route.server.ts";

/** No script on this page: it must work on any phone, in any reception. */
export const handle = { noClientJs: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? "InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** The page of somebody who is expected: where and when, the induction at home, and in with one tap. */
export default function BookingPage() {
  const data = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = useMessages().booking;
  const isAwaited = data.screen === "before" || data.screen === "today";
  return (
    <PublicFrame siteName={data.siteName} companyName={data.companyName} head={<LanguageLink />} foot={<p>{data.siteAddress}</p>}>
      {refusal ? <WhyAgain refusal={refusal} /> : null}
      <Head data={data} />
      {data.ahead ? <Ahead ahead={data.ahead} /> : null}
      {isAwaited ? <Induction data={data} /> : null}
      {data.screen === "today" && !data.induction?.isDue ? <Arrive data={data} /> : null}
      <Facts
        items={[
          { term: words.when, detail: data.days },
          ...(data.ahead?.hours ? [{ term: words.hours, detail: data.ahead.hours }] : []),
          { term: words.where, detail: data.siteAddress },
          ...(data.host ? [{ term: words.host, detail: data.host }] : []),
          ...(data.note ? [{ term: words.note, detail: <span className="lines">{data.note}</span> }] : []),
        ]}
      />
      {data.screen === "before" ? <p>{words.onTheDay}</p> : null}
      {data.contact ? <CallSomebody contact={data.contact} /> : null}
      <Given data={data} />
    </PublicFrame>
  );
}

/** What is true now, as the page's heading. */
function Head({ data: { screen, name, days, open } }: { data: Data }) {
  const words = useMessages().booking;
  switch (screen) {
    case "here":
      return (
        <>
          <Verdict kind="in" title={words.hereTitle}>
            <p>{words.hereSince(open?.since ?? "")}</p>
          </Verdict>
          {open?.visitPath ? (
            <a className="button button-primary button-large" href={open.visitPath}>
              {words.toVisit}
            </a>
          ) : (
            <p>{words.hereElsewhere}</p>
          )}
        </>
      );
    case "cancelled":
      return <Stopped title={words.cancelledTitle} text={words.cancelled} />;
    case "closed":
      return <Stopped title={words.closedTitle} text={words.closed} />;
    case "over":
      return <Stopped title={words.overTitle} text={words.over} />;
    case "before":
    case "today":
      return (
        <div>
          <h1>{words.heading}</h1>
          <p className="lead">{words.greeting(name, days)}</p>
        </div>
      );
  }
}

function Stopped({ title, text }: { title: string; text: string }) {
  return (
    <Verdict kind="stop" title={title}>
      <p>{text}</p>
    </Verdict>
  );
}

/** What would hold them up at the gate, told before they are there. */
function Ahead({ ahead: { why, isStop, askFor } }: { ahead: NonNullable<Data["ahead"]> }) {
  const words = useMessages().booking;
  if (why.length === 0) return null;
  return (
    <Notice tone="caution" title={isStop ? words.talkFirst : words.letInTitle}>
      {why.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {askFor ? <p>{isStop ? words.talkTo(askFor) : words.askFor(askFor)}</p> : null}
    </Notice>
  );
}

function Induction({ data: { induction, screen } }: { data: Data }) {
  const words = useMessages().booking;
  if (!induction) return null;
  if (!induction.isDue) return <Notice tone="good" title={words.inductionTitle}><p>{induction.done}</p></Notice>;
  return (
    <Form method="post" action="?" reloadDocument className="stack">
      <input type="hidden" name="intent" value="prepare" />
      <Notice tone="info" title={words.dueTitle}>
        {induction.isAgain ? <p>{words.dueAgain}</p> : null}
        <p>{screen === "today" ? words.dueToday : words.due}</p>
      </Notice>
      <Button large>{induction.isBegun ? words.goOn : words.begin}</Button>
    </Form>
  );
}

function Arrive({ data: { board, terms, companyName, formKey, isUnread } }: { data: Data }) {
  const { booking: words, say } = useMessages();
  return (
    <Form method="post" action="?" reloadDocument noValidate className="stack">
      <input type="hidden" name="intent" value="arrive" />
      <input type="hidden" name="formKey" value={formKey} />
      <Board board={board} error={isUnread ? say("Read what stands on the board, then tick the box") : undefined} />
      <Terms companyName={companyName} terms={terms} />
      <p id="at-the-gate">
        <strong>{words.atTheGate}</strong>
      </p>
      <Button large aria-describedby="at-the-gate">
        {words.here}
      </Button>
    </Form>
  );
}

/** Somebody else entered their details: who, for what, and what is kept. */
function Given({ data: { bookedByName, companyName } }: { data: Data }) {
  const { booking: words, held } = useMessages();
  const { pathname } = useLocation();
  return (
    <>
      <section className="card stack" aria-labelledby="given">
        <h2 id="given">{words.givenTitle}</h2>
        <p>{words.given(bookedByName ?? words.somebody, companyName)}</p>
        <p>{words.notYou}</p>
      </section>
      <PrivacyNotice companyName={companyName} />
      <p>
        <a href={`${pathname}/held`}>{held.link}</a>
      </p>
    </>
  );
}
