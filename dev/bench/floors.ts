/** The least that a sign-in costs here: Postgres alone, over TCP, and a Worker that only sends the statement. */
import pg from "pg";
import { Window, type Sample } from "./load.ts";
import type { Batch } from "./sign-ins.ts";

/** Sends each batch as one transaction over TCP as the application's role, `connections` at once. */
export async function runPostgresFloor(plan: {
  appUrl: string; connections: number; seconds: number; warmSeconds: number; next: () => string | null; onWindow?: (edge: "begin" | "end") => void;
}): Promise<Sample> {
  const clients = await Promise.all(Array.from({ length: plan.connections }, async () => {
    const client = new pg.Client({ connectionString: plan.appUrl });
    await client.connect();
    return client;
  }));
  try {
    const beginMs = performance.now() + plan.warmSeconds * 1000;
    const endMs = beginMs + plan.seconds * 1000;
    const window = new Window(beginMs, plan.onWindow);
    await Promise.all(clients.map((client) => keepBusy(client, plan.next, endMs, window)));
    return window.close(plan.connections);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function keepBusy(client: pg.Client, next: () => string | null, endMs: number, window: Window): Promise<void> {
  while (performance.now() < endMs) {
    const body = next();
    if (!body) return;
    const { queries } = JSON.parse(body) as Batch;
    const startedAtMs = performance.now();
    const failure = await transact(client, queries).then(() => null, String);
    window.add(performance.now() - startedAtMs, failure);
  }
}

async function transact(client: pg.Client, queries: Batch["queries"]): Promise<void> {
  await client.query("begin");
  try {
    for (const { query, params } of queries) await client.query(query, params);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
