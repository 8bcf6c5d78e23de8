import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "./failure.ts";
import { startPostgres, type Postgres, type PostgresOptions } from "./postgres.ts";
import { isAlive } from "./process-state.ts";

const LOOK_MS = 500;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

export type Keeper = { postgres: Postgres; stop: () => Promise<void> };

/**
 * Starts the embedded Postgres and starts it again on the same port whenever it has ended by itself: first at once, then after ever
 * longer waits, for as long as it takes. `say` is told of each end and each start.
 * @throws Failure when the first start fails.
 */
export async function keepPostgres(options: PostgresOptions, say: (line: string) => void): Promise<Keeper> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const first = await startPostgres(options);
  let current = first;
  const kept = (async () => {
    while (!signal.aborted) {
      await pause(LOOK_MS, undefined, { ref: false, signal }).catch(() => undefined);
      if (!signal.aborted && !isAlive(current.pid)) current = (await startAgain({ ...options, port: first.port }, say, signal)) ?? current;
    }
  })();
  return {
    postgres: first,
    stop: async () => {
      stopping.abort();
      await kept;
      await current.stop();
    },
  };
}

/** Null when it was called off first. */
async function startAgain(options: PostgresOptions, say: (line: string) => void, signal: AbortSignal): Promise<Postgres | null> {
  say("Postgres has ended by itself: starting it again. Until it answers, pages say that the record can't be reached.");
  for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      const postgres = await startPostgres(options);
      say("Postgres runs again.");
      return postgres;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      say(`${error.message} The next try is in ${waitMs / 1000} s.`);
    }
    await pause(waitMs, undefined, { ref: false, signal }).catch(() => undefined);
  }
  return null;
}
