import { Link, useNavigation } from "@remix-run/react";
import { countOf } from "#app/routes/office/words.ts";
import { Badge, ButtonLink, EmptyState, FilterBar, PageHeader, Table, TextField, Time } from "#app/ui/index.ts";
import type { Data } from "./route.tsx";

type Found = Data["found"][number];

const TRACE_WORDS = { visit: "Visit", entry: "Asked at the gate, not let in", booking: "Invited", ban: "Banned" };

/** Whose request it is: among who came, who was stopped at a gate, who was only invited, and who is banned. */
export function FindPerson({ typed, found, hasMore }: Pick<Data, "typed" | "found" | "hasMore">) {
  const isBusy = useNavigation().state === "loading";
  return (
    <>
      <PageHeader
        title="Who asks?"
        lead="Find whoever asked by phone, by mail or in the office: people who came, who were stopped at a gate, who were only invited, or who are banned."
        actions={
          <ButtonLink look="quiet" to="/privacy">
            All requests
          </ButtonLink>
        }
      />
      <FilterBar label="People something is held of" clearTo="/privacy/new" isFiltered={typed !== ""} busy={isBusy} submitLabel="Find">
        <TextField name="q" label="Name or phone number" hint="A part of the name is enough; of a number, its first digits" type="search" maxLength={100} autoComplete="off" defaultValue={typed} />
      </FilterBar>
      {found.length > 0 ? <People found={found} /> : null}
      {typed !== "" && found.length === 0 ? (
        <EmptyState title={`Nothing is held of anybody called “${typed}”`}>
          <p>Try another spelling, or the phone number that they may have typed at the gate. If there is still nothing, tell them so.</p>
        </EmptyState>
      ) : null}
      {hasMore ? <p className="soft">Only the first 50 are shown: type more of the name, or the number.</p> : null}
    </>
  );
}

function People({ found }: { found: Found[] }) {
  return (
    <Table
      caption="Whom something is held of"
      rows={found}
      rowKey={({ trace, traceId }) => `${trace} ${traceId}`}
      columns={[
        { key: "name", header: "Who", isRowName: true, cell: ({ trace, traceId, name }) => <Link to={`/privacy/new?${trace}=${traceId}`}>{name}</Link> },
        { key: "phone", header: "Phone", nowrap: true, cell: ({ phone }) => phone },
        { key: "employer", header: "Employer", cell: ({ employer }) => employer || "–" },
        { key: "last", header: "Last seen", cell: (person) => <LastSeen person={person} /> },
        { key: "visits", header: "Visits", cell: ({ visits }) => (visits === 0 ? "Never came in" : countOf(visits, "visit", "visits")) },
      ]}
    />
  );
}

function LastSeen({ person: { trace, last, siteName, isOnSite } }: { person: Found }) {
  return (
    <div className="cell-lines">
      <span>
        {TRACE_WORDS[trace]}
        {siteName ? `, ${siteName}` : ""}
      </span>
      <Time moment={last} />
      {isOnSite ? <Badge tone="live">On site now</Badge> : null}
    </div>
  );
}
