import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { HistoryLink } from "#app/routes/audit/history-link.tsx";
import { Badge, ButtonLink, type Fact, Facts, Notice, PageHeader, Table, Time } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data ? `Event ${data.number}` : "Event"} · InductLite` }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** One event with everything that is known of it. */
export default function EventPage() {
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={`Event ${data.number.toLocaleString("en-NZ")}`}
        lead={`${data.who} ${data.what}.`}
        actions={
          <ButtonLink look="quiet" to="/audit">
            Back to the log
          </ButtonLink>
        }
      />
      {data.fileKey ? (
        <Notice title="This event stands in the archive">
          <p>It is shown as it was written. Names of what it is about are looked up for newer events only.</p>
        </Notice>
      ) : null}
      <section className="card stack" aria-label="What happened">
        <Facts items={factsOf(data)} />
      </section>
      <Changes data={data} />
      <Personal data={data} />
      <ForACheck data={data} />
    </>
  );
}

/** What nobody reads who wants to know what happened, and whoever checks the log by hand needs. */
function ForACheck({ data }: { data: Data }) {
  const code = (text: string) => <code className="hash">{text}</code>;
  return (
    <details className="more">
      <summary>For whoever checks the log</summary>
      <div className="stack">
        <p className="soft">Each event carries the hash of the one before it, and a digest of each personal value, so that none can be changed, put in or taken out unseen.</p>
        <Facts
          items={[
            { term: "To the millisecond, in UTC", detail: code(data.utc) },
            { term: "Written as", detail: code(data.action) },
            { term: "About", detail: code(`${data.subject.kind} ${data.subject.id}`) },
            { term: "Request", detail: code(data.requestId) },
            { term: "Its hash", detail: code(data.hash) },
            { term: "The hash before", detail: code(data.previousHash) },
            ...data.personal.map(({ name, commitment }) => ({ term: `Digest of: ${name}`, detail: code(commitment) })),
          ]}
        />
      </div>
    </details>
  );
}

const SUBJECT_KINDS: Record<string, string> = {
  visit: "Visit",
  export: "Export",
  session: "Session",
  site: "Site",
  member: "Member",
  invite: "Invite",
  company: "Company",
  person: "Person",
  "sign-up": "Sign-up",
};

function factsOf(data: Data): Fact[] {
  const { actor, subject, site } = data;
  return [
    { term: "When", detail: <Time moment={data.at} /> },
    { term: "What", detail: data.label },
    { term: "Who", detail: actor.memberId ? <Link to={`/audit?who=${actor.memberId}`}>{actor.text}</Link> : actor.text },
    { term: "From where", detail: [data.place, data.device].filter(Boolean).join(", ") || "Not known, or erased" },
    ...(site ? [{ term: "Site", detail: site.name ?? site.id }] : []),
    {
      term: "About",
      detail: (
        <>
          {[SUBJECT_KINDS[subject.kind] ?? subject.kind, subject.name].filter(Boolean).join(", ")}:{" "}
          <HistoryLink kind={subject.kind} id={subject.id}>
            history of this {subject.kind}
          </HistoryLink>
        </>
      ),
    },
  ];
}

function Changes({ data: { changes } }: { data: Data }) {
  if (changes.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="changes">
      <h2 id="changes">What was written down</h2>
      <Table
        caption="Changes"
        rows={changes}
        rowKey={({ name }) => name}
        columns={[
          { key: "name", header: "Field", isRowName: true, cell: ({ name }) => name },
          { key: "from", header: "Before", cell: ({ from }) => from ?? "–" },
          { key: "to", header: "Value", cell: ({ to }) => to },
        ]}
      />
    </section>
  );
}

/** What names or describes somebody: the chain holds a digest of each, so that the value itself can be erased. */
function Personal({ data: { personal } }: { data: Data }) {
  if (personal.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="personal">
      <h2 id="personal">Personal values</h2>
      <Table
        caption="Personal values"
        rows={personal}
        rowKey={({ name }) => name}
        columns={[
          { key: "name", header: "Field", isRowName: true, cell: ({ name }) => name },
          { key: "value", header: "Value", cell: ({ value }) => (value === null ? <Badge>Erased</Badge> : value || "–") },
        ]}
      />
    </section>
  );
}
