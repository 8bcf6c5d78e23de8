/** Chains of events made for one test, and what only the owner of the schema could do to them. */
import { env } from "cloudflare:workers";
import { uuidv7 } from "uuidv7";
import { makeAuditChoreContext, makeRequestContext, type MemberContext, type TenantContext } from "#worker/context.ts";
import { verifyChain, type Verified } from "#worker/domain/audit/verify.ts";
import { asOwner } from "./database.ts";
import { makeCompany, type MadeCompany } from "./factories.ts";

export interface NewEvent {
  actorKind: "member" | "site_link" | "visit" | "system";
  action: string;
  changes: object;
  personal: Record<string, string>;
  /** A visit, where it is nothing else. */
  subjectKind?: string;
}

/** Appends events in one transaction, as the triggers make them. */
export async function addEvents(companyId: string, events: readonly NewEvent[]): Promise<void> {
  const sql = asOwner();
  const ofKind = (kind: string) => [
    sql`select set_config('app.mac', '', true)`,
    sql`select enter(${companyId}::uuid, ${kind}, ${uuidv7()}, 'system', '{}', 'audit.checkpoint')`,
  ];
  await sql.transaction(
    events.flatMap(({ actorKind, action, changes, personal, subjectKind = "visit" }) => [
      ...ofKind(actorKind),
      sql`insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, changes, openings, request_id, previous_hash, hash)
          values (${companyId}, 0, now(), '', '', ${action}, ${subjectKind}, ${uuidv7()}, ${JSON.stringify(changes)}::jsonb, ${JSON.stringify(personal)}::jsonb, 'test', '', '')`,
    ]),
  );
}

/** Thousands of events: the trigger links each, and a transaction with more than some hundred slows down. */
export async function addManyEvents(companyId: string, hundreds: number): Promise<void> {
  const sql = asOwner();
  for (let turn = 0; turn < hundreds; turn += 1) {
    await sql.transaction([
      sql`select enter(${companyId}::uuid, 'system', 'test', 'system', '{}', 'audit.checkpoint')`,
      sql`insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, changes, openings, request_id, previous_hash, hash)
          select ${companyId}::uuid, 0, now(), '', '', 'visit.signed-in', 'visit', gen_random_uuid(), jsonb_build_object('turn', n), jsonb_build_object('name', 'Hēmi Parata ' || n), 'test', '', '' from generate_series(1, 100) n`,
    ]);
  }
}

/** So many events of a gate and an office, each with something personal. */
export const plainEvents = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    actorKind: index % 3 === 0 ? "member" : "site_link",
    action: "visit.signed-in",
    changes: { visitorType: "contractor", turn: index },
    personal: { name: `Hēmi Parata ${index}`, address: `10.0.0.${index % 250}` },
  }));

/** A statement past the trigger that lets nobody change an event. */
export async function tamper(statement: string, params: unknown[] = []): Promise<void> {
  const sql = asOwner();
  await sql.transaction([
    sql`alter table audit_event disable trigger audit_event_stands`,
    sql`alter table audit_event disable trigger audit_event_link`,
    sql.query(statement, params as never[]),
    sql`alter table audit_event enable trigger audit_event_stands`,
    sql`alter table audit_event enable trigger audit_event_link`,
  ]);
}

/** Links the whole table of a company anew, as somebody would who covers a change up. */
const relink = (companyId: string) => `do $do$ declare e audit_event; head bytea; begin
    select coalesce((select last_hash from audit_archive where company_id = '${companyId}' order by to_number desc limit 1), sha256(uuid_send('${companyId}'))) into head;
    for e in select * from audit_event where company_id = '${companyId}' order by number loop
      e.previous_hash := head; e.hash := sha256(head || convert_to(audit_text(e), 'UTF8'));
      update audit_event set previous_hash = e.previous_hash, hash = e.hash where company_id = e.company_id and number = e.number;
      head := e.hash;
    end loop;
    update audit_head set hash = head where company_id = '${companyId}'; end $do$`;

/** Changes events, and the hashes behind them so that the chain still holds. */
export async function rewrite(companyId: string, statement: string, params: unknown[] = []): Promise<void> {
  const sql = asOwner();
  await sql.transaction([sql`alter table audit_event disable trigger audit_event_stands`, sql.query(statement, params as never[]), sql.query(relink(companyId)), sql`alter table audit_event enable trigger audit_event_stands`]);
}

/** Makes the first `count` events so many days older; the chain holds as before. */
export function moveBack(companyId: string, count: number, days: number): Promise<void> {
  return rewrite(companyId, `update audit_event set at = at - make_interval(days => $2), created_at = created_at - make_interval(days => $2) where company_id = $1 and number <= $3`, [companyId, days, count]);
}

export const KEPT_DAYS = 90;

/** What an archive may take is older. */
export const keptSince = (): Date => new Date(Date.now() - KEPT_DAYS * 86_400_000);

/** The system's turn at this company's chain, as if it had been claimed. */
export async function makeChore(companyId: string, eventsPerFile = 10): Promise<TenantContext> {
  const [row] = (await asOwner()`insert into audit_chore as w (company_id, fencing, lease_until) values (${companyId}, 1, now() + interval '1 minute')
    on conflict (company_id) do update set fencing = w.fencing + 1, lease_until = excluded.lease_until returning fencing`) as [{ fencing: number }];
  const variables = { LIMIT_AUDIT_EVENTS_PER_FILE: String(eventsPerFile), LIMIT_AUDIT_KEPT_DAYS: String(KEPT_DAYS) };
  const request = makeRequestContext({ ...env, ...variables }, { requestId: crypto.randomUUID(), now: new Date(), address: null, userAgent: null });
  return makeAuditChoreContext(request, { companyId, fencing: row.fencing });
}

/** A company with so many events. */
export async function makeChain(count: number): Promise<MadeCompany> {
  const company = await makeCompany();
  await addEvents(company.companyId, plainEvents(count));
  return company;
}

/** All stretches of a check, to its verdict. */
export async function verifyToEnd(member: MemberContext): Promise<Verified> {
  let verified = await verifyChain(member, env.FILES, {});
  while (verified.next !== null) verified = await verifyChain(member, env.FILES, { at: verified.next });
  return verified;
}

export const inFiles = (key: string): string => `${env.RUN_ID}/${key}`;
