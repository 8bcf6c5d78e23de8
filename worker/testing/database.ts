/** The part of the database that belongs to the test worker this file runs in. */
import { env } from "cloudflare:workers";
import { neon, neonConfig, type NeonQueryFunction } from "@neondatabase/serverless";

const { TEST_SCHEMAS: schemas, NEON_HTTP_URL: endpoint = "" } = env;
// The Workers' types know no process; the test pool has one.
const { env: poolEnv } = process as { env: Record<string, string | undefined> };
const number = Number(poolEnv["VITEST_POOL_ID"]);

/** Test workers are numbered from 1. `appUrl` is the application's login, `ownerUrl` sees every row. */
export const testSchema = (() => {
  const found = schemas[number - 1];
  if (!found) throw new Error(`No schema was prepared for test worker ${number}`);
  return found;
})();

/** SQL as the owner of the schema, past row-level security: to prepare what a test needs and to look at what it did. */
export function asOwner(): NeonQueryFunction<false, false> {
  neonConfig.fetchEndpoint = () => endpoint;
  return neon(testSchema.ownerUrl);
}

/** SQL as the application's own login, behind the walls: what somebody could do who ran SQL of their own in the Worker. */
export function asApplication(): NeonQueryFunction<false, true> {
  neonConfig.fetchEndpoint = () => endpoint;
  return neon(testSchema.appUrl, { fullResults: true });
}
