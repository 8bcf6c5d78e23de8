import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { readOwnerUrl } from "../deploy/owner-url.ts";
import { Failure } from "../failure.ts";
import { startPostgres } from "../postgres.ts";
import { withClient } from "../roles.ts";
import { readSecrets } from "../secrets.ts";
import { inTurn, takeStateFolder } from "../state-lock.ts";

/** Runs `work` with a client that is the schema's owner. */
export type UseDatabase = <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;

/** A deployment's database, by the URL of the role that Neon's console made. Throws Failure when it is none. */
export function openDeployed(urlText: string): UseDatabase {
  const url = readOwnerUrl(urlText);
  return (work) => asSchemaOwner(url, work);
}

/**
 * The database of a state folder: the embedded one, which is started for the command unless it runs, or that of PG_URL.
 * @throws Failure when nothing was ever started there.
 */
export function openLocal(stateFolder: string, postgresUrl: string | undefined): UseDatabase {
  return async (work) => {
    if (!existsSync(join(stateFolder, "secrets.json"))) throw new Failure(`No InductLite has run on ${stateFolder}: npm start begins one, STATE_DIR names another folder, and OWNER_DATABASE_URL a deployment's database.`);
    const { ownerPassword } = readSecrets(stateFolder);
    const urlOf = (base: string, database: string | null) => {
      const url = new URL(base);
      [url.username, url.password] = ["inductlite_owner", ownerPassword];
      if (database) url.pathname = `/${database}`;
      return url.href;
    };
    if (postgresUrl) return asSchemaOwner(urlOf(postgresUrl, null), work);
    // Of two commands at once the first would take the database away from the second.
    return inTurn(`operator ${realpathSync(stateFolder)}`, async () => {
      const isOurs = await takeStateFolder(stateFolder, () => "").then(() => true, () => false);
      const postgres = await startPostgres({ folder: join(stateFolder, "postgres"), durable: true });
      try {
        return await asSchemaOwner(urlOf(postgres.superuserUrl, "inductlite"), work);
      } finally {
        // What npm start runs on, or is about to, is its own to stop.
        if (isOurs && !postgres.attached) await postgres.stop();
      }
    });
  };
}

/** @param url of the schema's owner, or of a role that may become it. Nothing of it is ever said. */
export async function asSchemaOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { hostname } = new URL(url);
  let isOpen = false;
  try {
    return await withClient(url, async (client) => {
      await client.query("set role inductlite_owner");
      await client.query("set search_path = public, pg_temp");
      const { rows } = await client.query<{ ready: boolean }>("select to_regprocedure('operator_event(text, uuid, text, jsonb, jsonb)') is not null as ready");
      if (!rows[0]?.ready) throw new Failure("The database is older than this program: bring it up to date with npm start, or npm run deploy.");
      isOpen = true;
      return work(client);
    });
  } catch (error) {
    if (error instanceof Failure || isOpen) throw error;
    const reason = error instanceof AggregateError ? error.errors.map(String).join(", ") : error instanceof Error ? error.message : String(error);
    throw new Failure(`The database at ${hostname} can't be used as the schema's owner: Postgres says "${reason}".`);
  }
}
