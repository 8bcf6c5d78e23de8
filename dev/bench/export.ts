/** One company's whole past as a CSV file: asked for on the page, made by the consumer, and beside it what Postgres alone takes. */
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { Failure } from "../failure.ts";
import { findFreePort } from "../ports.ts";
import { withClient } from "../roles.ts";
import { startRuntime } from "../runtime.ts";
import { loadVisits, type Loaded } from "../seed/bulk.ts";
import { variablesFor } from "./databases.ts";
import { watchHeap, type Heap } from "./heap.ts";
import type { Rig } from "./rig.ts";
import { logIn } from "./sessions.ts";
import { clientHeaders } from "./sign-ins.ts";

export type ExportFigure = {
  rows: number;
  fileBytes: number;
  /** From the post of the form until the row says done. */
  seconds: number;
  /** The consumer's largest reading. */
  peakHeap: Heap;
  readings: number;
  /** Postgres writing the same rows with COPY. */
  copySeconds: number;
};

const visits = 50_000;
const heapEveryMs = 200;

/** Asks `times` times. The large database gets one more company for it, at whose gates nobody signs in. */
export async function measureExports(rig: Rig, times: number, onStarted: (stop: () => Promise<void>) => void): Promise<ExportFigure[]> {
  const { ownerUrl } = rig.large.database;
  const loaded = await loadVisits(ownerUrl, { companies: 1, sites: 20, visits });
  const stateFolder = join(rig.folder, "export");
  rmSync(stateFolder, { recursive: true, force: true });
  const [port, inspectorPort] = [await findFreePort(), await findFreePort()];
  const { DATABASE_URL, NEON_HTTP_URL } = variablesFor(rig.large.database, rig.endpoint.url);
  const runtime = await startRuntime({
    stateFolder, host: "127.0.0.1", port, inspectorPort, origin: `http://127.0.0.1:${port}`, databaseUrl: DATABASE_URL ?? "", neonHttpUrl: NEON_HTTP_URL ?? "", signingKeys: rig.keys, sealingKey: rig.sealingKey,
  });
  onStarted(runtime.stop);
  const cookie = await logIn(runtime.origin, adminOf(loaded));
  const figures: ExportFigure[] = [];
  for (let time = 0; time < times; time += 1) {
    figures.push(await withClient(ownerUrl, (client) => measureOnce(client, { origin: runtime.origin, cookie, inspectorPort, companyId: adminOf(loaded).companyId })));
  }
  return figures;
}

function adminOf({ admins: [admin] }: Loaded) {
  if (!admin) throw new Error("the company has no admin");
  return admin;
}

async function measureOnce(client: pg.Client, office: { origin: string; cookie: string; inspectorPort: number; companyId: string }): Promise<ExportFigure> {
  const heap = await watchHeap(office.inspectorPort, "queue-consumer", heapEveryMs);
  const startedAtMs = performance.now();
  const { rows, fileBytes, seconds } = await exportOnce().finally(() => heap.stop());
  if (rows !== visits) throw new Failure(`The export has ${rows} rows of ${visits}.`);
  const peakHeap = heap.readings.reduce((peak, reading) => (reading.total > peak.total ? reading : peak), { used: 0, embedder: 0, buffers: 0, total: 0 });
  return { rows, fileBytes, seconds, peakHeap, readings: heap.readings.length, copySeconds: await timeCopy(client, office.companyId) };

  async function exportOnce() {
    await ask(office);
    const file = await waitUntilDone(client, office.companyId);
    return { ...file, seconds: (performance.now() - startedAtMs) / 1000 };
  }
}

async function ask({ origin, cookie }: { origin: string; cookie: string }): Promise<void> {
  const nextYear = new Date().getUTCFullYear() + 1;
  const answer = await fetch(`${origin}/exports`, {
    method: "POST",
    redirect: "manual",
    headers: { ...clientHeaders(), cookie, origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ id: randomUUID(), siteId: "", fromOn: "2020-01-01", toOn: `${nextYear}-01-01` }),
  });
  if (answer.status !== 303) throw new Failure(`The export form answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
}

async function waitUntilDone(client: pg.Client, companyId: string): Promise<{ rows: number; fileBytes: number }> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(20)) {
    const { rows: [job] } = await client.query<{ state: string; failure: string | null; rows: number; bytes: string }>(
      "select state, failure, rows_written as rows, file_bytes as bytes from export where company_id = $1 order by requested_at desc limit 1", [companyId]);
    if (job?.state === "failed") throw new Failure(`The export failed: ${job.failure}.`);
    if (job?.state === "done") return { rows: job.rows, fileBytes: Number(job.bytes) };
  }
  throw new Failure("The export was not done within a minute.");
}

async function timeCopy(client: pg.Client, companyId: string): Promise<number> {
  const startedAtMs = performance.now();
  const stream = client.query(copyTo(`copy (select s.name, v.name, v.phone, v.employer, v.visitor_type,
    to_char(v.signed_in_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI'), to_char(v.signed_out_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI'), v.left_how
    from visit v join site s on s.company_id = v.company_id and s.id = v.site_id
    where v.company_id = '${companyId}' order by v.signed_in_at, v.id) to stdout (format csv)`));
  let bytes = 0;
  for await (const chunk of stream) bytes += (chunk as Buffer).length;
  if (bytes === 0) throw new Failure("COPY gave nothing.");
  return (performance.now() - startedAtMs) / 1000;
}
