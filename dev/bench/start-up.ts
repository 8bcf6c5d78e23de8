/** How long a Worker takes from nothing to its first answers. */
import type { Side } from "./rig.ts";
import { clientHeaders } from "./sign-ins.ts";

/** Milliseconds from starting workerd: to the first answer of /live, and to the first whole sign-in page after it. */
export type StartUp = { liveMs: number; pageMs: number };

/** Starts another workerd on the same state while the first is stopped. Gives each of `times` starts. */
export async function timeStartUp(side: Side, times: number): Promise<StartUp[]> {
  const found: StartUp[] = [];
  const [site] = side.database.sites;
  for (let time = 0; time < times; time += 1) {
    const startedAtMs = performance.now();
    const worker = await side.startWorker();
    const liveMs = performance.now() - startedAtMs;
    const answer = await fetch(`${worker.url}/s/${site?.siteCode}-${site?.secret}`, { headers: clientHeaders() });
    await answer.arrayBuffer();
    found.push({ liveMs, pageMs: performance.now() - startedAtMs });
    await worker.stop();
  }
  return found;
}
