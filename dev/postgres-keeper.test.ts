import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startNeonHttp, type NeonHttp } from "./neon-http.ts";
import { keepPostgres, type Keeper } from "./postgres-keeper.ts";
import { processesInFolder } from "./process-state.ts";
import { withClient } from "./roles.ts";
import { waitUntil } from "./testing/server.ts";

let folder: string;
let keeper: Keeper;
let endpoint: NeonHttp;
const said: string[] = [];
const text = () => said.join("\n");

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "inductlite-keeper-")));
  keeper = await keepPostgres({ folder, durable: true }, (line) => said.push(line));
  endpoint = await startNeonHttp({ port: 0, target: { host: keeper.postgres.host, port: keeper.postgres.port } });
}, 60_000);

afterAll(async () => {
  await keeper.stop();
  await endpoint.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** As the Worker asks, through the endpoint that stays. */
async function ask(query: string): Promise<number> {
  const answer = await fetch(endpoint.url, { method: "POST", headers: { "Neon-Connection-String": keeper.postgres.superuserUrl, "Neon-Raw-Text-Output": "true", "Neon-Array-Mode": "true" }, body: JSON.stringify({ query, params: [] }) });
  await answer.arrayBuffer();
  return answer.status;
}

it("a Postgres that is killed is started again on its port with what it had acknowledged, as often as it happens", async () => {
  await withClient(keeper.postgres.superuserUrl, (client) => client.query("create table kept (turn int)"));
  for (const turn of [1, 2]) {
    await withClient(keeper.postgres.superuserUrl, (client) => client.query("insert into kept values ($1)", [turn]));
    expect(await ask("select 1")).toBe(200);
    process.kill(Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
    await waitUntil(() => said.filter((line) => line === "Postgres runs again.").length === turn, text);
    expect(said.filter((line) => line.startsWith("Postgres has ended by itself: starting it again."))).toHaveLength(turn);
    const { rows } = await withClient(keeper.postgres.superuserUrl, (client) => client.query("select turn from kept order by turn"));
    expect(rows).toEqual([1, 2].slice(0, turn).map((one) => ({ turn: one })));
    expect(await ask("select 1")).toBe(200);
  }
}, 60_000);

it("one that is stopped on purpose stays stopped, and nothing is said of it", async () => {
  const before = text();
  await keeper.stop();
  expect(processesInFolder(join(folder, "data"))).toEqual([]);
  expect(text()).toBe(before);
}, 60_000);
