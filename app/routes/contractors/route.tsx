import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { Badge, ButtonLink, EmptyState, PageHeader, Table } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Contractors · InductLite" }];

type Contractor = ReturnType<typeof useLoaderData<typeof loader>>["contractors"][number];

const OUTCOMES: Record<string, OutcomeWords> = {
  archived: { tone: "good", title: "The contractor is archived.", detail: "A gate that asks for papers knows them no more." },
  unchanged: { tone: "info", title: "Nothing was changed.", detail: "Somebody did it just before, or the button was pressed twice." },
};

/** The companies that send people to the sites, those whose papers end first at the top. */
export default function ContractorsPage() {
  const { contractors, mayChange, outcome } = useLoaderData<typeof loader>();
  const [kept, archived] = [contractors.filter(({ isArchived }) => !isArchived), contractors.filter(({ isArchived }) => isArchived)];
  return (
    <>
      <PageHeader
        title="Contractors"
        lead="The companies that send people to your sites, with their papers. A gate can ask for papers in date: its rules say so."
        actions={mayChange ? <ButtonLink to="/contractors/new">Add a contractor</ButtonLink> : null}
      />
      <Outcome words={outcome ? OUTCOMES[outcome] : undefined} />
      {kept.length === 0 ? (
        <EmptyState title="There is no contractor yet">
          <p>{mayChange ? "Add the companies whose insurance and licences you have seen." : "An owner or admin adds the companies whose papers they have seen."}</p>
        </EmptyState>
      ) : (
        <>
          <Contractors caption="Contractors, those whose papers end first at the top" contractors={kept} />
          <p className="soft">{countOf(kept.length, "contractor", "contractors")}</p>
        </>
      )}
      {archived.length > 0 ? (
        <details className="card">
          <summary>Archived: {countOf(archived.length, "contractor", "contractors")}</summary>
          <Contractors caption="Archived contractors" contractors={archived} />
        </details>
      ) : null}
    </>
  );
}

function Contractors({ caption, contractors }: { caption: string; contractors: Contractor[] }) {
  return (
    <Table
      caption={caption}
      rows={contractors}
      rowKey={({ id }) => id}
      columns={[
        { key: "name", header: "Company", isRowName: true, cell: ({ id, name }) => <Link to={`/contractors/${id}`}>{name}</Link> },
        { key: "insurance", header: "Insurance", cell: ({ insurance }) => <Badge tone={insurance.tone}>{insurance.text}</Badge> },
        { key: "licence", header: "Licence", cell: ({ licence }) => <Badge tone={licence.tone}>{licence.text}</Badge> },
        { key: "contact", header: "Contact", cell: ({ contactName, contactPhone, contactEmail }) => [contactName, contactPhone, contactEmail].filter(Boolean).join(", ") || "–" },
      ]}
    />
  );
}
