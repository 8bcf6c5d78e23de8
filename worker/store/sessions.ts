/** Sessions of the members of a company. */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { session } from "#worker/store/schema.ts";

/** Ends the session of this secret; its next use finds nothing. */
export async function revokeSession(store: TenantStore, secretHash: Uint8Array, at: Date): Promise<void> {
  const isIt = and(eq(session.companyId, sql`(select current_company())`), eq(session.secretHash, secretHash));
  await store.commit({ action: "session.ended", subjectKind: "session", subjectId: sql`(select ${session.id} from ${session} where ${isIt})` }, (db) => [
    db.update(session).set({ revokedAt: at }).where(and(isIt, isNull(session.revokedAt))),
  ]);
}
