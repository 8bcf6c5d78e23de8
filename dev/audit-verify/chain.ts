/** A company's chain over a connection of the schema's owner: the Worker's own statement, and the files from elsewhere. */
import type pg from "pg";
import type { Chain } from "#worker/domain/audit/walk.ts";
import { stretchStatement, type ChainStretch } from "#worker/store/audit-stretch.ts";

export type ChainFiles = Pick<Chain, "readFile" | "listCheckpoints">;
export type OpenFiles = (companyId: string) => ChainFiles;

export function openChain(client: pg.Client, companyId: string, files: ChainFiles): Chain {
  return {
    companyId,
    ...files,
    async readStretch(place, wanted) {
      const { text, params } = stretchStatement(place, wanted);
      await client.query("begin");
      try {
        await client.query("select enter($1::uuid, 'system', 'audit:verify', 'system', '{}', 'audit.checkpoint')", [companyId]);
        const { rows: [row] } = await client.query<{ stretch: ChainStretch }>(text, params);
        if (!row) throw new Error("the stretch gave no row");
        return row.stretch;
      } finally {
        await client.query("rollback");
      }
    },
  };
}
