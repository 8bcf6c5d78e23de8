import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFreePort } from "./ports.ts";
import { withClient } from "./roles.ts";
import type { Demo } from "./testing/demo.ts";
import { processesOf, startServer, waitUntil, type Server } from "./testing/server.ts";

type Form = { name: string; address: string; body: string };
type Answer = { form: Form; visit: string };

const patienceMs = 180_000;
let stateFolder: string;
let port: number;
let server: Server;
let demo: Demo;
let forms: Form[];
const acknowledged: Answer[] = [];

async function start(): Promise<void> {
  server = startServer({ stateFolder, port });
  await waitUntil(() => server.said().includes("InductLite is ready") || server.code() !== null, server.said);
  if (server.code() !== null) throw new Error(server.said());
}

const rowsOf = <T extends object>(text: string, values: unknown[] = []) => {
  const postgresPort = readFileSync(join(stateFolder, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[3];
  const { ownerPassword } = JSON.parse(readFileSync(join(stateFolder, "secrets.json"), "utf8")) as { ownerPassword: string };
  return withClient(`postgres://inductlite_owner:${ownerPassword}@127.0.0.1:${postgresPort}/inductlite`, async (client) => (await client.query<T>(text, values)).rows);
};

/** Each visitor is a phone of its own, with a form of its own. */
async function openForm(index: number): Promise<Form> {
  const name = `Mere Kill ${index}`;
  const address = `198.51.100.${index}`;
  const page = await (await fetch(demo.signIn, { headers: { "CF-Connecting-IP": address } })).text();
  const formKey = /name="formKey" value="([^"]+)"/.exec(page)?.[1] ?? "";
  return { name, address, body: new URLSearchParams({ name, phone: `021 555 ${1000 + index}`, visitorType: "visitor", employer: "", formKey }).toString() };
}

/** @returns where the visit is shown. @throws when the answer is another, or none comes. */
async function send({ address, body }: Form): Promise<string> {
  const response = await fetch(demo.signIn, {
    method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(60_000),
    headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: demo.app, "CF-Connecting-IP": address },
  });
  const visit = response.headers.get("Location");
  if (response.status !== 303 || !visit) throw new Error(`the sign-in was answered with ${response.status}: ${await response.text()}`);
  return visit;
}

const countVisits = () => rowsOf<{ name: string; visits: number; events: number }>(
  `select v.name, count(distinct v.id)::int as visits, count(e.number)::int as events
     from visit v left join audit_event e on e.company_id = v.company_id and e.subject_id = v.id
    where v.name like 'Mere Kill %' group by v.name`);

const brokenChains = () => rowsOf(
  `select company_id from (select company_id, number, previous_hash, row_number() over chain as expected, lag(hash) over chain as before
      from audit_event window chain as (partition by company_id order by number)) as link
    where number <> expected or (before is not null and previous_hash <> before)
   union all
   select h.company_id from audit_head h
     left join lateral (select e.number, e.hash from audit_event e where e.company_id = h.company_id order by e.number desc limit 1) as last on true
    where h.number > 0 and (h.number, h.hash) is distinct from (last.number, last.hash)`);

describe.runIf(process.platform === "linux")("npm start", () => {
  beforeAll(async () => {
    stateFolder = realpathSync(mkdtempSync(join(tmpdir(), "inductlite-start-")));
    port = await findFreePort();
    await start();
    demo = JSON.parse(readFileSync(join(stateFolder, "demo.json"), "utf8")) as Demo;
  }, patienceMs);

  afterAll(() => {
    for (const pid of processesOf(stateFolder)) process.kill(pid, "SIGKILL");
    rmSync(stateFolder, { recursive: true, force: true });
  });

  it("writes down where everything is and how to log in", async () => {
    expect(demo).toEqual({
      app: `http://localhost:${port}`, signIn: expect.stringMatching(`^http://localhost:${port}/s/[0-9a-z]+-[0-9a-z]+$`) as string,
      mailbox: expect.stringMatching(/^http:\/\/localhost:\d+$/) as string,
      admin: { email: expect.stringContaining("@") as string, password: expect.stringMatching(/./) as string },
    });
    for (const said of [demo.signIn, demo.mailbox, demo.admin.email, demo.admin.password, `${demo.app}/dashboard`, stateFolder]) expect(server.said()).toContain(said);
    for (const role of ["owner", "admin", "site manager", "viewer"]) {
      const email = new RegExp(`^ +${role} +(\\S+@\\S+)$`, "m").exec(server.said())?.[1] ?? "";
      const entered = await fetch(`${demo.app}/log-in`, { method: "POST", body: new URLSearchParams({ email, password: demo.admin.password }), redirect: "manual", headers: { Origin: demo.app } });
      expect([role, entered.status, entered.headers.get("Set-Cookie")]).toEqual([role, 303, expect.stringContaining("__Host-session=")]);
    }
  });

  it("says that it runs already, or that its port is taken, with exit code 1", async () => {
    const second = startServer({ stateFolder, port: await findFreePort() });
    const otherFolder = join(stateFolder, "other");
    const samePort = startServer({ stateFolder: otherFolder, port });
    await waitUntil(() => second.code() !== null && samePort.code() !== null, () => second.said() + samePort.said());
    expect(second.said()).toContain(`InductLite already runs on ${stateFolder} (${demo.app}): use that one, or stop it first.`);
    expect(samePort.said()).toContain(`Port ${port} is taken by another program`);
    expect([second.code(), samePort.code()]).toEqual([1, 1]);
  }, patienceMs);

  it("keeps every sign-in that it acknowledged, once, when all of it is killed at once", async () => {
    forms = await Promise.all(Array.from({ length: 40 }, (_, index) => openForm(index + 1)));
    const queue = [...forms];
    let isKilled = false;
    const sender = async () => {
      for (let form = queue.shift(); form; form = queue.shift()) {
        const visit = await send(form).catch((error: unknown) => { if (!isKilled) throw error; });
        if (visit) acknowledged.push({ form, visit });
        if (acknowledged.length < 15 || isKilled) continue;
        isKilled = true;
        for (const pid of processesOf(stateFolder)) process.kill(pid, "SIGKILL");
      }
    };
    await Promise.all(Array.from({ length: 5 }, sender));
    await waitUntil(() => processesOf(stateFolder).length === 0, () => `these run on: ${processesOf(stateFolder).join(", ")}`);
    expect(acknowledged.length).toBeLessThan(forms.length);

    await start();
    const found = await countVisits();
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(acknowledged.map(({ form }) => form.name)));
    expect(found.filter(({ visits, events }) => visits !== 1 || events !== 1)).toEqual([]);
    expect(await brokenChains()).toEqual([]);
  }, patienceMs);

  it("takes the same forms again afterwards, as the same visits", async () => {
    const again = new Map<string, string>();
    for (const form of forms) again.set(form.name, await send(form));
    for (const { form, visit } of acknowledged) expect(again.get(form.name)).toBe(visit);
    const found = await countVisits();
    expect(found.filter(({ visits, events }) => visits === 1 && events === 1)).toHaveLength(forms.length);
    expect(await brokenChains()).toEqual([]);
  }, patienceMs);

  it("leaves no process behind at Ctrl-C", async () => {
    expect(processesOf(stateFolder).length).toBeGreaterThan(4);
    server.interrupt();
    await waitUntil(() => processesOf(stateFolder).length === 0 && server.code() !== null, () => `${server.said()}\nthese run on: ${processesOf(stateFolder).join(", ")}`);
  }, patienceMs);
});
