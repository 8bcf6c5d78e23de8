import type { MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData, useNavigation } from "@remix-run/react";
import { BanLink, PhoneLink, PrivacyLink, TypeBadge } from "#app/routes/office/visit-cells.tsx";
import { countOf, VISITOR_TYPE_LABELS } from "#app/routes/office/words.ts";
import { Badge, ButtonLink, DateField, EmptyState, ErrorSummary, FilterBar, Notice, PageHeader, Pager, Select, Table, TextField, Time } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "History · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Visit = Data["visits"][number];

/** Every visit, the latest first. */
export default function HistoryPage() {
  const data = useLoaderData<typeof loader>();
  const errors = Object.entries(data.fields).map(([fieldId, message]) => ({ fieldId, message }));
  return (
    <>
      <PageHeader title="History" lead="Every visit, the latest first. Times are those of the site." />
      <ErrorSummary errors={errors} />
      <HistoryFilter data={data} />
      {data.isPlaceLost ? (
        <Notice tone="caution" title="This page of the list can't be found" live>
          <p>
            The address was cut or changed on its way. <a href={data.firstAddress}>Start from the latest visit</a>.
          </p>
        </Notice>
      ) : null}
      {errors.length === 0 && !data.isPlaceLost ? <Rows data={data} /> : null}
    </>
  );
}

const TYPES = [{ value: "", label: "All types" }, ...Object.entries(VISITOR_TYPE_LABELS).map(([value, label]) => ({ value, label }))];

function HistoryFilter({ data }: { data: Data }) {
  const isBusy = useNavigation().state === "loading";
  const { filters } = data;
  const fields: Record<string, string | undefined> = data.fields;
  const sites = [{ value: "", label: "All sites" }, ...data.sites.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <FilterBar
      label="Visits"
      clearTo="/history"
      isFiltered={Object.values(filters).some(Boolean)}
      isMoreSet={Boolean(filters.site || filters.type || filters.from || filters.to)}
      busy={isBusy}
      more={
        <>
          <Select name="site" label="Site" options={sites} defaultValue={filters.site} error={fields.site} optional />
          <Select name="type" label="Type" options={TYPES} defaultValue={filters.type} error={fields.type} optional />
          <DateField name="from" label="From" defaultValue={filters.from} error={fields.from} optional />
          <DateField name="to" label="To" defaultValue={filters.to} error={fields.to} optional />
        </>
      }
    >
      <TextField
        name="search"
        label="Search"
        hint="Name, phone or employer, with or without macrons"
        type="search"
        maxLength={100}
        defaultValue={filters.search}
        error={fields.search}
        optional
      />
    </FilterBar>
  );
}

function Rows({ data }: { data: Data }) {
  const { visits } = data;
  if (visits.length === 0) return <NothingFound data={data} />;
  const isWhole = data.isFirstPage && !data.olderAddress;
  return (
    <>
      <Table
        caption="Visits, the latest first"
        rows={visits}
        rowKey={(visit) => visit.id}
        columns={[
          { key: "name", header: "Name", isRowName: true, cell: (visit) => visit.name },
          { key: "phone", header: "Phone", nowrap: true, cell: (visit) => <PhoneLink phone={visit.phone} /> },
          { key: "employer", header: "Employer", cell: (visit) => visit.employer || "–" },
          { key: "type", header: "Type", cell: (visit) => <TypeBadge visitorType={visit.visitorType} /> },
          { key: "site", header: "Site", cell: (visit) => visit.siteName },
          { key: "in", header: "Signed in", cell: (visit) => <SignedIn visit={visit} /> },
          { key: "out", header: "Left", cell: (visit) => <Left visit={visit} /> },
          ...(data.mayRecord ? [{ key: "privacy", header: "Privacy", nowrap: true, cell: (visit: Visit) => <PrivacyLink visit={visit} /> }] : []),
          ...(data.mayBan ? [{ key: "ban", header: "Ban", nowrap: true, cell: (visit: Visit) => <BanLink visit={visit} /> }] : []),
        ]}
      />
      <Pager
        newerTo={data.newerAddress ?? undefined}
        olderTo={data.olderAddress ?? undefined}
        summary={`${countOf(visits.length, "visit", "visits")}${isWhole ? "" : " on this page"}`}
      />
    </>
  );
}

/** When, and what else is known of it: who signed them in with a crew, and which terms they accepted. */
function SignedIn({ visit: { signedIn, checkedInByName, termsNumber } }: { visit: Visit }) {
  return (
    <div className="cell-lines">
      <Time moment={signedIn} />
      {checkedInByName ? <span className="soft">With a crew, by {checkedInByName}</span> : null}
      {termsNumber === null ? null : <span className="soft">Terms, version {termsNumber}</span>}
    </div>
  );
}

/** How a visit ended, in words that claim no more than is known. */
function Left({ visit }: { visit: Visit }) {
  if (!visit.signedOut) return <Badge tone="live">On site</Badge>;
  return (
    <div className="cell-lines">
      <Time moment={visit.signedOut} />
      {visit.leftHow === "assumed_left" ? <Badge tone="caution">Assumed left</Badge> : <span className="soft">Signed out</span>}
    </div>
  );
}

function NothingFound({ data }: { data: Data }) {
  if (!data.isFirstPage) {
    return (
      <EmptyState title="There is nothing further this way" action={<ButtonLink look="quiet" to={data.firstAddress}>Go to the latest visit</ButtonLink>} />
    );
  }
  if (Object.values(data.filters).some(Boolean)) {
    return (
      <EmptyState title="No visit matches this" action={<ButtonLink look="quiet" to="/history">Show all visits</ButtonLink>}>
        <p>{adviceFor(data.filters)}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No visit yet" action={<ButtonLink look="quiet" to="/sites">Sites and their QR codes</ButtonLink>}>
      <p>Put a site's QR code up at its gate: each sign-in appears here.</p>
    </EmptyState>
  );
}

/** What to loosen, of what is set. */
function adviceFor({ search, site, type, from, to }: Data["filters"]): string {
  const looser = [search ? "fewer letters" : "", from || to ? "a longer time" : "", site ? "all sites" : "", type ? "all types" : ""].filter(Boolean);
  const last = looser.pop() ?? "";
  const advice = `Try ${looser.length > 0 ? `${looser.join(", ")} or ` : ""}${last}.`;
  return search ? `Each word must begin a word of the name, phone or employer. ${advice}` : advice;
}
