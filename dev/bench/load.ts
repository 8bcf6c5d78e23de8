/** Load from this machine, and what came of it. */
import autocannon, { type BuiltRequest } from "autocannon";

export type LoadPlan = {
  url: string;
  connections: number;
  /** Measured; a warm-up of `warmSeconds` comes before it and is not counted. */
  seconds: number;
  warmSeconds: number;
  /** Made for each request; null when there is no other to send: the load then ends early. */
  next: () => BuiltRequest | null;
  expectedStatus: number;
  /** Called at the end of the warm-up and at the end. */
  onWindow?: (edge: "begin" | "end") => void;
};

/** What a load did. Milliseconds, requests a second. `wrong` counts answers other than the expected, and failures, by their kind. */
export type Sample = {
  connections: number;
  p50Ms: number;
  p95Ms: number;
  perSecond: number;
  answers: number;
  wrong: Record<string, number>;
};

/** Sends one request after another on each connection, never two at once on one. */
export async function runLoad(plan: LoadPlan): Promise<Sample> {
  const startedAtMs = performance.now();
  const beginMs = startedAtMs + plan.warmSeconds * 1000;
  const window = new Window(beginMs, plan.onWindow);
  let last: BuiltRequest | null = null;
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url: plan.url,
        connections: plan.connections,
        duration: plan.warmSeconds + plan.seconds,
        pipelining: 1,
        timeout: 20,
        requests: [{
          setupRequest: (request) => {
            const next = plan.next();
            if (!next) instance.stop();
            last = next ?? last;
            return { ...request, ...last };
          },
        }],
      },
      (error) => (error ? reject(error) : resolve()),
    );
    instance.on("response", (_client: unknown, status: number, _bytes: number, durationMs: number) =>
      window.add(durationMs, status === plan.expectedStatus ? null : `status ${status}`));
    instance.on("reqError", (error: Error) => window.add(0, error.message));
  });
  return window.close(plan.connections);
}

/** Gathers what happens between the end of the warm-up and the end. */
export class Window {
  readonly #beginMs: number;
  readonly #onEdge: ((edge: "begin" | "end") => void) | undefined;
  readonly #durationsMs: number[] = [];
  readonly #wrong: Record<string, number> = {};
  #hasBegun = false;
  #lastMs = 0;

  constructor(beginMs: number, onEdge?: (edge: "begin" | "end") => void) {
    this.#beginMs = beginMs;
    this.#onEdge = onEdge;
  }

  /** One answer. A wrong one counts even in the warm-up. */
  add(durationMs: number, wrong: string | null): void {
    if (wrong) {
      this.#wrong[wrong] = (this.#wrong[wrong] ?? 0) + 1;
      return;
    }
    const now = performance.now();
    if (now < this.#beginMs) return;
    if (!this.#hasBegun) this.#onEdge?.("begin");
    this.#hasBegun = true;
    this.#lastMs = now;
    this.#durationsMs.push(durationMs);
  }

  close(connections: number): Sample {
    this.#onEdge?.("end");
    const sorted = this.#durationsMs.sort((a, b) => a - b);
    const seconds = (this.#lastMs - this.#beginMs) / 1000;
    return {
      connections,
      p50Ms: percentile(sorted, 0.5),
      p95Ms: percentile(sorted, 0.95),
      perSecond: sorted.length > 0 ? sorted.length / seconds : 0,
      answers: sorted.length,
      wrong: this.#wrong,
    };
  }
}

/** The value that `part` (0–1) of the sorted values do not exceed; 0 of none. */
export function percentile(sorted: number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * part) - 1))] ?? 0;
}
