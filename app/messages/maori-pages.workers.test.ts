/** What a visitor reads in te reo Māori: every page of theirs is walked, and no word that only our English has stands on any. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { createInduction } from "#worker/domain/induction/create.ts";
import { publishInduction } from "#worker/domain/induction/publish.ts";
import { saveInductionDraft } from "#worker/domain/induction/save-draft.ts";
import { putUpNotice } from "#worker/domain/notice/put-up.ts";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import { makeBooking, today } from "#worker/testing/cases/booking.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, somebody, type MadeSite } from "#worker/testing/factories.ts";
import { idOf, makeBlock, makeContent, QUESTION_KINDS } from "#worker/testing/induction.ts";
import { makePhone } from "#worker/testing/phone.ts";
import { messagesFor } from "./index.ts";

const ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December am pm Jan Feb Mar Apr Jun Jul Aug Sept Oct Nov Dec";

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}'’]{2,}/gu) ?? [];

function textOf(catalogue: object): string {
  return Object.entries(catalogue)
    .map(([key, value]: [string, unknown]) => (key === "say" || key === "language" ? "" : typeof value === "object" && value !== null ? textOf(value) : typeof value === "function" ? (value as (...args: unknown[]) => string)(7, 8, 9) : String(value)))
    .join(" ");
}

/** Words that our Māori has, too, are no sign of English. */
const MAORI = new Set(wordsOf(textOf(messagesFor("mi"))));
const ENGLISH = new Set(wordsOf(`${textOf(messagesFor("en"))} ${ENGLISH_DAYS}`).filter((word) => !MAORI.has(word)));

/** What is read on a page, without what companies and people have written, and what says of itself that it is in English. */
function readOf(html: string, own: string[]): string {
  const body = html
    .slice(html.indexOf("<title>"))
    .replace(/<(script|style|svg|code)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<(a|button|span)\b[^>]*\blang="en"[^>]*>[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*\baria-label="([^"]*)"[^>]*>/g, " $1 ")
    .replace(/<[^>]+>/g, " ");
  return own.reduce((text, written) => text.replaceAll(written, " "), body);
}

let site: MadeSite;
let own: string[];
let english: string[];

/** Reads a page as it came, by what it is. */
function read(what: string, { status, text }: { status: number; text: string }, expected: number) {
  expect([what, status, text.includes('lang="mi-NZ"')]).toEqual([what, expected, true]);
  english.push(...wordsOf(readOf(text, own)).filter((word) => ENGLISH.has(word)).map((word) => `${what}: ${word}`));
}

const words = (mi: string) => ({ mi });

const KINDS = QUESTION_KINDS.filter((kind) => kind !== "photo");
/** As many as stand on one screen. */
const ON_THE_FIRST = 6;

const options = [{ id: "a", text: words("Tahi") }, { id: "b", text: words("Rua") }];
const OF_KIND: Record<string, object> = { single: { options }, multiple: { options }, yes_no: { critical: "ask", right: "yes" } };

/** Questions of every kind on two screens, and a third to read; one answer asks for a supervisor. */
const CONTENT = makeContent(
  [
    ...KINDS.map((kind, index) => makeBlock(kind, `q${index}`, { required: true, text: words("Pātai"), ...OF_KIND[kind] })),
    makeBlock("heading", "h1", { text: words("Mutunga") }),
  ],
  { languages: ["mi"], title: words("Ture"), validDays: 30 },
);

/** One answer of each kind. */
const ANSWERS: Record<string, string> = { short_text: "Kiwi", long_text: "Kiwi", number: "3", date: "2026-01-02", single: "a", multiple: "b", yes_no: "yes", checkbox: "ticked", acknowledgement: "ticked", signature: "Kiwi" };
const answer = (step: 1 | 2, other: Record<string, string> = {}) => ({
  step: String(step),
  ...Object.fromEntries(KINDS.map((kind, index): [string, string] => [idOf(`q${index}`), other[kind] ?? ANSWERS[kind] ?? ""]).filter((_, index) => index < ON_THE_FIRST === (step === 1))),
});

beforeAll(async () => {
  const company = await makeCompany();
  [site] = company.sites;
  const owner = await makeMember(company, "owner");
  await asOwner()`update site set emergency = 'Te papa', rules = '{"contact": {"name": "Rangi", "phone": "09 555 0100"}, "hours": {"effect": "ask", "week": [null, null, null, null, null, null, null]}}' where id = ${site.siteId}`;
  await putUpNotice(owner, env, { noticeId: uuidv7(), siteId: site.siteId, kind: "hazard", severity: "high", title: "Tuanui", text: "", fromOn: today(), toOn: null });
  const [templateId, versionId] = [uuidv7(), uuidv7()];
  const made = { templateId, name: "Ture", visitorTypes: ["contractor" as const] };
  await createInduction(owner, { ...made, siteId: site.siteId, from: "nothing" });
  const draftNumber = await saveInductionDraft(owner, { ...made, draftNumber: 1, draft: CONTENT });
  expect(await publishInduction(owner, env, { templateId, draftNumber, versionId, redo: false })).toMatchObject({ outcome: "published" });
  await announceSiteChange(env, site.code);
  own = [site.name, site.name.replace("Site 1", "Builders"), "Test Member", "Rangi", "Tūī Scaffolding", "InductLite", "privacy.org.nz", "WorkSafe", "Te reo Māori"];
});

describe("in te reo Māori", () => {
  it("a visitor reads no English of ours on the way in, at the gate, afterwards, nor at home", async () => {
    english = [];
    const phone = makePhone();
    const gate = await phone.send(`${site.path}?lang=mi`);
    read("the gate", gate, 200);
    read("the gate, empty", await phone.send(`${site.path}?new`, { formKey: /name="formKey" value="([^"]+)"/.exec(gate.text)?.[1] ?? "" }), 400);
    read("the gate, wrong", await phone.send(`${site.path}?new`, { ...somebody(), name: "👷", phone: "1", formKey: "x" }), 400);
    const notice = /name="notice" value="([^"]+)"/.exec(gate.text)?.[1] ?? "";
    const enter = async (person: ReturnType<typeof somebody>) => {
      const formKey = /name="formKey" value="([^"]+)"/.exec((await phone.send(`${site.path}?new`)).text)?.[1] ?? "";
      return (await phone.send(`${site.path}?new`, { ...person, formKey, notice, notices: "yes" })).to ?? "";
    };

    // Outside the hours a supervisor is asked; one who looks away lets them in.
    await asOwner()`update site set rules = rules - 'hours' where id = ${site.siteId}`;
    await announceSiteChange(env, site.code);
    const asked = await enter(somebody());
    for (const step of [1, 2] as const) {
      read(`step ${step}`, await phone.send(`${asked}?step=${step}`), 200);
      read(`step ${step}, empty`, await phone.send(asked, { step: String(step) }), 400);
      read(`step ${step}, wrong`, await phone.send(asked, answer(step, { number: "x", date: "1", single: "x", yes_no: "maybe", checkbox: "x", short_text: "x".repeat(300) })), 400);
      expect(await phone.send(asked, answer(step, { yes_no: "no" }))).toMatchObject({ status: 303 });
    }
    read("the last step", await phone.send(`${asked}?step=3`), 200);
    const waiting = (await phone.send(asked, { step: "3" })).to ?? "";
    read("who waits", await phone.send(waiting), 200);
    read("what is held of who waits", await phone.send(`${waiting}/held`), 200);
    read("the gate for who waits", await phone.send(site.path), 200);

    const person = somebody();
    const induction = await enter(person);
    for (const step of [1, 2] as const) await phone.send(induction, answer(step));
    const visit = (await phone.send(induction, { step: "3" })).to ?? "";
    expect(visit).toMatch(/^\/v\//);
    const page = await phone.send(visit);
    expect(page.text).toContain("Te papa");
    read("signed in", page, 200);
    read("the gate for who is here", await phone.send(site.path), 200);
    read("what is held", await phone.send(`${visit}/held`), 200);
    read("a correction without words", await phone.send(`${visit}/held`, { intent: "correction", requestId: uuidv7(), correction: "" }), 400);
    const told = await phone.send(visit, {});
    read("signed out", await phone.send(told.to ?? ""), 200);
    read("the link, used", await phone.send(visit), 200);
    read("the gate for who returns", await phone.send(site.path), 200);
    read("a link that is none", await phone.send(`/v/${"x".repeat(43)}`), 404);

    const { token, bookingId } = await makeBooking(site);
    await asOwner()`update booking set visitor_type = 'contractor', host = 'Rangi' where id = ${bookingId}`;
    read("who is expected", await phone.send(`/b/${token}`), 200);
    await asOwner()`update booking set visitor_type = 'visitor' where id = ${bookingId}`;
    read("what is held of who is expected", await phone.send(`/b/${token}/held`), 200);
    read("who may come in", await phone.send(`/b/${token}`), 200);
    expect(english).toEqual([]);
  });
});
