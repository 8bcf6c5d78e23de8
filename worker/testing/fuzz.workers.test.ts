/** Thousands of malformed requests to every route, by a stranger and by a member: each is answered, none with a 5xx, none with anything of anybody else's. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, inject, it, vi } from "vitest";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { redirectLog } from "#worker/log.ts";
import { ask } from "./ask.ts";
import { crawl } from "./crawl.ts";
import { asOwner, testSchema } from "./database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, somebody, type MadeCompany, type MadeSite } from "./factories.ts";
import { fc } from "./fast-check.ts";
import { malformed, type Malformed, type World } from "./malformed.ts";
import { plantCompany, type Planted } from "./planted.ts";
import { listRoutes } from "./routes.ts";

const REQUESTS = 5_200;
/** At once, so that they meet each other. */
const TOGETHER = 8;
/** After so many, what they ended is begun again: sessions that were logged out, members that were disabled, sites that were closed. */
const UNTIL_MENDED = 16;

/** What no answer may hold: an inside of the program, or of the database. */
const INSIDE = [
  /\n\s+at .+[:)]\d+/,
  /\b(worker|app|queue-consumer|node_modules|build)\/[\w./-]+\.(ts|tsx|js|mjs)\b/,
  /file:\/\/\/(?!etc)|\/(tmp|home|root|work)\//,
  /postgres(ql)?:\/\/|NeonDbError|DrizzleQueryError|Failed query|DomainError|ZodError|TypeError|RangeError|SyntaxError|ReferenceError/,
  /violates (check|unique|foreign|not-null)|relation "|column "|duplicate key value|syntax error at|invalid input syntax|invalid byte sequence|permission denied for|row-level security|SQLSTATE/i,
  /\b(drizzle|hono|workerd|miniflare|neon|react-router|turbo-stream)\b/i,
];

/** Variables that pages, mails or logs show. */
const IN_THE_OPEN = ["APP_ORIGIN", "RUN_ID", "MAIL_FROM"];

let own: MadeCompany;
/** Where the strangers are: nothing that the member sends closes its gate. */
let gate: MadeSite;
let other: Planted;
let untouched: string;
let world: World;
let secrets: string[];
let ofDatabase: RegExp;

const cookieOf = (setCookie: string) => setCookie.split(";")[0] ?? "";

async function openSession(): Promise<string> {
  return cookieOf(await writeSession(makeRequest(), (await makeMember(own, "owner")).claims));
}

/** An SQL text of ours would be known by a function, an index or a constraint in it, or by a table behind a word of SQL: some tables are the product's words, too. */
async function readNames(): Promise<RegExp> {
  const rows = (await asOwner()`
    select relname as name, relkind = 'r' as "isTable" from pg_class where relnamespace = current_schema()::regnamespace
    union select proname, false from pg_proc where pronamespace = current_schema()::regnamespace
    union select conname, false from pg_constraint where connamespace = current_schema()::regnamespace`) as { name: string; isTable: boolean }[];
  const those = (isTable: boolean) => rows.filter((row) => row.isTable === isTable && row.name.includes("_")).map(({ name }) => name).join("|");
  return new RegExp(`\\b(${those(false)}|company_id|password_hash)\\b|\\b(from|join|into|update|table) "?(${those(true)})\\b`, "i");
}

async function mend(): Promise<void> {
  const sql = asOwner();
  await sql.transaction([
    sql`update session set revoked_at = null where company_id = ${own.companyId}`,
    sql`update member set disabled_at = null, role = 'owner' where company_id = ${own.companyId}`,
    sql`update site set closed_at = null where company_id = ${own.companyId}`,
  ]);
}

beforeAll(async () => {
  [own, other] = [await makeCompany(2), await plantCompany()];
  [gate] = (await makeCompany()).sites;
  const prepared = prepare();
  for (const site of [gate, ...own.sites]) await signIn(makeVisitor(site), { ...somebody(), prepared: site === gate ? prepared : prepare() });
  const starts = listRoutes().filter(({ method, path }) => method === "GET" && !path.includes(":")).map(({ path }) => path);
  const [inside, outside] = [await crawl(starts, await openSession()), await crawl([...starts, gate.path, `/v/${prepared.signOutToken}`], "")];
  world = {
    routes: listRoutes(),
    forms: [...inside.forms, ...outside.forms],
    addresses: [...inside.addresses, ...outside.addresses],
    known: [...other.ids.map(({ id }) => id), ...own.sites.map(({ siteId }) => siteId), gate.path.slice("/s/".length), prepared.visitId, prepared.signOutToken],
  };
  const texts = Object.entries(env as unknown as Record<string, unknown>).filter((pair): pair is [string, string] => typeof pair[1] === "string" && !IN_THE_OPEN.includes(pair[0]));
  secrets = [...texts.flatMap(([, text]) => [text, ...(text.match(/[\w-]{40,}/g) ?? [])]), new URL(env.DATABASE_URL).password, new URL(testSchema.ownerUrl).password].filter((text) => text.length >= 8);
  expect(secrets.length).toBeGreaterThan(5);
  ofDatabase = await readNames();
  untouched = await other.digest();
}, 120_000);

/** The member's cookie, whole or tampered with. */
function cookiesFor({ isMember, address }: Malformed, index: number, session: string): string {
  const odd = [`${session.slice(0, -6)}AAAAAA`, session.slice(0, 60), `${session}; ${session}`, `${session}; a=${"x".repeat(30_000)}`, `__Host-session=${"x".repeat(9_000)}`, "__Host-session=", "__Host-session=a.b.c", ";;;=;=", "__Host-session=%00"];
  if (index % 7 === 0) return odd[(index / 7) % odd.length] ?? "";
  return isMember || address.startsWith("/exports") ? session : "";
}

const isAt = (path: string, address: string) => new RegExp(`^${path.replace(/:\w+/g, "[^/?]+")}([?]|$)`).test(address);

async function send(request: Malformed, cookie: string): Promise<Response> {
  const headers = new Headers(request.headers);
  if (cookie) headers.set("Cookie", cookie);
  const body = request.body === null ? {} : { body: "text" in request.body ? request.body.text : request.body.bytes };
  return ask(request.address, { method: request.method, headers, ...body });
}

/** What is wrong with the answer, in words; none when all is well. */
async function faultsOf(response: Response): Promise<string[]> {
  // An export of the log breaks off when its session ends meanwhile.
  const body = await response.arrayBuffer().then((bytes) => new TextDecoder().decode(bytes), () => "");
  const text = `${[...response.headers].map((header) => header.join(": ")).join("\n")}\n${body.replaceAll(/window\.__remix\w+/g, "")}`;
  const shown = (pattern: RegExp) => text.slice(Math.max(0, text.search(pattern) - 60), text.search(pattern) + 60).replaceAll(/\s+/g, " ");
  return [
    ...(response.status >= 500 ? [`status ${response.status}`] : []),
    ...[...INSIDE, ofDatabase, new RegExp(other.word, "i")].filter((pattern) => pattern.test(text)).map((pattern) => `"${pattern.exec(text)?.[0]}" in …${shown(pattern)}…`),
    ...(secrets.some((secret) => text.includes(secret)) ? ["a secret of the environment"] : []),
    ...(/^default-src 'none'/.test(response.headers.get("Content-Security-Policy") ?? "") ? [] : ["no policy"]),
  ];
}

it(`answers ${REQUESTS} malformed requests, and tells nothing`, { timeout: 240_000 }, async () => {
  const seed = inject("seed");
  const requests = fc.sample(malformed(world), REQUESTS);
  // Each route a few times at the least, however many there are.
  for (const route of world.routes) requests.push(...fc.sample(malformed({ ...world, routes: [route] }, true), 2));
  const failures: string[] = [];
  // A development build's router says so on the console each time that an address is none.
  const silence = vi.spyOn(console, "warn").mockReturnValue();
  let trips = 0;
  const restoreLog = redirectLog((line) => {
    const event = JSON.parse(line) as { event: string; message?: string; databaseTrips?: number };
    if (event.event === "request.failed") failures.push(`log: ${event.message}`);
    trips += event.databaseTrips ?? 0;
  });
  const [statuses, reached] = [new Map<number, number>(), new Set<string>()];
  const session = await openSession();
  for (let from = 0; from < requests.length; from += TOGETHER) {
    if (from % UNTIL_MENDED < TOGETHER) await mend();
    await Promise.all(
      requests.slice(from, from + TOGETHER).map(async (request, index) => {
        const response = await send(request, cookiesFor(request, from + index, session));
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        for (const { method, path } of world.routes) if (method === request.method && isAt(path, request.address)) reached.add(`${method} ${path}`);
        for (const fault of await faultsOf(response)) failures.push(`${fault} ← ${JSON.stringify(request).slice(0, 1_500)}`);
      }),
    );
  }
  restoreLog();
  silence.mockRestore();
  const answered = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  console.log(`seed ${seed}: ${answered} requests, ${trips} trips to the database, by status ${JSON.stringify(Object.fromEntries(statuses))}`);
  expect(failures.slice(0, 10), `seed ${seed}`).toEqual([]);
  expect(answered).toBe(requests.length);
  expect([...reached].sort()).toEqual(world.routes.map(({ method, path }) => `${method} ${path}`));
  // Else the door would have stopped nearly all of them, and nothing behind it would have been tried.
  expect(trips).toBeGreaterThan(REQUESTS / 10);
  expect(await other.digest(), `seed ${seed}`).toBe(untouched);
});
