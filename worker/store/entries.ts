/** Who was not let in at once: as they see it themselves, and as the office does and decides. */
import { sql } from "drizzle-orm";
import type { Answer, Answers } from "#worker/domain/induction/answers.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import type { Question } from "#worker/domain/induction/questions.ts";
import { toGateRules, type GateReason, type GateRules } from "#worker/domain/entry/rules.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import type { EntryState } from "#worker/store/sign-in.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { utc } from "#worker/store/utc.ts";

/** The questions that it is about. The first language is the main one. */
export interface AskedQuestions {
  languages: string[];
  asked: { question: Question; answer: Answer | null }[];
}

export interface OwnEntry {
  id: string;
  state: EntryState | "approved";
  reasons: GateReason[];
  /** What the supervisor said with their decision. */
  note: string | null;
  name: string;
  askedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  companyName: string;
  siteName: string;
  siteAddress: string;
  siteCode: string;
  timeZone: string;
  rules: GateRules;
  /** That the induction was done in, or else of the page. */
  language: string | null;
  questions: AskedQuestions | null;
}

export interface OwnEntryRow {
  id: string;
  state: OwnEntry["state"];
  reasons: GateReason[];
  note: string | null;
  name: string;
  asked_at: string;
  decided_at: string | null;
  decided_by_name: string | null;
  company_name: string;
  site_name: string;
  address: string;
  code: string;
  time_zone: string;
  rules: unknown;
  language: string | null;
  questions: AskedQuestions | null;
}

export function toOwnEntry(row: OwnEntryRow): OwnEntry {
  return {
    id: row.id,
    state: row.state,
    reasons: row.reasons,
    note: row.note,
    name: row.name,
    askedAt: new Date(row.asked_at),
    decidedAt: row.decided_at ? new Date(row.decided_at) : null,
    decidedByName: row.decided_by_name,
    companyName: row.company_name,
    siteName: row.site_name,
    siteAddress: row.address,
    siteCode: row.code,
    timeZone: row.time_zone,
    rules: toGateRules(row.rules),
    language: row.language,
    questions: row.questions,
  };
}

/** Somebody at a gate as the office sees them. */
export interface EntryShown {
  id: string;
  siteId: string;
  siteName: string;
  timeZone: string;
  visitorType: VisitorType;
  name: string;
  phone: string;
  employer: string;
  state: EntryState | "approved";
  reasons: GateReason[];
  askedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  note: string | null;
  /** Until when an induction counts that they did before; null where none does, or for ever. */
  inductedUntil: Date | null;
  questions: AskedQuestions | null;
  /** Points of the induction on the way; null where none was asked. `failed`: too few of them. */
  score: { score: number; outOf: number; failed: { needed: number } | null } | null;
  /** Of each ban that it is about: what the office wrote, by the ban's id. */
  banReasons: Record<string, string>;
  /** They asked so long ago that nobody waits at the gate any more. */
  isLapsed: boolean;
}

type Shown = Omit<EntryShown, "askedAt" | "decidedAt" | "inductedUntil"> & Record<"askedAt" | "decidedAt" | "inductedUntil", string | null>;

/** `found` is a condition on rows of entry e. */
const SHOWN = sql`jsonb_build_object('id', e.id, 'siteId', e.site_id, 'siteName', s.name, 'timeZone', s.time_zone, 'visitorType', e.visitor_type, 'name', e.name, 'phone', e.phone, 'employer', e.employer,
  'state', e.state, 'reasons', e.reasons, 'askedAt', ${utc(sql`e.asked_at`)}, 'decidedAt', ${utc(sql`e.decided_at`)}, 'note', e.note, 'inductedUntil', ${utc(sql`e.inducted_until`)},
  'decidedByName', (select m.name from member m where m.company_id = e.company_id and m.id = e.decided_by), 'questions', asked_questions(e),
  'score', case when e.passed is not null then jsonb_build_object('score', e.passed -> 'score', 'outOf', e.passed -> 'outOf', 'failed', e.passed -> 'failed') end,
  'banReasons', coalesce((select jsonb_object_agg(b.id, b.reason) from ban b where b.company_id = e.company_id and b.id::text in (select r ->> 'ban' from jsonb_array_elements(e.reasons) r)), '{}'),
  'isLapsed', e.state = 'waiting' and e.asked_at < now() - interval '12 hours') as entry`;

const toShown = ({ entry }: { entry: Shown }): EntryShown => ({
  ...entry,
  askedAt: new Date(entry.askedAt ?? 0),
  decidedAt: entry.decidedAt ? new Date(entry.decidedAt) : null,
  inductedUntil: entry.inductedUntil ? new Date(entry.inductedUntil) : null,
});

const FROM = sql`from entry e join site s on s.company_id = e.company_id and s.id = e.site_id where e.company_id = (select current_company())`;

/** Who waits now, the longest first; and who was decided on or stopped since `since`, the latest first, 100 at most. */
export async function listEntries(store: TenantStore, since: Date): Promise<{ waiting: EntryShown[]; settled: EntryShown[] }> {
  const [waiting, settled] = await store.read((db) => [
    db.rows<{ entry: Shown }>(sql`select ${SHOWN} ${FROM} and e.state = 'waiting' and e.asked_at > now() - interval '12 hours' order by e.asked_at limit 200`),
    db.rows<{ entry: Shown }>(sql`select ${SHOWN} ${FROM} and e.state <> 'waiting' and e.asked_at > ${since.toISOString()}::timestamptz order by e.asked_at desc, e.id limit 100`),
  ] as const);
  return { waiting: waiting.rows.map(toShown), settled: settled.rows.map(toShown) };
}

/** With what they answered on the way, for who may read answers. */
export interface EntryDetail extends EntryShown {
  passed: { content: Content; drawn: string[]; answers: Answers; language: string } | null;
}

// The roles of completion.read (worker/permissions.ts): a viewer sees who waits, and no answers.
const PASSED = sql`case when (select current_member_role()) in ('owner', 'admin', 'site_manager') then (select jsonb_build_object('content', v.content, 'drawn', e.passed -> 'drawn', 'answers', e.passed -> 'answers', 'language', e.passed -> 'language')
  from induction_version v where v.company_id = e.company_id and v.id = (e.passed ->> 'versionId')::uuid) end as passed`;

/** Null when it is not there to be seen. */
export async function findEntry(store: TenantStore, id: string): Promise<EntryDetail | null> {
  const [{ rows }] = await store.read((db) => [db.rows<{ entry: Shown; passed: EntryDetail["passed"] }>(sql`select ${SHOWN}, ${PASSED} ${FROM} and e.id = ${id}::uuid`)]);
  return rows[0] ? { ...toShown(rows[0]), passed: rows[0].passed } : null;
}

export type Decided =
  | { outcome: "approved" | "denied" | "already-here" | "stopped" | "due" | "closed" | "lapsed" | "nothing" }
  /** Somebody was quicker, or it settled itself. */
  | { outcome: "decided"; state: EntryShown["state"]; byName: string | null };

/** One statement, of the database's own: the decision, the visit that comes of a yes, and their events. */
export async function decideEntry(store: TenantStore, decision: { id: string; isApproved: boolean; note: string; at: Date }): Promise<Decided> {
  const { id, isApproved, note, at } = decision;
  interface Row {
    outcome: Decided["outcome"];
    state: EntryShown["state"];
    decided_by_name: string | null;
  }
  const row = await store.call<Row>("decide_entry", sql`${id}::uuid, ${isApproved}::boolean, ${note}, ${at.toISOString()}::timestamptz, ${store.from}::jsonb`);
  if (row?.outcome === "decided") return { outcome: "decided", state: row.state, byName: row.decided_by_name };
  return { outcome: row?.outcome ?? "nothing" };
}
