import { randomBytes, randomUUID, createHash } from "node:crypto";
import type pg from "pg";
import { prepareDatabase } from "../deploy/database.ts";
import { operate, type Desk } from "../operator.ts";
import { asSchemaOwner } from "../operator/database.ts";
import type { KeyStore } from "../operator/key-store.ts";
import { startPostgres } from "../postgres.ts";
import { ensureDatabase, withClient } from "../roles.ts";

export type DeskDatabase = {
  /** Asks as the schema's owner, who sees every row. */
  look: <T extends object>(text: string, values?: unknown[]) => Promise<T[]>;
  /** Asks as the application's login, one statement after the other in one transaction, and gives the last one's rows. */
  asApplication: <T extends object>(...statements: [text: string, ...values: unknown[]][]) => Promise<T[]>;
  useDatabase: Desk["useDatabase"];
};

export type DeskServer = DeskDatabase & {
  /** The same as it is now, for a test that wants a log of its own. */
  copy: () => Promise<DeskDatabase>;
  stop: () => Promise<void>;
};

/** A database as a deployment has it: the URL is of an owner who is no superuser, as Neon's console makes one. */
export async function startDeskDatabase(folder: string): Promise<DeskServer> {
  const postgres = await startPostgres({ folder, durable: false });
  const database = await ensureDatabase(postgres.superuserUrl, "neondb");
  await withClient(database, async (client) => {
    await client.query("create role neondb_owner login createrole createdb bypassrls password 'owner-secret'");
    await client.query("alter database neondb owner to neondb_owner");
  });
  const url = new URL(database);
  [url.username, url.password] = ["neondb_owner", "owner-secret"];
  const { loginUrl } = await prepareDatabase(url.href, { password: "login-secret" });
  let copies = 0;
  return {
    ...open(url.href, loginUrl ?? ""),
    copy: async () => {
      copies += 1;
      const to = (address: string) => Object.assign(new URL(address), { pathname: `/copy${copies}` }).href;
      await withClient(postgres.superuserUrl, (client) => client.query(`create database copy${copies} template neondb owner neondb_owner`));
      return open(to(url.href), to(loginUrl ?? ""));
    },
    stop: postgres.stop,
  };
}

function open(ownerUrl: string, loginUrl: string): DeskDatabase {
  const useDatabase: Desk["useDatabase"] = (work) => asSchemaOwner(ownerUrl, work);
  return {
    useDatabase,
    look: <T extends object>(text: string, values: unknown[] = []) => useDatabase(async (client) => (await client.query<T>(text, values)).rows),
    asApplication: <T extends object>(...statements: [text: string, ...values: unknown[]][]) => withClient(loginUrl, async (client) => {
      await client.query("begin");
      let rows: T[] = [];
      for (const [text, ...values] of statements) ({ rows } = await client.query<T>(text, values));
      await client.query("commit");
      return rows;
    }),
  };
}

export type TriedCommand = { printed: string; asked: string[] };

/** Does one command as if it were typed. @param answers to what it asks; without one nobody is there to be asked. */
export async function tryCommand(useDatabase: Desk["useDatabase"], args: readonly string[], more: { answers?: string[]; keys?: KeyStore; now?: Date; origin?: string | null } = {}): Promise<TriedCommand> {
  const lines: string[] = [];
  const asked: string[] = [];
  const answers = [...(more.answers ?? [])];
  await operate({
    title: "a test", useDatabase, origin: more.origin ?? null, user: "mere@desk", now: () => more.now ?? new Date(),
    openKeys: () => (more.keys ? Promise.resolve(more.keys) : Promise.reject(new Error("no keys in this test"))),
    terminal: {
      print: (text) => void lines.push(text),
      ask: async (question) => {
        asked.push(question);
        return answers.shift() ?? null;
      },
    },
  }, args);
  return { printed: lines.join("\n"), asked };
}

export type MadeCompany = { id: string; name: string; code: string; secret: string; sessionHash: Buffer; adminEmail: string };

/** A company with one site and an admin who is logged in. */
export async function makeCompany(client: pg.ClientBase, name: string): Promise<MadeCompany> {
  const [id, siteId, accountId, memberId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const text = (length: number) => randomBytes(length).toString("hex").slice(0, length);
  const made = { id, name, code: text(10), secret: text(12), sessionHash: createHash("sha256").update(id).digest(), adminEmail: `${memberId}@example.test` };
  await client.query("insert into company (company_id, name) values ($1, $2)", [id, name]);
  await client.query("insert into site (company_id, id, name, address, code) values ($1, $2, 'Gate', '1 Kōwhai Road', $3)", [id, siteId, made.code]);
  await client.query("insert into site_link (company_id, id, site_id, secret) values ($1, $2, $3, $4)", [id, randomUUID(), siteId, made.secret]);
  await client.query("insert into account (id, email, password_hash) values ($1, $2, 'none')", [accountId, made.adminEmail]);
  await client.query("insert into member (company_id, id, account_id, name, role) values ($1, $2, $3, 'Mere Tester', 'admin')", [id, memberId, accountId]);
  await client.query("insert into session (company_id, id, member_id, secret_hash, expires_at) values ($1, $2, $3, $4, now() + interval '1 hour')", [id, randomUUID(), memberId, made.sessionHash]);
  return made;
}
