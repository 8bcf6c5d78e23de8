/** Random events, written one after the other and at once: the chain of each company is whole, and can be checked without the database. */
import { expect, it } from "vitest";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { asOwner } from "./database.ts";
import { expectPersonalApart, expectWholeChains, type EventRow } from "./events.ts";
import { makeCompany, makeMember, type MadeMember } from "./factories.ts";
import { fc } from "./fast-check.ts";
import { enter, run } from "./raw-sql.ts";

/** What jsonb holds: text without a NUL and without halves of a character. */
const text = fc.string({ unit: "grapheme", maxLength: 40 }).map((value) => value.replace(/[\0\p{Cs}]/gu, ""));
const changes = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true })), { maxKeys: 4 });
const event = fc.record({ action: text, subjectKind: text, changes, personal: fc.dictionary(text, fc.option(text), { maxKeys: 4 }), requestId: text });
type RandomEvent = typeof event extends fc.Arbitrary<infer T> ? T : never;

const write = (member: MadeMember, { action, subjectKind, changes: said, personal, requestId }: RandomEvent) =>
  run(enter(member), [
    `insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, changes, openings, request_id, previous_hash, hash)
     values (current_company(), 0, now(), '', '', $1, $2, gen_random_uuid(), $3::jsonb, $4::jsonb, $5, '', '')`,
    action, subjectKind, JSON.stringify(said), JSON.stringify(personal), requestId,
  ]);

/** Every event of a company with the text that its hash covers, as an archive would hold it. */
const linesOf = (companyId: string) => asOwner()`select e.*, audit_text(e) as line, encode(previous_hash, 'hex') as previous, encode(hash, 'hex') as own from audit_event e where company_id = ${companyId} order by number`;

const concat = (hex: string, line: string) => Uint8Array.from([...(hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16)), ...new TextEncoder().encode(line)]);

it("is whole whatever is written into it, one by one or at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), fc.boolean(), async (events, areAtOnce) => {
      const [company, other] = [await makeCompany(), await makeCompany()];
      const members = [await makeMember(company, "owner"), await makeMember(company, "viewer"), await makeMember(other, "admin")];
      const writes = events.map((one, index) => () => write(members[index % 3] as MadeMember, one));
      if (areAtOnce) await Promise.all(writes.map((work) => work()));
      else for (const work of writes) await work();

      await expectWholeChains([company.companyId, other.companyId]);
      const rows = [...(await linesOf(company.companyId)), ...(await linesOf(other.companyId))] as (EventRow & { line: string; previous: string; own: string })[];
      expect(rows).toHaveLength(events.length);
      for (const { line, previous, own } of rows) expect(toHex(sha256Of(concat(previous, line)))).toBe(own);
      expectPersonalApart(rows, { personal: [], secrets: [] });
    }),
    { numRuns: 15 },
  );
});

it("says different lines for different events, however alike their parts", async () => {
  const company = await makeCompany();
  const owner = await makeMember(company, "owner");
  const alike = [["a", "bc"], ["ab", "c"], ['a","b', "c"], ["a", 'b","c'], ["", "abc"]] as const;
  for (const [action, subjectKind] of alike) await write(owner, { action, subjectKind, changes: {}, personal: {}, requestId: "r" });
  const said = (await linesOf(company.companyId)).map(({ line }) => (JSON.parse(line as string) as unknown[]).slice(5, 7));
  expect(said).toEqual(alike);
});
