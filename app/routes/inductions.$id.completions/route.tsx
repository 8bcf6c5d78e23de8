import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData, useNavigation } from "@remix-run/react";
import { languageName } from "#app/routes/inductions.$id/kinds.ts";
import { countOf } from "#app/routes/office/words.ts";
import { Badge, ButtonLink, EmptyState, FilterBar, PageHeader, Pager, Select, Table, Time } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Who passed · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Line = Data["completions"][number];

/** Who passed an induction, the latest first. */
export default function CompletionsPage() {
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Who passed"
        lead={`“${data.templateName}”, all its versions, the latest first`}
        actions={
          <ButtonLink look="quiet" to={`/inductions/${data.templateId}`}>
            Back to the induction
          </ButtonLink>
        }
      />
      <Filter data={data} />
      {data.completions.length === 0 ? <NobodyFound data={data} /> : <Rows data={data} />}
    </>
  );
}

const STANDINGS = [
  { value: "", label: "Valid and expired" },
  { value: "valid", label: "Valid now" },
  { value: "expired", label: "Expired" },
];

function Filter({ data: { templateId, sites, filters } }: { data: Data }) {
  const isBusy = useNavigation().state === "loading";
  const options = [{ value: "", label: "All sites" }, ...sites.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <FilterBar label="Who passed" clearTo={`/inductions/${templateId}/completions`} isFiltered={Object.values(filters).some(Boolean)} busy={isBusy}>
      <Select name="site" label="Site" options={options} defaultValue={filters.site} optional />
      <Select name="standing" label="Which" options={STANDINGS} defaultValue={filters.standing} optional />
    </FilterBar>
  );
}

function Rows({ data: { completions, firstAddress, olderAddress, mayRead } }: { data: Data }) {
  return (
    <>
      <Table
        caption="Who passed, the latest first"
        rows={completions}
        rowKey={(line) => line.id}
        columns={[
          { key: "name", header: "Name", isRowName: true, cell: (line) => (mayRead ? <Link to={`/completions/${line.id}`}>{line.name}</Link> : line.name) },
          { key: "version", header: "Version", cell: (line) => line.versionNumber },
          { key: "site", header: "Site", cell: (line) => line.siteName },
          { key: "completed", header: "Passed", cell: (line) => <Time moment={line.completed} /> },
          { key: "language", header: "Language", cell: (line) => <span lang={line.language}>{languageName(line.language)}</span> },
          { key: "score", header: "Score", nowrap: true, cell: (line) => (line.outOf > 0 ? `${line.score} of ${line.outOf}` : "–") },
          { key: "until", header: "Valid until", cell: (line) => <Until line={line} /> },
        ]}
      />
      <Pager newerTo={firstAddress ?? undefined} newerLabel="← The latest" olderTo={olderAddress ?? undefined} summary={countOf(completions.length, "row", "rows")} />
    </>
  );
}

function Until({ line: { until, hasExpired } }: { line: Line }) {
  if (!until) return "For ever";
  return (
    <div className="cell-lines">
      <Time moment={until} />
      {hasExpired ? <Badge tone="caution">Expired</Badge> : null}
    </div>
  );
}

function NobodyFound({ data: { templateId, filters, firstAddress } }: { data: Data }) {
  const isNarrowed = Object.values(filters).some(Boolean) || firstAddress !== null;
  return (
    <EmptyState
      title={isNarrowed ? "Nobody matches this" : "Nobody has passed it yet"}
      action={isNarrowed ? <ButtonLink look="quiet" to={`/inductions/${templateId}/completions`}>Show all</ButtonLink> : null}
    >
      <p>{isNarrowed ? "Try all sites, or valid and expired." : "Once it is published, whoever passes it at a gate appears here."}</p>
    </EmptyState>
  );
}
