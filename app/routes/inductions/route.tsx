import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { countOf } from "#app/routes/office/words.ts";
import { Badge, ButtonLink, EmptyState, PageHeader, Table, Time } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";
import { forWhom } from "./words.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Inductions · InductLite" }];

type Group = ReturnType<typeof useLoaderData<typeof loader>>["groups"][number];
type Line = Group["lines"][number];

/** What people read and answer before they come in, by whose it is. */
export default function InductionsPage() {
  const { mayWrite, groups } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Inductions"
        lead="What people read and answer at the gate before they come in."
        actions={mayWrite ? <ButtonLink to="/inductions/new">New induction</ButtonLink> : null}
      />
      {groups.length === 0 ? <Nothing mayWrite={mayWrite} /> : groups.map((group) => <GroupPart key={group.siteId} group={group} />)}
    </>
  );
}

function Nothing({ mayWrite }: { mayWrite: boolean }) {
  return (
    <EmptyState title="No induction yet" action={mayWrite ? <ButtonLink to="/inductions/new">New induction</ButtonLink> : null}>
      <p>
        {mayWrite
          ? "Start with one that is nearly ready – construction, warehouse, office or farm – put in your own words, and publish it. The gate asks for it from then on."
          : "Whoever may write one, an owner, an admin or the site’s manager, has made none."}
      </p>
    </EmptyState>
  );
}

function GroupPart({ group: { siteId, lines } }: { group: Group }) {
  const title = siteId === null ? "For all sites" : (lines[0]?.siteName ?? "");
  return (
    <section className="stack same-columns" aria-label={title}>
      <h2>{title}</h2>
      <Table
        caption={`Inductions: ${title}`}
        rows={lines}
        rowKey={(line) => line.id}
        columns={[
          { key: "name", header: "Name", isRowName: true, cell: (line) => <Link to={`/inductions/${line.id}`}>{line.name}</Link> },
          { key: "for", header: "For", cell: (line) => forWhom(line.visitorTypes) },
          { key: "live", header: "At the gate", cell: (line) => <Standing line={line} /> },
          { key: "passed", header: "Passed", cell: (line) => <Passed line={line} /> },
          { key: "changed", header: "Last changed", cell: (line) => <Time moment={line.updated} /> },
        ]}
      />
    </section>
  );
}

function Standing({ line: { liveNumber, publishedNumber, hasUnpublished } }: { line: Line }) {
  return (
    <div className="cell-lines">
      {liveNumber !== null ? <Badge tone="good">Version {liveNumber} is live</Badge> : <Badge>{publishedNumber > 0 ? "Withdrawn" : "Not published"}</Badge>}
      {publishedNumber > 0 && hasUnpublished ? <Badge tone="caution">Unpublished changes</Badge> : null}
    </div>
  );
}

function Passed({ line: { id, name, completions } }: { line: Line }) {
  return (
    <Link to={`/inductions/${id}/completions`}>
      {countOf(completions, "time", "times")}
      <span className="visually-hidden">: who passed {name}</span>
    </Link>
  );
}
