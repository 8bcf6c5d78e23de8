/** What an operation wrote into the chains of events, and whether those are whole. */
import { expect } from "vitest";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import type { Noted } from "./cases/case.ts";
import { asOwner } from "./database.ts";

export interface EventRow {
  company_id: string;
  number: string;
  actor_kind: string;
  actor_id: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  changes: object;
  commitments: Record<string, string>;
  openings: Record<string, { salt: string; value: string }>;
}

const inOrder = (events: Noted[]) => events.map((event) => JSON.stringify(event)).sort();

/** Holds that the request wrote exactly these events, in whatever companies. Gives them as they stand. */
export async function expectEvents(requestId: string, expected: Noted[], about?: string): Promise<EventRow[]> {
  const rows = (await asOwner()`select *, to_jsonb(openings) as openings from audit_event where request_id = ${requestId}`) as EventRow[];
  const found = rows.map((row): Noted => ({ companyId: row.company_id, action: row.action, actorKind: row.actor_kind, actorId: row.actor_id }));
  expect(inOrder(found), about).toEqual(inOrder(expected.map(({ companyId, action, actorKind, actorId }) => ({ companyId, action, actorKind, actorId }))));
  for (const row of rows) expect(await asOwner().query(whereIs(row), [row.subject_id, row.company_id]), `${row.action} is about a ${row.subject_kind}`).toHaveLength(1);
  return rows;
}

/** The row that an event is about, under what it calls it. What belongs to no company is found by its id alone. */
function whereIs({ subject_kind: kind }: EventRow): string {
  if (kind === "company") return "select 1 from company where company_id = $1 and $2::uuid is not null";
  if (kind === "sign-up") return "select 1 from sign_up where id = $1 and $2::uuid is not null";
  return `select 1 from ${kind.replaceAll(/[^a-z_]/g, "")} where id = $1 and company_id = $2`;
}

/** Holds that what names somebody stands in openings alone, each the one that its commitment was made of, and that no secret stands anywhere. */
export function expectPersonalApart(rows: EventRow[], { personal, secrets }: { personal: string[]; secrets: string[] }): void {
  for (const { openings, commitments, ...plain } of rows) {
    const text = JSON.stringify(plain);
    expect(personal.filter((value) => text.includes(value)), `${plain.action}: said openly`).toEqual([]);
    expect(secrets.filter((value) => (text + JSON.stringify(openings)).includes(value)), `${plain.action}: secrets`).toEqual([]);
    const opened = Object.fromEntries(Object.entries(openings).map(([name, { salt, value }]) => [name, toHex(sha256Of(salt + value))]));
    expect(opened, `${plain.action}: openings`).toEqual(commitments);
  }
}

/** Holds that each chain of these companies is whole, from its first event to its head. */
export async function expectWholeChains(companyIds: string[]): Promise<void> {
  const broken = await asOwner()`
    select c.company_id, e.number from unnest(${companyIds}::uuid[]) c(company_id)
      join lateral (
        select x.number, x.hash, x.previous_hash, x.hash = sha256(x.previous_hash || convert_to(audit_text(x), 'UTF8')) as is_own,
          lag(x.number, 1, 0) over (order by x.number) + 1 = x.number as is_next,
          lag(x.hash, 1, sha256(uuid_send(x.company_id))) over (order by x.number) = x.previous_hash as is_linked
          from audit_event x where x.company_id = c.company_id) e on not (e.is_own and e.is_next and e.is_linked)
    union all
    select h.company_id, h.number from audit_head h where h.company_id = any (${companyIds}::uuid[])
       and not exists (select from audit_event e where e.company_id = h.company_id and e.number = h.number and e.hash = h.hash) and h.number > 0`;
  expect(broken).toEqual([]);
}
