/** What is held about somebody by the link of an invitation, and that link sent to them. */
import { sql } from "drizzle-orm";
import type { MailStop } from "#worker/domain/booking/make.ts";
import type { Plan } from "#worker/limits.ts";
import { bytea } from "#worker/store/bytea.ts";
import type { NewRequest, OwnRecord } from "#worker/store/privacy.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

/** What the invitation whose token opened this store shows of whom it is of. */
export async function findInvitedRecord(store: TenantStore, tokenHash: Uint8Array): Promise<OwnRecord | null> {
  const [{ rows }] = await store.read((db) => [db.rows<{ record: OwnRecord | null }>(sql`select booking_record(${bytea(tokenHash)}) as record`)]);
  return rows[0]?.record ?? null;
}

/** `due`: the last day to answer, by the day on which it came. */
export async function insertInvitedRequest(store: TenantStore, tokenHash: Uint8Array, { requestId, kind, text }: NewRequest, due: Record<string, string>, at: Date): Promise<"asked" | "before" | "open" | "nothing"> {
  const row = await store.commitStatement<{ outcome: "asked" | "before" | "open" | "nothing" }>(
    { action: "privacy.asked", subjectKind: "privacy_request", subjectId: requestId, siteId: sql`done.site_id`, changes: { kind } },
    ({ columns, values }) => sql`
  with done as (select * from ask_privacy_invited(${bytea(tokenHash)}, ${requestId}::uuid, ${kind}, ${text}, ${JSON.stringify(due)}::jsonb, ${at.toISOString()}::timestamptz)),
  event as (insert into audit_event ${columns} select ${values} from done where outcome = 'asked')
  select outcome from done`,
  );
  return row?.outcome ?? "nothing";
}

interface Link {
  requestId: string;
  bookingId: string;
  /** Hex: the digest of the link's token by each signing key. */
  hashes: Record<string, string>;
  mail: { id: string; keyId: string; byPlan: Record<Plan, number> };
}

/** With its event and its mail. */
export async function sendOwnLink(store: TenantStore, { requestId, bookingId, hashes, mail }: Link, at: Date): Promise<{ outcome: "sent" | "before" | "nothing" | MailStop; mailId: string | null }> {
  const row = await store.call<{ outcome: "sent" | "before" | "nothing" | MailStop; mail_id: string | null }>(
    "send_own_link",
    sql`${requestId}::uuid, ${bookingId}::uuid, ${JSON.stringify(hashes)}::jsonb, ${JSON.stringify(mail)}::jsonb, ${at.toISOString()}::timestamptz, ${store.from}::jsonb`,
  );
  return { outcome: row?.outcome ?? "nothing", mailId: row?.mail_id ?? null };
}
