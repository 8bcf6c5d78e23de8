import type { MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { ROLE_MEANINGS } from "#app/routes/office/role-words.ts";
import { ROLE_LABELS } from "#app/routes/office/words.ts";
import { ButtonLink, type Column, Facts, PageHeader, Table } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";
import type { Cell } from "./roles.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "What each role may do · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Data["groups"][number]["rows"][number];

const CELLS: Record<Cell, string> = { yes: "Yes", no: "No", "own-sites": "Own sites" };

/** The permissions in words, from the table that the code and the database ask. */
export default function RolesPage() {
  const { roles, groups, mayListMembers } = useLoaderData<typeof loader>();
  const columns: Column<Row>[] = [
    { key: "what", header: "May they", cell: ({ what }) => what, isRowName: true },
    ...roles.map((role): Column<Row> => ({ key: role, header: ROLE_LABELS[role] ?? role, cell: ({ cells }) => <CellText cell={cells[role]} /> })),
  ];
  return (
    <>
      <PageHeader
        title="What each role may do"
        lead="These tables are made from the rules that the software itself keeps."
        actions={
          mayListMembers ? (
            <ButtonLink look="quiet" to="/team">
              Back to the team
            </ButtonLink>
          ) : null
        }
      />
      <div className="card">
        <Facts items={roles.map((role) => ({ term: ROLE_LABELS[role] ?? role, detail: ROLE_MEANINGS[role] }))} />
      </div>
      <div className="stack same-columns">
        {groups.map(({ group, rows }) => (
          <Table key={group} caption={group} showCaption columns={columns} rows={rows} rowKey={({ key }) => key} />
        ))}
      </div>
    </>
  );
}

function CellText({ cell }: { cell: Cell }) {
  return cell === "no" ? <span className="soft">{CELLS.no}</span> : <strong>{CELLS[cell]}</strong>;
}
