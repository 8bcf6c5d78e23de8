import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { Badge, ButtonLink, EmptyState, PageHeader, Table, Time } from "#app/ui/index.ts";
import { KINDS, STATES } from "./clock.ts";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Privacy requests · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Line = Data["requests"][number];

/** What people asked about their data, the most urgent first. */
export default function PrivacyPage() {
  const { isAnswered, openCount, requests } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Privacy requests"
        lead="What visitors ask about the data that is held about them. An answer is due within 20 working days after the day it came (Privacy Act 2020)."
        actions={
          <>
            <ButtonLink to="/privacy/new">Write a request down</ButtonLink>
            <ButtonLink look="quiet" to={isAnswered ? "/privacy" : "/privacy?show=answered"}>
              {isAnswered ? `Open ones (${openCount})` : "Answered ones"}
            </ButtonLink>
          </>
        }
      />
      {requests.length === 0 ? <Nothing isAnswered={isAnswered} /> : <Rows isAnswered={isAnswered} requests={requests} />}
    </>
  );
}

function Rows({ isAnswered, requests }: Pick<Data, "isAnswered" | "requests">) {
  return (
    <Table
      caption={isAnswered ? "Answered requests, the latest first" : "Open requests, the most urgent first"}
      rows={requests}
      rowKey={({ id }) => id}
      columns={[
        { key: "name", header: "Who", isRowName: true, cell: ({ id, name }) => <Link to={`/privacy/${id}`}>{name}</Link> },
        { key: "kind", header: "Asks for", cell: ({ kind }) => KINDS[kind] },
        { key: "asked", header: "Came", cell: ({ asked }) => <Time moment={asked} /> },
        isAnswered ? { key: "answered", header: "Answered", cell: (line) => <Answered line={line} /> } : { key: "due", header: "Due", cell: (line) => <Due line={line} /> },
      ]}
    />
  );
}

function Due({ line: { due, clock } }: { line: Line }) {
  return (
    <div className="cell-lines">
      <span>{due}</span>
      <Badge tone={clock.tone}>{clock.text}</Badge>
    </div>
  );
}

function Answered({ line: { state, answered, answeredByName } }: { line: Line }) {
  return (
    <div className="cell-lines">
      {answered ? <Time moment={answered} /> : null}
      <span>
        {STATES[state]}
        {answeredByName ? ` by ${answeredByName}` : ""}
      </span>
    </div>
  );
}

function Nothing({ isAnswered }: Pick<Data, "isAnswered">) {
  return (
    <EmptyState title={isAnswered ? "None was answered yet" : "Nothing waits for an answer"}>
      <p>{isAnswered ? "What you answer is kept here." : "People ask on the page of their own visit, under “What is held about me”. What they ask by phone or in person you write down here."}</p>
    </EmptyState>
  );
}
