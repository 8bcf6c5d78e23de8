/** From a commit to the objects of the sites whose registers it changed. */
import type { Env } from "#worker/env.ts";
import { log } from "#worker/log.ts";
import type { RegisterChange } from "#worker/store/register.ts";

/** The object that keeps this site's register. A run id keeps parallel test runs apart. */
export function siteRegisterOf(env: Pick<Env, "SITE_REGISTER" | "RUN_ID">, siteId: string) {
  return env.SITE_REGISTER.get(env.SITE_REGISTER.idFromName(`${env.RUN_ID}:${siteId}`), { locationHint: "oc" });
}

/** Never fails: an object that was not told finds the gap by the next number, or at its next look. */
export async function tellRegisters(env: Pick<Env, "SITE_REGISTER" | "RUN_ID">, changes: RegisterChange[], requestId: string): Promise<void> {
  const siteIds = [...new Set(changes.map(({ siteId }) => siteId))];
  await Promise.all(
    siteIds.map(async (siteId) => {
      try {
        await siteRegisterOf(env, siteId).apply(changes.filter((change) => change.siteId === siteId));
      } catch (error) {
        log({ requestId }, { event: "register.untold", siteId, reason: error instanceof Error ? error.name : "unknown" });
      }
    }),
  );
}
