/** The part of a sign-in's one statement that is about inductions: what was passed, what is due, and the row of it. */
import { sql, type SQL } from "drizzle-orm";
import type { Answers } from "#worker/domain/induction/answers.ts";

/** An induction that was passed just now, on the way to this visit. */
export interface Passed {
  id: string;
  versionId: string;
  language: string;
  drawn: string[];
  answers: Answers;
  score: number;
  outOf: number;
  startedAt: Date;
  /** What stopped them came before the quiz, which they did not pass: the answers are kept with the entry, and no yes makes a completion of them. */
  failed?: { needed: number };
}

/** The induction that was passed on the way here, by the version that stands; and what is still due, which lets nobody in. */
export const passedAnd = (passed: unknown, asked: SQL) => sql`
  passed as (
    select v.*, p.c from (select ${passed}::jsonb as c) p, given g join induction_version v on v.company_id = g.company_id and (v.site_id is null or v.site_id = g.site_id)
     where v.id = (p.c ->> 'versionId')::uuid
  ),
  asked as (${asked}),
  due as (select a.standing, a.version_id, a.visitor_type from asked a where a.standing <> 'valid' and not exists (select from passed) and not exists (select from prior)),`;
export const COMPLETION_OF_VISIT = sql`coalesce((select (c ->> 'id')::uuid from passed), (select completion_id from asked))`;
const untilOf = (at: unknown) => sql`${at}::timestamptz + make_interval(days => (p.content ->> 'validDays')::integer)`;
export const inductedUntil = (at: unknown) => sql`case when exists (select from passed) then (select ${untilOf(at)} from passed p) else (select valid_until from asked) end`;
export const completed = (personId: SQL, visitorType: unknown, at: unknown) => sql`
  completed as (
    insert into completion (company_id, id, template_id, version_id, version_number, site_id, person_id, visitor_type, language, drawn, answers, score, out_of, started_at, completed_at, valid_until)
    select g.company_id, (p.c ->> 'id')::uuid, p.template_id, p.id, p.number, g.site_id, ${personId}, ${visitorType}, p.c ->> 'language', array(select jsonb_array_elements_text(p.c -> 'drawn')),
      p.c -> 'answers', (p.c ->> 'score')::integer, (p.c ->> 'outOf')::integer, (p.c ->> 'startedAt')::timestamptz, ${at}::timestamptz, ${untilOf(at)}
      from passed p, given g where exists (select from entered where inserted)
  ),`;

/** As the statement takes it. */
export function toPassedText(passed: Passed | null): string | null {
  return passed && JSON.stringify({ ...passed, startedAt: passed.startedAt.toISOString() });
}

/** As the event has it: what was passed, without the answers. */
export function passedInEvent(passed: Passed | null) {
  return passed ? { induction: { version: passed.versionId, language: passed.language, score: passed.score, outOf: passed.outOf } } : {};
}
