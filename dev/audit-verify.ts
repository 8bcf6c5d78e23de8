// Checks the chains of events: those that `npm start` keeps, or those of the deployment of OWNER_DATABASE_URL. Told in docs/audit.md.
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { describeFault } from "#worker/domain/audit/faults.ts";
import { atStart, walk, type Chain, type Walked } from "#worker/domain/audit/walk.ts";
import { openChain, type OpenFiles } from "./audit-verify/chain.ts";
import { describeFailure, Failure } from "./failure.ts";
import { openDeployed, openLocal, type UseDatabase } from "./operator/database.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const stateFolder = resolve(process.env["STATE_DIR"] ?? join(root, ".state"));

/** The company that is meant, by name or id; null means all of them. */
function readArguments(given: string[]): string | null {
  let company: string | null = null;
  for (let at = 0; at < given.length; at += 1) {
    if (given[at] === "--company" && given[at + 1]) company = given[(at += 1)] ?? null;
    else if (given[at] !== "--all") throw new Failure(`Unknown argument ${given[at]}: it knows --company <name or id> and --all (after "--").`);
  }
  return company;
}

const figure = (count: number) => count.toLocaleString("en-NZ");
const counted = (count: number, one: string, many: string) => `${figure(count)} ${count === 1 ? one : many}`;

/** From the beginning to the verdict; how far it is shows on a terminal. */
async function follow(name: string, chain: Chain): Promise<Walked> {
  let walked = await walk(chain, atStart(chain.companyId));
  while (walked.outcome === "going") {
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K  ${name}: ${figure(walked.seen.number)} of ${figure(walked.total)} events`);
    walked = await walk(chain, walked.seen);
  }
  if (process.stdout.isTTY) process.stdout.write("\r\x1b[K");
  return walked;
}

function say(walked: Walked): string {
  if (walked.outcome === "broken") return `BROKEN. ${describeFault(walked.broken)}`;
  const { number, archived, files, checkpoints, hash } = walked.seen;
  if (number === 0) return "whole: no event yet";
  const inFiles = archived > 0 ? ` (${figure(archived)} of them in ${counted(files, "file", "files")})` : "";
  return `whole: ${counted(number, "event", "events")}${inFiles}, ${counted(checkpoints, "checkpoint agrees", "checkpoints agree")}, last hash ${hash}`;
}

/** The deployment's own chain last, behind the companies by name. */
const COMPANIES = "select company_id as id, name from company order by company_id = '00000000-0000-0000-0000-000000000000', lower(name), company_id";

/** Whether every chain that was asked for is whole. */
async function verify(client: pg.Client, openFiles: OpenFiles, company: string | null): Promise<boolean> {
  const { rows: all } = await client.query<{ id: string; name: string }>(COMPANIES);
  const meant = company === null ? all : all.filter(({ id, name }) => id === company.toLowerCase() || name.toLowerCase() === company.toLowerCase());
  if (meant.length === 0) throw new Failure(`There is no company "${company ?? ""}" here: npm run operator -- companies lists them.`);
  let isWhole = true;
  for (const { id, name } of meant) {
    const walked = await follow(name, openChain(client, id, openFiles(id)));
    isWhole &&= walked.outcome === "whole";
    process.stdout.write(`  ${name}: ${say(walked)}\n`);
  }
  return isWhole;
}

/** The database and the files that belong together. */
function openSources(ownerUrl: string | undefined): { useDatabase: UseDatabase; withFiles: <T>(client: pg.Client, work: (openFiles: OpenFiles) => Promise<T>) => Promise<T> } {
  if (!ownerUrl) {
    return {
      useDatabase: openLocal(stateFolder, process.env["PG_URL"] || undefined),
      // Miniflare takes a second to load.
      withFiles: async (_client, work) => (await import("./audit-verify/local-files.ts")).withLocalFiles(join(stateFolder, "cloudflare"), work),
    };
  }
  return { useDatabase: openDeployed(ownerUrl), withFiles: async (client, work) => work((await import("./audit-verify/deployed-files.ts")).openDeployedFiles(client)) };
}

try {
  const company = readArguments(process.argv.slice(2));
  const { useDatabase, withFiles } = openSources(process.env["OWNER_DATABASE_URL"] || undefined);
  const isWhole = await useDatabase((client) => withFiles(client, (openFiles) => verify(client, openFiles, company)));
  process.exitCode = isWhole ? 0 : 1;
} catch (error) {
  process.stderr.write(`${describeFailure(error, stateFolder)}\n`);
  process.exitCode = 1;
}
