/** The only door to Postgres: Neon's driver over HTTP, one request one round trip, each bound to a proof. */
import { neon, neonConfig, type NeonQueryFunction, type NeonQueryPromise } from "@neondatabase/serverless";
import { drizzle, type NeonHttpDatabase } from "drizzle-orm/neon-http";
import { DomainError, type ErrorCode } from "#worker/errors.ts";
import type { Settings } from "#worker/env.ts";

/** How many round trips a request has cost; the request's log line reports it. */
export interface TripCounter {
  databaseTrips: number;
}

export interface RawStatement {
  text: string;
  params: unknown[];
}

type Client = NeonQueryFunction<false, true>;
export type Row = Record<string, unknown>;

const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A client for one request. The endpoint is redirected only beside a local database. */
function connect(settings: Settings): Client {
  if (settings.neonHttpUrl && LOCAL_HOSTS.has(new URL(settings.databaseUrl).hostname)) {
    const endpoint = settings.neonHttpUrl;
    neonConfig.fetchEndpoint = () => endpoint;
  }
  return neon(settings.databaseUrl, { fullResults: true });
}

const CODE_OF: Record<string, ErrorCode> = {
  IL401: "NOT_LOGGED_IN",
  IL403: "FORBIDDEN",
  IL404: "NOT_FOUND",
  IL409: "CLAIM_LOST",
  IL410: "LINK_ROTATED",
  IL411: "BOOKING_CANCELLED",
  IL412: "OTHER_ACCOUNT",
  IL422: "LAST_SECOND_FACTOR",
  IL423: "SITE_CLOSED",
  IL425: "NOT_BOOKED_TODAY",
  IL428: "SECOND_FACTOR_REQUIRED",
  IL451: "COMPANY_SUSPENDED",
  IL503: "SWITCHED_OFF",
  // A row that the policies do not let through, and a reference to a row of another company.
  "42501": "NOT_FOUND",
  "23503": "NOT_FOUND",
};

/** Postgres is away, full, shutting down, or did not get to it in time (its own limits: migrations' enter()). */
const AWAY = /^(57P0|57014|55P03|53|08)/;

interface DatabaseFailure {
  code?: string;
  constraint?: string;
  sourceError?: unknown;
}

/** What Postgres said about a failed statement, whichever wrapper it arrives in; null when it said nothing. */
export function findSqlState(error: unknown): { code: string; constraint: string | undefined } | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code, constraint } = at as DatabaseFailure;
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return { code, constraint };
  }
  return null;
}

/** A refusal of our own functions becomes its code, a database that can't be reached UNAVAILABLE; the rest stays itself. */
function translate(error: unknown): unknown {
  const state = findSqlState(error);
  if (!state) return error instanceof Error && error.name === "NeonDbError" ? new DomainError("UNAVAILABLE", { cause: error }) : error;
  const code = CODE_OF[state.code];
  if (code) return new DomainError(code, { cause: error });
  if (AWAY.test(state.code)) return new DomainError("UNAVAILABLE", { cause: error });
  // A value that a cast or a calculation can't take. The cause is left out: it would carry the value into the log.
  if (state.code.startsWith("22")) return new DomainError("INVALID_INPUT");
  return error;
}

/**
 * Sends statements as one batch, which Postgres runs as one transaction. Gives the rows of each. A database that does not
 * answer within the budget is UNAVAILABLE; whether it then did the work is not known, and a retry under the same ids tells.
 */
async function send(client: Client, queries: NeonQueryPromise<boolean, boolean>[], trips: TripCounter, settings: Settings) {
  trips.databaseTrips += 1;
  try {
    // The login's password goes to the address that was set, and to none that it points to.
    return await client.transaction(queries as never, { fullResults: true, fetchOptions: { redirect: "manual", signal: AbortSignal.timeout(settings.databaseBudgetMs) } });
  } catch (error) {
    throw translate(error);
  }
}

/** Statements without a context, for the look-ups before a company is known: definer functions only. */
export async function sendUnbound(settings: Settings, trips: TripCounter, statement: RawStatement): Promise<Row[]> {
  const client = connect(settings);
  const [result] = await send(client, [client.query(statement.text, statement.params) as never], trips, settings);
  return (result as unknown as { rows: Row[] }).rows;
}

export interface BoundDatabase {
  /** Drizzle's. A query awaited outside a batch goes without a context, and the policies refuse it. */
  drizzle: () => NeonHttpDatabase;
  /** Gives the rows of each of the statements, whose texts are ready. */
  run: (statements: RawStatement[]) => Promise<Row[][]>;
}

/** What a context learns at its trips: the row that the entrance gave, and that the database refused its role. */
export interface EntranceHooks {
  onEntered?: (row: Row) => void;
  onRefused?: () => void;
}

/** A database whose every batch begins with `enter`, in the same trip and transaction. */
export function openBoundDatabase(settings: Settings, trips: TripCounter, enter: RawStatement, { onEntered, onRefused }: EntranceHooks): BoundDatabase {
  const client = connect(settings);
  const bound = {
    query: (text: string, params: unknown[], options: object) => client.query(text, params as never, options),
    transaction: async (queries: NeonQueryPromise<boolean, boolean>[]) => {
      const entrance = client.query(enter.text, enter.params, { arrayMode: false, fullResults: true });
      const [entered, ...results] = await send(client, [entrance as never, ...queries], trips, settings).catch((error: unknown) => {
        if (error instanceof DomainError && error.code === "FORBIDDEN") onRefused?.();
        throw error;
      });
      const row = (entered as unknown as { rows: Row[] }).rows[0];
      if (row) onEntered?.(row);
      return results;
    },
  };
  let opened: NeonHttpDatabase | undefined;
  return {
    drizzle: () => (opened ??= drizzle(bound as unknown as Client)),
    run: async (statements) => {
      const results = await bound.transaction(statements.map(({ text, params }) => client.query(text, params) as never));
      return (results as unknown as { rows: Row[] }[]).map(({ rows }) => rows);
    },
  };
}
