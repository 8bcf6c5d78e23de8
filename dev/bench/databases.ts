/** Two databases in one durable Postgres, equal but for their past. */
import { rmSync } from "node:fs";
import { migrate } from "../migrate.ts";
import { startPostgres, stopPostgresIn, type Postgres } from "../postgres.ts";
import { ensureDatabase, prepareSchema, withClient } from "../roles.ts";
import { makeSecrets } from "../secrets.ts";
import { loadVisits, type Loaded, type LoadedSite } from "../seed/bulk.ts";
import { addKnownPeople } from "./people.ts";

export type Past = {
  /** Visits that have ended, half of them in one company. */
  visits: number;
};

export type BenchDatabase = {
  pastVisits: number;
  ownerUrl: string;
  /** The application's role over TCP. */
  appUrl: string;
  /** Where people sign in: 400 sites of 40 companies. */
  sites: LoadedSite[];
  knownPeople: number;
  /** Admins of three of the usual companies. */
  admins: Loaded["admins"];
  /** Admin of the company that holds half of the past. */
  bigAdmin: Loaded["admins"][number];
};

const usual = { companies: 39, sites: 390 };
const big = { companies: 1, sites: 10 };
const onSitePerSite = 20;

/** Starts a new Postgres with the settings of `npm start`: durable, fsync and synchronous_commit on. */
export async function startBenchPostgres(folder: string): Promise<Postgres> {
  await stopPostgresIn(folder);
  rmSync(folder, { recursive: true, force: true });
  return startPostgres({ folder, durable: true });
}

/** The login is one of Postgres, so both databases share it. */
export async function makeDatabase(postgres: Postgres, name: string, past: Past, knownPeople: number, secrets = sharedSecrets): Promise<BenchDatabase> {
  const adminUrl = await ensureDatabase(postgres.superuserUrl, name);
  const { ownerUrl, appUrl } = await prepareSchema(adminUrl, "public", {
    owner: { name: "inductlite_owner", password: secrets.ownerPassword },
    login: { name: "inductlite_app_login", password: secrets.appPassword },
  });
  await migrate(ownerUrl);
  const half = Math.ceil(past.visits / 2);
  const bigOne = await loadVisits(ownerUrl, { ...big, onSitePerSite, visits: half + big.sites * onSitePerSite });
  const others = await loadVisits(ownerUrl, { ...usual, onSitePerSite, visits: past.visits - half + usual.sites * onSitePerSite });
  const sites = mix(others.sites, bigOne.sites);
  await addKnownPeople(ownerUrl, sites, knownPeople);
  await withClient(adminUrl, async (client) => {
    await client.query("vacuum (analyze)");
    await client.query("checkpoint");
  });
  const [bigAdmin] = bigOne.admins;
  if (!bigAdmin) throw new Error("the big company has no admin");
  return { pastVisits: past.visits, ownerUrl, appUrl, sites, knownPeople, admins: others.admins, bigAdmin };
}

const sharedSecrets = makeSecrets();

// One of the big company's sites after each 39 others, so that load falls on all alike.
function mix(others: LoadedSite[], few: LoadedSite[]): LoadedSite[] {
  const each = others.length / few.length;
  return few.flatMap((site, index) => [...others.slice(index * each, (index + 1) * each), site]);
}

/** Everybody who has signed in since `since` leaves, so that the next load finds the sites as this one did: also whom the end of an earlier load cut off. */
export async function emptyGates(ownerUrl: string, since: Date): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query("update visit set signed_out_at = greatest(now(), signed_in_at), left_how = 'signed_out' where signed_out_at is null and signed_in_at >= $1", [since]);
    await client.query("vacuum visit, audit_head");
  });
}

/** What the Workers need to reach a database through the endpoint. */
export function variablesFor(database: Pick<BenchDatabase, "appUrl">, endpointUrl: string): Record<string, string> {
  const url = new URL(database.appUrl);
  // The Worker sends its SQL to the endpoint only when the host in its URL is this machine.
  url.host = new URL(endpointUrl).host;
  return { DATABASE_URL: url.href, NEON_HTTP_URL: endpointUrl };
}
