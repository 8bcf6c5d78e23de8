/** Signs of life: `/live` says that the Worker runs, `/health` that what it stands on does, each part with its time. */
import { Hono } from "hono";
import type { Door } from "#worker/http/door.ts";
import { log } from "#worker/log.ts";

interface Part {
  ok: boolean;
  ms: number;
}

const KEPT_MS = 5_000;
const BUDGET_MS = 2_000;

let kept: { parts: Record<string, Part>; untilMs: number } | undefined;

async function time(check: () => Promise<unknown>): Promise<Part> {
  const startedMs = Date.now();
  const tooSlow = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("too slow")), BUDGET_MS));
  const ok = await Promise.race([check(), tooSlow]).then(
    () => true,
    () => false,
  );
  return { ok, ms: Date.now() - startedMs };
}

export const health = new Hono<Door>()
  .get("/live", (c) => c.json({ ok: true }))
  .get("/health", async (c) => {
    const now = Date.now();
    // Kept for five seconds, so that a stranger who asks often makes no load.
    if (!kept || kept.untilMs < now) {
      const { platform, requestId } = c.get("request");
      const [database, queue, storage] = await Promise.all([
        time(() => platform.ping()),
        time(() => c.env.JOBS.send({ kind: "ping" })),
        time(() => c.env.FILES.head("health")),
      ]);
      kept = { parts: { database, queue, storage }, untilMs: now + KEPT_MS };
      log({ requestId }, { event: "health", ok: Object.values(kept.parts).every((part) => part.ok), parts: kept.parts });
    }
    const ok = Object.values(kept.parts).every((part) => part.ok);
    return c.json({ ok, ...kept.parts }, ok ? 200 : 503);
  });
