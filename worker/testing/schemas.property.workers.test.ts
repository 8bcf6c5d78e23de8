/** What every schema of the domain does with whatever comes, and whether what it lets through fits the database. */
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { addPasskeyInput } from "#worker/domain/account/passkeys.ts";
import { email } from "#worker/domain/account/schemas.ts";
import { askSignUpInput } from "#worker/domain/company/sign-up.ts";
import { day, instant } from "#worker/domain/day.ts";
import { parse } from "#worker/domain/parse.ts";
import { employer, personName, phoneNumber } from "#worker/domain/person/schemas.ts";
import { toKey, toSearchTerms } from "#worker/domain/person/words.ts";
import { createSiteInput } from "#worker/domain/site/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import { asOwner } from "./database.ts";
import { fc } from "./fast-check.ts";

const modules = import.meta.glob<Record<string, unknown>>(["../domain/**/*.ts", "!**/*.test.ts"], { eager: true });

const schemas = Object.entries(modules).flatMap(([path, module]) =>
  Object.entries(module).flatMap(([name, value]): [string, z.ZodType][] => (value instanceof z.ZodType ? [[`${path.replace("../domain/", "")} ${name}`, value]] : [])),
);

/** Text as people, phones and attackers send it. */
const hostile = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 130 }),
  fc.string({ unit: "binary", maxLength: 130 }),
  fc.string({ unit: fc.constantFrom("ā", "Ō", " ", "\t", "\u00a0", "\u200b", "\u202e", "ﷺ", "ß", "İ", "'", '"', "%", "=", "@", "\\", "\0", "𝒜", "\ud800", "1", "-", "e\u0301"), maxLength: 130 }),
  fc.constantFrom("", " ", "__proto__", "constructor", "null", "NaN", "1e999", "-0", "${x}", "' or 1=1 --", "../../etc/passwd", "\\x00", "{}", "[object Object]"),
);

/** What breaks a comparison, at the names that a reader may look at before it knows what it has. */
const awkward = fc.tuple(fc.constantFrom("length", "size", "toString", "valueOf", "then"), fc.constantFrom(null, false, {}, { toString: false }, { valueOf: 1, toString: 1 })).map(([name, value]) => ({ [name]: value }));

const anything = fc.oneof(awkward, fc.jsonValue({ maxDepth: 3 }), fc.anything({ maxDepth: 2, withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }), hostile);

/** Objects that have the schema's own fields, with whatever in them. */
function shapedFor(schema: z.ZodType): fc.Arbitrary<unknown> {
  const fields = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const shaped = fc.record(Object.fromEntries(fields.map((name) => [name, fc.oneof(hostile, fc.uuid(), fc.integer(), fc.constantFrom("owner", "viewer", "csv", "contractor"), fc.array(fc.uuid(), { maxLength: 3 }), anything)])), { requiredKeys: [] });
  return fields.length > 0 ? fc.oneof(anything, shaped, fc.tuple(shaped, fc.dictionary(hostile, anything, { maxKeys: 2 })).map(([own, more]) => ({ ...own, ...more }))) : anything;
}

describe("a schema of the domain, given anything,", () => {
  it("is one of many", () => expect(schemas.length).toBeGreaterThan(30));

  for (const [name, schema] of schemas) {
    it(`either takes it or refuses it with a sentence a field: ${name}`, () => {
      fc.assert(
        fc.property(shapedFor(schema), (raw) => {
          try {
            parse(schema, raw);
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError);
            const { code, fields } = error as DomainError;
            expect(code).toBe("INVALID_INPUT");
            expect(Object.values(fields).every((sentence) => sentence.length > 0)).toBe(true);
            expect(Object.keys(fields).length).toBeGreaterThan(0);
          }
        }),
        { numRuns: 120 },
      );
    });
  }
});

/** Texts that are near to being right: those that a schema takes are more than a few. */
const near = (...parts: fc.Arbitrary<string>[]) => fc.oneof(hostile, ...parts, ...parts.map((part) => fc.tuple(part, hostile).map(([start, end]) => (start + end).slice(0, 120))));
const names = near(fc.constantFrom("Hēmi Parata", "O'Brien-Tūī", "李 小龍", "Ångström & Søn", "ﷺ 1", "𝒜lice"), fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 }));
const phones = near(fc.constantFrom("021 123 4567", "+64 21 123 4567", "(09) 373-7999", "0800 83 83 83", "+1 202 555 0123", "+44 20 7946 0958", "+49 30 901820", "０２１１２３４５６７"), fc.integer({ min: 200_000_000, max: 299_999_999 }).map((digits) => `0${digits}`));
const plainAddress = fc.tuple(fc.stringMatching(/^[a-z0-9]{1,12}(?:[.+_-][a-z0-9]{1,6})?$/), fc.stringMatching(/^[a-z]{2,12}$/)).map(([local, domain]) => `${local}@${domain}.co.nz`);
const addresses = near(plainAddress, fc.emailAddress(), fc.emailAddress().map((text) => ` ${text.toUpperCase()}`));
const days = near(fc.date({ min: new Date("1850-01-01"), max: new Date("2250-01-01"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)), fc.constantFrom("2024-02-29", "2023-02-29", "2026-13-01", "2026-00-10"));
const instants = near(fc.date({ min: new Date("1850-01-01"), max: new Date("2250-01-01"), noInvalidDate: true }).map((date) => date.toISOString()), fc.constantFrom("2026-01-01T24:00:00.000Z", "2026-01-01T23:59:60.000Z", "2026-01-01T00:00:00.000+13:00"));

/** As many different values as a schema lets through, of so many tries. */
function takenBy<T>(schema: z.ZodType<T>, raw: fc.Arbitrary<unknown>): T[] {
  const taken = fc.sample(raw, 1_500).flatMap((one) => {
    const result = schema.safeParse(one);
    return result.success ? [result.data] : [];
  });
  return Array.from(new Set(taken));
}

/** Those of the rows that a table's own checks would refuse, by the names of the checks. */
async function refusedBy(table: string, rows: Record<string, unknown>[]): Promise<unknown[]> {
  const columns = Object.keys(rows[0] ?? {});
  const checks = (await asOwner()`select conname as name, pg_get_expr(conbin, conrelid) as says from pg_constraint where conrelid = ${table}::regclass and contype = 'c'`) as { name: string; says: string }[];
  const about = checks.filter(({ says }) => columns.some((column) => new RegExp(`\\b${column}\\b`).test(says)));
  expect(about.length, `${table} checks none of ${columns.join()}`).toBeGreaterThan(0);
  const refused = await Promise.all(about.map(({ says }) => asOwner().query(`select * from jsonb_populate_recordset(null::${table}, $1::jsonb) where not (${says})`, [JSON.stringify(rows)])));
  return refused.flat();
}

describe("what a schema takes", () => {
  const fits: [what: string, table: string, rows: () => Record<string, unknown>[]][] = [
    ["a person's name, and its key", "person", () => takenBy(personName, names).map((name) => ({ name, name_key: toKey(name), phone: "+64211234567" }))],
    ["a phone number", "person", () => takenBy(phoneNumber, phones).map((phone) => ({ phone, name: "x", name_key: "x" }))],
    ["an employer", "visit", () => takenBy(employer, names).map((text) => ({ employer: text, name: "x", phone: "+64211234567" }))],
    ["an e-mail, of an account", "account", () => takenBy(email, addresses).map((text) => ({ email: text }))],
    ["an e-mail and a name, of an invite", "invite", () => takenBy(email, addresses).map((text) => ({ email: text, name: "x" }))],
    ["a company's name", "company", () => takenBy(askSignUpInput.shape.companyName, names).map((name) => ({ name }))],
    ["a company's name, of a sign-up", "sign_up", () => takenBy(askSignUpInput.shape.companyName, names).map((text) => ({ company_name: text, member_name: "x", email: "x" }))],
    ["a passkey's name", "passkey", () => takenBy(addPasskeyInput.shape.name, names).map((name) => ({ name }))],
    ["a site's name", "site", () => takenBy(createSiteInput.shape.name, names).map((name) => ({ name, address: "x" }))],
    ["a site's address", "site", () => takenBy(createSiteInput.shape.address, names).map((address) => ({ address, name: "x" }))],
  ];
  for (const [what, table, rows] of fits) {
    it(`fits the database's own checks: ${what}`, async () => {
      const taken = rows();
      expect(taken.length).toBeGreaterThan(40);
      expect(await refusedBy(table, taken)).toEqual([]);
    });
  }

  it("is a day and an instant that Postgres reads as the same", async () => {
    const [onDays, atInstants] = [takenBy(day, days), takenBy(instant, instants)];
    expect([onDays.length > 100, atInstants.length > 100]).toEqual([true, true]);
    expect(await asOwner()`select v from unnest(${onDays}::text[]) v where v <> v::date::text`).toEqual([]);
    expect(await asOwner()`select v from unnest(${atInstants}::text[]) v where v <> to_char(v::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`).toEqual([]);
  });

  it("is the same when it is taken once more", () => {
    for (const [schema, raw] of [[personName, names], [phoneNumber, phones], [employer, names], [email, addresses], [createSiteInput.shape.name, names]] as [z.ZodType<string>, fc.Arbitrary<string>][]) {
      for (const text of takenBy(schema, raw)) expect(schema.safeParse(text), JSON.stringify(text)).toMatchObject({ success: true, data: text });
    }
  });

  it("is searched for by no more words than somebody types", () => {
    fc.assert(fc.property(hostile, (text) => toSearchTerms(text).every((term) => term.length > 0 && term === term.toLowerCase())), { numRuns: 300 });
    expect(toSearchTerms(" \0'\" ")).toEqual([]);
  });
});
