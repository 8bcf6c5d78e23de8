import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type Postgres } from "../postgres.ts";
import { ensureDatabase, withClient } from "../roles.ts";
import { prepareDatabase } from "./database.ts";

let postgres: Postgres;
let ownerUrl: string;

/** An owner as Neon's console makes one: no superuser, but with CREATEROLE, CREATEDB and BYPASSRLS, in a database of its own. */
beforeAll(async () => {
  postgres = await startPostgres({ folder: ".state/test-postgres-deploy", durable: false });
  const database = await ensureDatabase(postgres.superuserUrl, "neondb");
  await withClient(database, async (client) => {
    await client.query("create role neondb_owner login createrole createdb bypassrls password 'owner-secret'");
    await client.query("alter database neondb owner to neondb_owner");
  });
  const url = new URL(database);
  [url.username, url.password] = ["neondb_owner", "owner-secret"];
  ownerUrl = url.href;
}, 60_000);

afterAll(() => postgres.stop());

const ask = <T extends object>(url: string, text: string) => withClient(url, async (client) => (await client.query<T>(text)).rows);

describe("the database of a deployment", () => {
  it("is made by an owner who is no superuser, with a login that owns nothing and does not pass the walls", async () => {
    const { applied, loginUrl } = await prepareDatabase(ownerUrl, { password: "first-password" });
    expect(applied).toBeGreaterThan(3);
    expect(await ask(loginUrl ?? "", "select current_user as name, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user")).toEqual([
      { name: "inductlite_app_login", rolsuper: false, rolbypassrls: false, rolcreaterole: false },
    ]);
    expect(await ask(ownerUrl, "select count(*)::int as owned from pg_class where pg_get_userbyid(relowner) = 'inductlite_app_login'")).toEqual([{ owned: 0 }]);
    await expect(ask(loginUrl ?? "", "select * from visit")).rejects.toThrow("no context was entered");
  }, 30_000);

  it("has nobody in it who could log in", async () => {
    const [{ database }] = await ask<{ database: string }>(ownerUrl, "select current_database() as database") as [{ database: string }];
    const everything = new URL(postgres.superuserUrl);
    everything.pathname = `/${database}`;
    expect(await ask(everything.href, "select (select count(*) from account) + (select count(*) from member) + (select count(*) from session) + (select count(*) from invite) as people")).toEqual([{ people: "0" }]);
  });

  it("is prepared again without touching the login's password, and applies nothing twice", async () => {
    const { loginUrl } = await prepareDatabase(ownerUrl, { password: "second-password" });
    expect(await prepareDatabase(ownerUrl, { password: null })).toEqual({ applied: 0, loginUrl: null });
    expect(await ask(loginUrl ?? "", "select 1 as one")).toEqual([{ one: 1 }]);
  }, 30_000);

  it("tells in one sentence that the owner may not make roles, or can't be reached", async () => {
    await ask(ownerUrl, "create role weak login password 'weak'");
    const weak = new URL(ownerUrl);
    [weak.username, weak.password] = ["weak", "weak"];
    await expect(prepareDatabase(weak.href, { password: "x" })).rejects.toMatchObject({ name: "Failure", message: expect.stringContaining("The user of the owner's URL may not create") as string });
    weak.port = "1";
    await expect(prepareDatabase(weak.href, { password: "x" })).rejects.toMatchObject({ name: "Failure", message: expect.stringContaining("could not be prepared") as string });
  }, 30_000);
});
