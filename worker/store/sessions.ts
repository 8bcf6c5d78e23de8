/** Sessions of the members of a company. */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { session } from "#worker/store/schema.ts";

/** Ends the session of this secret; its next use finds nothing. */
export async function revokeSession(store: TenantStore, secretHash: Uint8Array, subjectId: string, at: Date): Promise<void> {
  await store.commit({ action: "session.ended", subjectKind: "session", subjectId }, (db) => [
    db
      .update(session)
      .set({ revokedAt: at })
      .where(and(eq(session.companyId, sql`(select current_company())`), eq(session.secretHash, secretHash), isNull(session.revokedAt))),
  ]);
}
