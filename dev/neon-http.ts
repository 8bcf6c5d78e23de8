import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import pg from "pg";
import { NeonPool } from "./neon-pool.ts";
import type { Outcome, SessionRequest, Statement, StatementResult } from "./neon-session.ts";

export type NeonHttpOptions = {
  /** 0: any free port. */
  port: number;
  /** The Postgres behind it. The users, passwords and databases are those of each request. */
  target: { host: string; port: number; ssl?: false | { rejectUnauthorized: boolean } };
  /** Sessions for each user and database. */
  maxSessions?: number;
};

export type NeonHttp = { url: string; port: number; stop: () => Promise<void> };

type Problem = { status: number; body: Record<string, unknown> };

const requestLimitBytes = 10 * 1024 * 1024;
const responseLimitBytes = 64 * 1024 * 1024;
const errorFields = [
  "code", "detail", "hint", "position", "internalPosition", "internalQuery", "severity", "where", "table", "column",
  "schema", "dataType", "constraint", "file", "line", "routine",
] as const;

/**
 * Serves Neon's SQL over HTTP (POST /sql) in front of any Postgres, on 127.0.0.1 only. The user and the password in the
 * header Neon-Connection-String are checked by Postgres itself; host, port and every URL parameter in it are ignored.
 */
export async function startNeonHttp(options: NeonHttpOptions): Promise<NeonHttp> {
  const pools = new Map<string, NeonPool>();
  const server = createServer({ keepAliveTimeout: 300_000, noDelay: true }, (request, response) => {
    answer(request, options, pools).then(
      (body) => send(response, 200, body),
      (error: unknown) => {
        const problem = problemOf(error);
        send(response, problem.status, JSON.stringify(problem.body));
      },
    );
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(options.port, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : options.port;
  return { url: `http://127.0.0.1:${port}/sql`, port, stop: () => stop(server, pools) };
}

async function stop(server: Server, pools: Map<string, NeonPool>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
  await Promise.all([...pools.values()].map((pool) => pool.close()));
}

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

// No answer to OPTIONS and no CORS header: a web page cannot send the header that a request needs.
async function answer(request: IncomingMessage, options: NeonHttpOptions, pools: Map<string, NeonPool>): Promise<string> {
  if (request.method !== "POST") throw new Refusal(405, "only POST is answered");
  if (request.url !== "/sql") throw new Refusal(404, "the only path is /sql");
  const { key, pool } = poolFor(request.headers["neon-connection-string"], options, pools);
  const body = parseBody(await readBody(request));
  const isBatch = body !== null && typeof body === "object" && "queries" in body;
  const isArrayMode = request.headers["neon-array-mode"] === "true";
  const isRawText = request.headers["neon-raw-text-output"] === "true";
  if (!isRawText || !isArrayMode) throw new Refusal(400, "this endpoint answers with raw text in array mode only");
  const work = isBatch ? batchOf(body.queries, request) : { statements: [statementOf(body)], begin: null };
  try {
    return print(await pool.run(work, responseLimitBytes), isBatch);
  } finally {
    if (pool.isEmpty) pools.delete(key);
  }
}

function poolFor(header: string | string[] | undefined, options: NeonHttpOptions, pools: Map<string, NeonPool>) {
  const url = typeof header === "string" && URL.canParse(header) ? new URL(header) : null;
  if (!url?.username || url.pathname.length < 2) throw new Refusal(400, "Neon-Connection-String is missing or is not postgres://user:password@host/database");
  // The key holds the password, so that a session opened with the right one is never lent to a wrong one.
  const key = `${url.username}:${url.password}@${url.pathname}`;
  let pool = pools.get(key);
  if (!pool) {
    pool = new NeonPool(
      {
        host: options.target.host,
        port: options.target.port,
        ssl: options.target.ssl ?? false,
        user: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
        database: decodeURIComponent(url.pathname.slice(1)),
      },
      options.maxSessions ?? 10,
    );
    pools.set(key, pool);
  }
  return { key, pool };
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= requestLimitBytes) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on("end", () => {
      if (sizeBytes > requestLimitBytes) reject(new Refusal(413, `request is too large (max is ${requestLimitBytes} bytes)`));
      else resolve((chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).toString("utf8"));
    });
    request.on("error", reject);
  });
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "the body is not JSON");
  }
}

function batchOf(queries: unknown, request: IncomingMessage): SessionRequest {
  if (!Array.isArray(queries)) throw new Refusal(400, "queries is not a list");
  return { statements: queries.map(statementOf), begin: beginOf(request.headers) };
}

function beginOf(headers: IncomingMessage["headers"]): string {
  const isolation = headers["neon-batch-isolation-level"];
  const levels: Record<string, string> = {
    ReadUncommitted: "READ UNCOMMITTED", ReadCommitted: "READ COMMITTED", RepeatableRead: "REPEATABLE READ", Serializable: "SERIALIZABLE",
  };
  const level = typeof isolation === "string" ? levels[isolation] : undefined;
  if (isolation !== undefined && !level) throw new Refusal(400, `unknown isolation level ${String(isolation)}`);
  const parts = ["BEGIN"];
  if (level) parts.push(`ISOLATION LEVEL ${level}`);
  if (headers["neon-batch-read-only"] === "true") parts.push("READ ONLY");
  if (headers["neon-batch-deferrable"] === "true") parts.push("DEFERRABLE");
  return parts.join(" ");
}

function statementOf(value: unknown): Statement {
  if (value === null || typeof value !== "object" || !("query" in value) || typeof value.query !== "string") {
    throw new Refusal(400, "a query is {query: text, params: list}");
  }
  const params = "params" in value ? (value.params ?? []) : [];
  if (!Array.isArray(params)) throw new Refusal(400, "params is not a list");
  return { query: value.query, params: params.map(textOf) };
}

// JSON values as Postgres reads them: a list is an array literal, an object is JSON.
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `{${value.map(elementOf).join(",")}}`;
  return JSON.stringify(value);
}

function elementOf(value: unknown): string {
  if (value === null) return "NULL";
  if (Array.isArray(value)) return textOf(value) ?? "NULL";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

function print(outcome: Outcome, isBatch: boolean): string {
  if ("error" in outcome) throw outcome.error;
  if ("tooLarge" in outcome) throw new Refusal(507, `response is too large (max is ${responseLimitBytes} bytes)`);
  const results = outcome.results.map((result: StatementResult) => ({ ...result, rowAsArray: true }));
  return JSON.stringify(isBatch ? { results: results.slice(1, -1) } : results[0]);
}

function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return { status: error.status, body: { message: error.message } };
  if (error instanceof pg.DatabaseError) {
    const details = Object.fromEntries(errorFields.map((field) => [field, error[field] ?? null]));
    return { status: 400, body: { message: error.message, ...details } };
  }
  // Neon answers so when its compute cannot be reached: no code, and not a 400.
  return { status: 500, body: { message: error instanceof Error ? error.message : String(error) } };
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}
