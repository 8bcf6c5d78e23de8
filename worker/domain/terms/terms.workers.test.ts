import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import { getTerms, getTermsVersion } from "#worker/domain/terms/list.ts";
import { publishTerms, withdrawTerms } from "#worker/domain/terms/publish.ts";
import { wordingFor } from "#worker/domain/terms/wording.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, somebody } from "#worker/testing/factories.ts";
import { makePhone } from "#worker/testing/phone.ts";

const wording = (en: string, more: Record<string, string> = {}) => ({ termsId: uuidv7(), texts: { en, ...more } });

async function made() {
  const company = await makeCompany(2);
  return { company, site: company.sites[0], admin: await makeMember(company, "admin") };
}

const atGate = async (code: string) => (await siteGateOf(env, code).snapshot(code))?.companyTerms;

describe("a company's terms", () => {
  it("are in force at all its gates once they are published, under the next number, until the next ones or until they are withdrawn", async () => {
    const { company, admin } = await made();
    const [first, second] = [wording("First"), wording("Second", { mi: "Tuarua" })];
    expect(await publishTerms(admin, env, first)).toBe(1);
    expect(await publishTerms(admin, env, second)).toBe(2);
    for (const { code } of company.sites) expect(await atGate(code)).toEqual({ id: second.termsId, number: 2, texts: second.texts });
    expect(await withdrawTerms(admin, env, { termsId: first.termsId })).toBe(false);
    expect(await withdrawTerms(admin, env, { termsId: second.termsId })).toBe(true);
    expect(await withdrawTerms(admin, env, { termsId: second.termsId })).toBe(false);
    for (const { code } of company.sites) expect(await atGate(code)).toBeNull();
    expect((await getTerms(admin)).map(({ number, isInForce }) => [number, isInForce])).toEqual([[2, false], [1, false]]);
    expect(await getTermsVersion(admin, { termsId: first.termsId })).toMatchObject({ number: 1, texts: first.texts, withdrawnAt: null, acceptedBy: 0 });
    const events = await asOwner()`select action, changes from audit_event where company_id = ${company.companyId} order by number`;
    expect(events).toEqual([
      { action: "terms.published", changes: { version: 1, languages: ["en"] } },
      { action: "terms.published", changes: { version: 2, languages: ["en", "mi"] } },
      { action: "terms.withdrawn", changes: { version: 2 } },
    ]);
  });

  it("have a number each when eight are published at once, and one when a form is sent twice", async () => {
    const { company, admin } = await made();
    const numbers = await Promise.all(Array.from({ length: 8 }, (_, index) => publishTerms(admin, env, wording(`Wording ${index}`))));
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const twice = wording("Twice");
    expect(await Promise.all([publishTerms(admin, env, twice), publishTerms(admin, env, twice)])).toEqual([9, 9]);
    const [row] = await asOwner()`select count(*)::int as events from audit_event where company_id = ${company.companyId}`;
    expect(row).toEqual({ events: 9 });
  });

  it("stand as they were accepted, for the schema's owner too", async () => {
    const { admin } = await made();
    const one = wording("First");
    await publishTerms(admin, env, one);
    for (const attempt of [asOwner()`update terms_version set texts = '{}' where id = ${one.termsId}`, asOwner()`delete from terms_version where id = ${one.termsId}`]) await expect(attempt).rejects.toThrow("published terms stand as they are");
  });

  it.each([
    ["without English", { mi: "Tuatahi" }, "texts.en", "Write the terms in English first"],
    ["of signs that nobody sees", { en: "\u200b\u200d" }, "texts.en", "Write the terms in words: one of these texts has nothing to read in it"],
    ["of blanks", { en: "  \n " }, "texts.en", "Write the terms in English first"],
    ["that are too long", { en: "ā".repeat(10_001) }, "texts.en", "Use 10,000 characters or fewer"],
    ["that are too long together", Object.fromEntries(["en", "mi", "sm", "to", "fj", "hi"].map((tag) => [tag, "ā".repeat(9_900)])), "texts.en", "All languages together are too long: shorten the terms"],
  ])("are not published %s", async (_, texts, field, sentence) => {
    const { admin } = await made();
    await expect(publishTerms(admin, env, { termsId: uuidv7(), texts })).rejects.toMatchObject({ code: "INVALID_INPUT", fields: { [field]: sentence } });
  });

  it("are no site manager's to read or change", async () => {
    const { company, site } = await made();
    const manager = await makeMember(company, "site_manager", [site.siteId]);
    await expect(getTerms(manager)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(publishTerms(manager, env, wording("Mine"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("the wording that somebody is shown", () => {
  const terms = { id: uuidv7(), number: 1, texts: { en: "English", mi: "Māori", "zh-Hans": "中文" } };

  it("is in the first of their languages that there is, else in English", () => {
    const shown = (...languages: string[]) => wordingFor(terms, languages)?.markdown;
    expect([shown("mi", "en"), shown("fr", "mi"), shown("zh"), shown("fr"), shown()]).toEqual(["Māori", "Māori", "中文", "English", "English"]);
    expect([wordingFor(null, ["en"]), wordingFor(undefined, ["en"])]).toEqual([null, null]);
  });
});

describe("the sign-in page of a company with terms", () => {
  /** Some 4,000 characters, no two sentences the same. */
  const long = Array.from({ length: 60 }, (_, index) => `${index % 10 ? "" : `\n\n## Part ${index / 10 + 1}\n\n`}Rule ${index} of ${(index * 7919) % 1009}: keep to path ${(index * 104729) % 997} and wear what sign ${index * 31} says. `).join("");

  it("has them folded in the visitor's language with their own lang, within 14 KB, and the visit keeps which", async () => {
    const { site, admin } = await made();
    const one = wording(long, { mi: "**Kia tūpato**" });
    await publishTerms(admin, env, one);
    const phone = makePhone();
    const { text } = await phone.send(site.path);
    expect(text).toMatch(/<details><summary>Terms of [^<]*<\/summary><div class="rich-text" lang="en" dir="auto"><h4>Part 1/);
    expect(text).toMatch(/By signing in you accept the terms of /);
    const packed = await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
    expect(long.length).toBeGreaterThan(3_000);
    expect(packed.byteLength).toBeLessThan(14 * 1024);
    expect((await phone.send(`${site.path}?lang=mi`)).text).toContain('<div class="rich-text" lang="mi" dir="auto"><p><strong>Kia tūpato</strong></p>');
    const formKey = /name="formKey" value="([^"]+)"/.exec(text)?.[1] ?? "";
    const { visitorType, ...person } = somebody();
    const form = { ...person, visitorType, formKey };
    const later = wording("Later");
    await publishTerms(admin, env, later);
    expect((await phone.send(`${site.path}?new`, { ...form, terms: one.termsId })).status).toBe(409);
    expect((await phone.send(`${site.path}?new`, { ...form, terms: later.termsId })).status).toBe(303);
    const [row] = await asOwner()`select terms_version_id as terms, language from visit where site_id = ${site.siteId}`;
    expect(row).toEqual({ terms: later.termsId, language: "mi" });
    expect((await getTerms(admin))[0]).toMatchObject({ number: 2, acceptedBy: 1 });
  });
});
