import pg from "pg";
import { Failure } from "./failure.ts";

export type SchemaRoles = {
  /** Owns the schema and migrates it; passes row-level security by. */
  owner: { name: string; password: string };
  /** What the Workers log in as: owns nothing, member of inductlite_app alone. A password of null leaves the one it has. */
  login: { name: string; password: string | null };
};

export type SchemaUrls = { ownerUrl: string; appUrl: string };

/** The group that the migrations grant to and name in their policies. */
export const APP_GROUP = "inductlite_app";

const name = (identifier: string) => pg.escapeIdentifier(identifier);

/** Creates the database unless it is there. @returns its URL for the same user. */
export async function ensureDatabase(adminUrl: string, database: string): Promise<string> {
  await withClient(adminUrl, async (client) => {
    const found = await client.query("select from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`create database ${name(database)}`);
  });
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/**
 * Creates or repairs one schema of the product with its owner and its login role, and the group that all share. The
 * search path belongs to the roles, because Neon's HTTP endpoint passes none.
 * @param adminUrl a superuser, or a user that may create roles and passes row-level security by, in the database to use.
 * @throws Failure when that user may not do it, or its Postgres is older than 15.
 */
export async function prepareSchema(adminUrl: string, schema: string, roles: SchemaRoles): Promise<SchemaUrls> {
  try {
    await withClient(adminUrl, async (client) => {
      await requireVersion(client);
      await client.query("select pg_advisory_lock(hashtext('inductlite roles'))");
      await ensureRole(client, APP_GROUP, "nologin nobypassrls nocreaterole nocreatedb", null);
      await ensureRole(client, roles.owner.name, "login bypassrls", roles.owner.password);
      await ensureRole(client, roles.login.name, "login nobypassrls nocreaterole nocreatedb", roles.login.password);
      await giveSchema(client, schema, roles);
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === "42501") {
      throw new Failure(`The user of PG_URL may not create what InductLite needs (${error.message}): give a superuser, or a user with CREATEROLE and BYPASSRLS that owns its database.`);
    }
    throw error;
  }
  return { ownerUrl: withUser(adminUrl, roles.owner), appUrl: withUser(adminUrl, roles.login) };
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
  const version = Math.floor(Number(rows[0]?.version) / 10_000);
  if (version < 15) throw new Failure(`The Postgres of PG_URL is version ${version}: InductLite needs 15 or newer.`);
}

async function ensureRole(client: pg.Client, role: string, attributes: string, password: string | null): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>("select exists (select from pg_roles where rolname = $1) as found", [role]);
  const secret = password === null ? "" : `password ${pg.escapeLiteral(password)}`;
  if (!rows[0]?.found) await client.query(`create role ${name(role)} ${attributes} ${secret}`);
  else if (secret) await client.query(`alter role ${name(role)} ${secret}`);
}

async function giveSchema(client: pg.Client, schema: string, { owner, login }: SchemaRoles): Promise<void> {
  const { rows } = await client.query<{ database: string }>("select current_database() as database");
  const database = name(rows[0]?.database ?? "");
  await client.query(`grant ${name(APP_GROUP)} to ${name(login.name)}`);
  await client.query(`grant ${name(owner.name)} to current_user`);
  await client.query(`grant connect, create, temporary on database ${database} to ${name(owner.name)}`);
  await client.query(`grant connect on database ${database} to ${name(APP_GROUP)}`);
  // A temporary table could stand in front of a real one: the application makes none.
  await client.query(`revoke temporary on database ${database} from public`);
  await client.query(`create schema if not exists ${name(schema)}`);
  await client.query(`alter schema ${name(schema)} owner to ${name(owner.name)}`);
  await client.query(`revoke all on schema ${name(schema)} from public`);
  for (const role of [owner.name, login.name]) {
    await client.query(`alter role ${name(role)} set search_path = ${name(schema)}, pg_temp`);
  }
  // No disk turns under it: at Postgres' own 4 the planner may sort the whole past of a company for one page of it.
  await client.query(`alter role ${name(login.name)} set random_page_cost = 1.1`);
}

/** Opens one client for the time of `work`. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection lost between two statements: the next statement fails with it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function withUser(url: string, role: { name: string; password: string | null }): string {
  const changed = new URL(url);
  changed.username = role.name;
  changed.password = role.password ?? "";
  return changed.href;
}
