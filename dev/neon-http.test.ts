import { neon, neonConfig, type NeonDbError } from "@neondatabase/serverless";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startNeonHttp, type NeonHttp } from "./neon-http.ts";
import { startPostgres, type Postgres } from "./postgres.ts";

let postgres: Postgres;
let endpoint: NeonHttp;
let url: string;

beforeAll(async () => {
  postgres = await startPostgres({ folder: ".state/neon-http-test", durable: false });
  endpoint = await startNeonHttp({ port: 0, target: postgres, maxSessions: 3 });
  neonConfig.fetchEndpoint = () => endpoint.url;
  url = postgres.superuserUrl;
}, 60_000);

afterAll(async () => {
  await endpoint.stop();
  await postgres.stop();
});

const failureOf = (work: Promise<unknown>) =>
  work.then(() => { throw new Error("it was expected to fail"); }, (error: NeonDbError) => error);

describe("Neon's HTTP endpoint over Postgres", () => {
  it("carries values of each type both ways", async () => {
    const sql = neon(url);
    const at = "2026-03-05T01:02:03.456Z";
    const [row] = await sql`select ${42}::int as i, ${"9007199254740993"}::bigint as big, ${1.5}::float8 as f, ${"1.10"}::numeric as n,
      ${true}::bool as b, ${"Ngā mihi 'nui' \\ \"x\""}::text as t, ${null}::text as nothing, ${at}::timestamptz as at,
      ${["a", 'b"c', "d,\\e", null]}::text[] as texts, ${[1, 2]}::int[] as numbers, ${JSON.stringify({ a: [1, null] })}::jsonb as json,
      ${Buffer.from([0, 255, 10])}::bytea as bytes, ${"00000000-0000-4000-8000-000000000001"}::uuid as id`;
    expect(row).toEqual({
      i: 42, big: "9007199254740993", f: 1.5, n: "1.10", b: true, t: "Ngā mihi 'nui' \\ \"x\"", nothing: null, at: new Date(at),
      texts: ["a", 'b"c', "d,\\e", null], numbers: [1, 2], json: { a: [1, null] }, bytes: Buffer.from([0, 255, 10]),
      id: "00000000-0000-4000-8000-000000000001",
    });
  });

  it("tells the fields, the command and the row count", async () => {
    const sql = neon(url, { fullResults: true });
    await sql`create table if not exists counted (id int primary key)`;
    const inserted = await sql`insert into counted select generate_series(1, 3) returning id`;
    expect(inserted).toMatchObject({ command: "INSERT", rowCount: 3, rowAsArray: false });
    expect(inserted.fields[0]).toMatchObject({ name: "id", dataTypeID: 23, dataTypeSize: 4 });
    expect(inserted.fields[0]?.tableID).toBeGreaterThan(0);
    expect(await sql`delete from counted where id > 1`).toMatchObject({ command: "DELETE", rowCount: 2, rows: [] });
    expect(await sql`drop table counted`).toMatchObject({ command: "DROP", rowCount: null });
  });

  it("answers an SQL error with 400 and all that Postgres said", async () => {
    const sql = neon(url);
    await sql`create table taken (id int constraint taken_once primary key)`;
    await sql`insert into taken values (1)`;
    expect(await failureOf(sql`insert into taken values (1)`)).toMatchObject({
      name: "NeonDbError", code: "23505", severity: "ERROR", constraint: "taken_once", table: "taken", schema: "public",
      detail: "Key (id)=(1) already exists.",
    });
    expect(await failureOf(sql.query("select nowhere from nothing"))).toMatchObject({ code: "42P01", position: "21" });
    expect(await failureOf(sql.query("select 1; select 2"))).toMatchObject({ code: "42601" });
    expect(await failureOf(sql.query("copy taken to stdout"))).toMatchObject({ code: "0A000" });
    expect(await failureOf(sql.query("copy taken from stdin"))).toMatchObject({ code: "0A000" });
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  it("runs a batch as one transaction and leaves out BEGIN and COMMIT", async () => {
    const sql = neon(url);
    const results = await sql.transaction((tx) => [
      tx`select set_config('app.company_id', ${"c1"}, true)`,
      tx`select current_setting('app.company_id') as company, txid_current() = txid_current() as same`,
    ]);
    expect(results).toHaveLength(2);
    expect(results[1]).toEqual([{ company: "c1", same: true }]);
  });

  it("rolls a batch back at its first error, the deferred ones at the end included", async () => {
    const sql = neon(url);
    await sql`create table kept (id int primary key, of int references kept deferrable initially deferred)`;
    const duplicate = sql.transaction((tx) => [tx`insert into kept values (1)`, tx`insert into kept values (1)`, tx`insert into kept values (2)`]);
    expect(await failureOf(duplicate)).toMatchObject({ code: "23505" });
    expect(await failureOf(sql.transaction((tx) => [tx`insert into kept values (3, 99)`]))).toMatchObject({ code: "23503" });
    expect(await sql`select count(*)::int as n from kept`).toEqual([{ n: 0 }]);
  });

  it("honours isolation level and read only", async () => {
    const sql = neon(url);
    const [[row]] = await sql.transaction((tx) => [tx`select current_setting('transaction_isolation') as level`], { isolationLevel: "Serializable" }) as [[{ level: string }]];
    expect(row.level).toBe("serializable");
    expect(await failureOf(sql.transaction((tx) => [tx`create table refused (id int)`], { readOnly: true }))).toMatchObject({ code: "25006" });
  });

  it("lets nothing that one request set reach the next", async () => {
    const sql = neon(url);
    const sessions = 3;
    for (const leak of [
      "select set_config('app.leak', 'yes', false)",
      "set search_path = pg_catalog",
      "set role pg_monitor",
      "create temp table leak (id int)",
      "select pg_advisory_lock(7)",
      "begin",
      "prepare leak as select 1",
      "set session characteristics as transaction read only",
    ]) {
      await Promise.all(Array.from({ length: sessions }, () => sql.query(leak.replace("(7)", `(${Math.floor(Math.random() * 1e9)})`))));
      const states = await Promise.all(Array.from({ length: sessions * 2 }, () => sql`select coalesce(current_setting('app.leak', true), '') as setting,
        current_setting('search_path') as path, current_user = session_user as own, to_regclass('pg_temp.leak')::text as temp,
        (select count(*)::int from pg_locks where locktype = 'advisory') as locks, (select count(*)::int from pg_prepared_statements where name <> '') as prepared,
        current_setting('transaction_read_only') as read_only`));
      for (const [state] of states) {
        expect(state, leak).toEqual({ setting: "", path: '"$user", public', own: true, temp: null, locks: 0, prepared: 0, read_only: "off" });
      }
    }
  });

  it("refuses a wrong password, also when the right one has a session open, and a missing user", async () => {
    await neon(url)`select 1`;
    const wrong = new URL(url);
    wrong.password = "wrong";
    expect(await failureOf(neon(wrong.href)`select 1`)).toMatchObject({ code: "28P01" });
    wrong.username = "nobody_of_this_name";
    expect(await failureOf(neon(wrong.href)`select 1`)).toMatchObject({ code: "28P01" });
    expect(await neon(url)`select 1 as one`).toEqual([{ one: 1 }]);
  });

  it("drops URL parameters and takes more requests at once than it has sessions", async () => {
    const sql = neon(`${url}?options=-c%20search_path%3Dpg_catalog&application_name=other`);
    const rows = await Promise.all(Array.from({ length: 40 }, (_, i) => sql`select ${i}::int as i, current_setting('search_path') as path`));
    expect(rows.map(([row]) => row)).toEqual(Array.from({ length: 40 }, (_, i) => ({ i, path: '"$user", public' })));
  });

  it("opens a new session when Postgres ended the old ones", async () => {
    const sql = neon(url);
    await failureOf(sql`select pg_terminate_backend(pg_backend_pid())`);
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  it("refuses what is too large to take and what is too large to give", async () => {
    const sql = neon(url);
    expect((await failureOf(sql`select ${"x".repeat(11 * 1024 * 1024)}::text`)).message).toContain("413");
    expect((await failureOf(sql`select repeat('x', 1024 * 1024) from generate_series(1, 70)`)).message).toContain("507");
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  it("answers no preflight, no other path and no request without a connection string", async () => {
    const preflight = await fetch(endpoint.url, { method: "OPTIONS", headers: { origin: "https://example.com" } });
    expect(preflight.status).toBe(405);
    expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
    expect((await fetch(`${endpoint.url}/more`, { method: "POST", body: "{}" })).status).toBe(404);
    expect((await fetch(endpoint.url, { method: "POST", body: '{"query":"select 1"}' })).status).toBe(400);
  });
});
