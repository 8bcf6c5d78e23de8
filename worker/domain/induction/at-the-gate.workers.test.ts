/** What comes to /i from a phone: right, wrong, late, twice, and from elsewhere. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import type { Content } from "#worker/domain/induction/content.ts";
import { createInduction } from "#worker/domain/induction/create.ts";
import { publishInduction } from "#worker/domain/induction/publish.ts";
import { saveInductionDraft } from "#worker/domain/induction/save-draft.ts";
import { announceSiteChange, siteGateOf } from "#worker/domain/site/find-site.ts";
import { readInductionToken, writeInductionToken } from "#worker/http/induction-token.ts";
import { ask, ORIGIN } from "#worker/testing/ask.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, somebody, type MadeSite } from "#worker/testing/factories.ts";
import { BLOCK_KINDS, idOf, makeBlock, makeContent, QUESTION_KINDS } from "#worker/testing/induction.ts";
import { makePhone } from "#worker/testing/phone.ts";

const SHORT = makeContent([makeBlock("heading", "h1"), makeBlock("heading", "h2"), makeBlock("yes_no", "q1", { required: true, right: "yes" }), makeBlock("acknowledgement", "q2", { required: true })]);
const RIGHT = { step: "2", [idOf("q1")]: "yes", [idOf("q2")]: "ticked" };

/** A site that asks its contractors for this. */
async function makeGate(content: Content = SHORT): Promise<MadeSite> {
  const company = await makeCompany();
  const [site] = company.sites;
  const admin = await makeMember(company, "admin");
  const [templateId, versionId] = [uuidv7(), uuidv7()];
  const own = { templateId, name: "Site rules", visitorTypes: ["contractor" as const] };
  await createInduction(admin, { ...own, siteId: site.siteId, from: "nothing" });
  const draftNumber = await saveInductionDraft(admin, { ...own, draftNumber: 1, draft: content });
  await publishInduction(admin, env, { templateId, draftNumber, versionId, redo: false });
  await announceSiteChange(env, site.code);
  return site;
}

/** A phone that stands before the first step. */
async function begun(content?: Content) {
  const site = await makeGate(content);
  const phone = makePhone();
  const { to } = await phone.signIn(site, somebody());
  expect(to).toMatch(/^\/i\//);
  return { site, phone, path: to ?? "" };
}

/** Before the last of the two steps. */
async function beforeTheLast() {
  const one = await begun();
  expect(await one.phone.send(one.path, { step: "1" })).toMatchObject({ status: 303, to: `${one.path}?step=2` });
  return one;
}

const countVisits = async ({ companyId }: MadeSite) => (await asOwner()`select count(*)::int as visits, count(completion_id)::int as inducted from visit where company_id = ${companyId}`)[0];
const placeOf = async (path: string) => {
  const place = await readInductionToken(makeRequest(), path.slice("/i/".length));
  if (!place) throw new Error("no token");
  return place;
};

describe("a step's form", () => {
  it("is refused with more fields than any page has, and with names that none has", async () => {
    const { site, phone, path } = await beforeTheLast();
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`z${String(index).padStart(7, "0")}`, "x"]));
    for (const form of [many(500), { isAdmin: "1" }, { "": "" }, { [`${idOf("q1")}.typed`]: "x" }]) {
      expect(await phone.send(path, { ...RIGHT, ...form })).toMatchObject({ status: 400, to: null, text: expect.stringContaining("Open the page again, fill it in there") as string });
    }
    expect(await countVisits(site)).toEqual({ visits: 0, inducted: 0 });
  });

  it("is refused with the id of a block that the step has not, and keeps what was typed", async () => {
    const { site, phone, path } = await beforeTheLast();
    for (const id of ["z0000000", idOf("h2"), `${idOf("q1")}.drawn`]) {
      const { status, text } = await phone.send(path, { ...RIGHT, [id]: "yes" });
      expect([id, status]).toEqual([id, 400]);
      expect(text).toContain("This page has changed since you opened it");
      expect(text).toMatch(new RegExp(`<input[^>]* name="${idOf("q1")}"[^>]* checked="" value="yes"`));
    }
    expect(await countVisits(site)).toEqual({ visits: 0, inducted: 0 });
  });

  it("of ten megabytes is refused at the door", async () => {
    const { path } = await beforeTheLast();
    const body = new URLSearchParams({ ...RIGHT, [idOf("q3")]: "x".repeat(10_000_000) });
    expect((await ask(path, { method: "POST", headers: { Origin: ORIGIN, Accept: "text/html" }, body })).status).toBe(413);
  });

  it("takes six long answers in a script of three bytes a letter", async () => {
    const names = ["q1", "q2", "q3", "q4", "q5", "q6"];
    const { path } = await begun(makeContent([...names.map((name) => makeBlock("long_text", name)), makeBlock("heading", "h1")]));
    const html = await (await ask(path, { headers: { Accept: "text/html" } })).text();
    expect(html).toContain('encType="multipart/form-data"');
    const body = new FormData();
    body.set("step", "1");
    for (const name of names) body.set(idOf(name), "安".repeat(2000));
    expect((await ask(path, { method: "POST", headers: { Origin: ORIGIN, Accept: "text/html" }, body, redirect: "manual" })).status).toBe(303);
  });
});

describe("an address of /i", () => {
  it("that was tampered with, cut or made for something else is refused with what to do", async () => {
    const { path } = await begun();
    const [head = "", body = "", signature = ""] = path.slice("/i/".length).split(".");
    for (const token of [`${head}.${body}.${signature.slice(0, -2)}AA`, `${head}.${body.slice(0, -3)}.${signature}`, `${head}.${body}`, "x", makeRequest().makeId()]) {
      for (const init of [{}, { method: "POST", headers: { Origin: ORIGIN, Accept: "text/html" }, body: new URLSearchParams(RIGHT) }]) {
        const response = await ask(`/i/${token}`, { headers: { Accept: "text/html" }, ...init });
        expect([token, response.status]).toEqual([token, 404]);
        expect(await response.text()).toContain("Scan the QR code at the gate again");
      }
    }
  });

  it("leads to its gate with a sentence once its day is over", async () => {
    const { site, phone, path } = await beforeTheLast();
    await runInDurableObject(siteGateOf(env, site.code), (_, state) => void state.storage.sql.exec("update induction_attempt set begun_ms = begun_ms - 86400000"));
    for (const form of [undefined, RIGHT]) expect(await phone.send(path, form)).toMatchObject({ status: 303, to: `${site.path}?over` });
    const { text } = await phone.send(`${site.path}?over`);
    expect(text).toContain("That induction is over");
    expect(text).not.toContain("Go on where you were");
    expect(await countVisits(site)).toEqual({ visits: 0, inducted: 0 });
  });

  it("finds nothing at another site's gate", async () => {
    const { path } = await beforeTheLast();
    const other = await makeGate();
    const place = await placeOf(path);
    const moved = `/i/${await writeInductionToken(makeRequest(), { ...place, link: other.path.slice("/s/".length) })}`;
    for (const form of [undefined, RIGHT]) expect(await makePhone().send(moved, form)).toMatchObject({ status: 303, to: `${other.path}?over` });
    expect(await countVisits(other)).toEqual({ visits: 0, inducted: 0 });
  });
});

describe("the last step", () => {
  it("sent again leads to the same visit, also when its answer never came back", async () => {
    const { site, phone, path } = await beforeTheLast();
    const first = await phone.send(path, RIGHT);
    expect(first).toMatchObject({ status: 303, to: expect.stringMatching(/^\/v\//) as string });
    const lost = makePhone();
    for (const again of [await phone.send(path, RIGHT), await lost.send(path, RIGHT), await phone.send(path)]) expect(again).toMatchObject({ status: 303, to: first.to });
    expect(await countVisits(site)).toEqual({ visits: 1, inducted: 1 });
    expect((await lost.send(site.path)).text).toContain("You are signed in here");
    expect((await phone.send(first.to ?? "")).text).toContain("Done, with no last day");
  });
});

describe("while the database does not answer", () => {
  /** As a phone sends it, while nobody can read or write a visit. */
  async function press(path: string, init: RequestInit = {}): Promise<Response> {
    const held = asOwner().transaction([asOwner()`lock table visit in access exclusive mode`, asOwner()`select pg_sleep(1.2)`]);
    const isHeld = async () => (await asOwner()`select 1 from pg_locks where relation = 'visit'::regclass and mode = 'AccessExclusiveLock' and granted`).length > 0;
    while (!(await isHeld())) await new Promise((resolve) => setTimeout(resolve, 20));
    const response = await ask(path, { headers: { Origin: ORIGIN, Accept: "text/html" }, ...init }, { DATABASE_BUDGET_MS: "200" });
    await held;
    return response;
  }

  it("the last step keeps what was answered, and signs in when it is pressed again", async () => {
    const { site, phone, path } = await beforeTheLast();
    const refused = await press(path, { method: "POST", body: new URLSearchParams(RIGHT) });
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([503, "30"]);
    const text = await refused.text();
    expect(text).toContain("You are not signed in yet");
    expect(text).toContain('checked="" value="yes"');
    expect(await phone.send(path, RIGHT)).toMatchObject({ status: 303, to: expect.stringMatching(/^\/v\//) as string });
    expect(await countVisits(site)).toEqual({ visits: 1, inducted: 1 });
  });

  it("an induction that is over is not said to be so, for its visit may stand", async () => {
    const { phone, path } = await beforeTheLast();
    await phone.send(path, RIGHT);
    const refused = await press(path);
    expect([refused.status, refused.headers.get("Location")]).toEqual([503, null]);
  });
});

describe("what a step's page holds", () => {
  it("is its own step alone, and nothing of which answer is right", async () => {
    const { path } = await begun(makeContent([makeBlock("heading", "h1"), makeBlock("single", "q1", { right: ["b"], critical: "stop" }), makeBlock("heading", "h2", { text: { en: "Later on" } })]));
    for (const address of [path, `${path}?_data=${encodeURIComponent("routes/i.$token/route")}`]) {
      const text = await (await ask(address, { headers: { Accept: "*/*" } })).text();
      expect(text).toContain(idOf("q1"));
      for (const mark of ["right", "critical", "points", "Later on"]) expect(text).not.toContain(`"${mark}"`);
    }
  });

  it("is its picture, its document and its video, each by the way that its reader may go", async () => {
    const { path } = await begun(makeContent([makeBlock("image", "i1"), makeBlock("pdf", "d1"), makeBlock("video", "v1"), makeBlock("image", "i2"), makeBlock("video", "v2")]));
    const text = await (await ask(path, { headers: { Accept: "text/html" } })).text();
    expect(text).toContain(`<img class="picture" src="${path}/00000000-0000-7000-8000-000000000001" alt="A map"`);
    expect(text).toContain(`href="${path}/00000000-0000-7000-8000-000000000002" target="_blank" rel="noopener"`);
    expect(text).toContain('href="https://www.youtube.com/watch?v=dQw4w9WgXcQ" target="_blank" rel="noopener noreferrer nofollow"');
    expect(text).not.toMatch(/<(iframe|video|object|embed)\b/);
  });

  it("asks no more for what an earlier answer has hidden, whatever hung on that", async () => {
    const showIf = (name: string, answer: string) => ({ questionId: idOf(name), is: { anyOf: [answer] } });
    const content = makeContent([
      makeBlock("yes_no", "q1", { required: true }),
      makeBlock("yes_no", "q2", { required: true, showIf: showIf("q1", "yes") }),
      makeBlock("yes_no", "q3", { required: true, showIf: showIf("q2", "yes") }),
    ]);
    const { phone, path } = await begun(content);
    await phone.send(path, { step: "1", [idOf("q1")]: "yes" });
    await phone.send(path, { step: "2", [idOf("q2")]: "yes" });
    expect(await phone.send(path, { step: "1", [idOf("q1")]: "no" })).toMatchObject({ to: `${path}?step=2` });
    expect((await phone.send(`${path}?step=2`)).text).toContain("Nothing is asked of you in this step");
    expect(await phone.send(path, { step: "2" })).toMatchObject({ to: `${path}?step=3` });
    expect(await phone.send(path, { step: "3" })).toMatchObject({ status: 303, to: expect.stringMatching(/^\/v\//) as string });
  });

  it("stays within fourteen kilobytes as it is sent, with a step of any kind", async () => {
    const measured: [string, number][] = [];
    const measure = async (what: string, path: string) => {
      const response = await ask(path, { headers: { Accept: "text/html" } });
      expect([what, response.status]).toEqual([what, 200]);
      const packed = await new Response(response.body?.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
      measured.push([what, packed.byteLength]);
    };
    for (const kind of BLOCK_KINDS) {
      const count = QUESTION_KINDS.some((question) => question === kind) ? 6 : 1;
      const { site, path } = await begun(makeContent([...Array.from({ length: count }, (_, index) => makeBlock(kind, `b${index}`)), makeBlock("heading", "h1")]));
      await measure(kind, path);
      if (kind === "heading") for (const language of ["en", "mi"]) await measure(`the gate in ${language}`, `${site.path}?lang=${language}`);
    }
    expect(measured.filter(([, bytes]) => bytes > 14 * 1024)).toEqual([]);
  });
});

describe("what was typed and not sent", () => {
  const TWO = makeContent(
    [makeBlock("heading", "h1"), makeBlock("short_text", "q1", { required: true }), makeBlock("heading", "h2"), makeBlock("short_text", "q2", { required: true }), makeBlock("multiple", "q3"), makeBlock("signature", "q4")],
    { languages: ["en", "mi"] },
  );
  const second = { step: "2", [idOf("q2")]: "half a sen", [idOf("q3")]: "b", [idOf("q4")]: "Hē" };

  it("stays on the page after going back, and is no answer", async () => {
    const { phone, path, site } = await begun(TWO);
    await phone.send(path, { step: "1", [idOf("q1")]: "Kiwi" });
    expect(await phone.send(path, { ...second, intent: "back" })).toMatchObject({ status: 303, to: `${path}?step=1` });
    expect(await phone.send(path, { step: "1", [idOf("q1")]: "Tui" })).toMatchObject({ to: `${path}?step=2` });
    const { text } = await phone.send(`${path}?step=2`);
    expect(text).toContain('value="half a sen"');
    expect(text).toContain('value="Hē"');
    expect(text).toMatch(/value="b"[^>]*checked|checked[^>]*value="b"/);
    expect(text).not.toContain("error-summary");
    expect((await phone.send(path, { step: "2" })).status).toBe(400);
    await phone.send(path, { step: "2", [idOf("q2")]: "whole" });
    expect(await asOwner()`select answers from completion where company_id = ${site.companyId}`).toEqual([{ answers: { [idOf("q1")]: "Tui", [idOf("q2")]: "whole" } }]);
  });

  it("stays on the page in another language, by either chooser", async () => {
    const { phone, path } = await begun(TWO);
    await phone.send(path, { step: "1", [idOf("q1")]: "Kiwi" });
    expect(await phone.send(`${path}?step=2&lang=mi`, { ...second, language: "mi" })).toMatchObject({ status: 303, to: `${path}?step=2&lang=mi` });
    const page = await phone.send(`${path}?step=2`);
    expect(page.text).toContain('<html lang="mi-NZ">');
    expect(page.text).toContain('value="half a sen"');
    expect(await phone.send(`${path}?step=2&lang=en`, { ...second, [idOf("q2")]: "more", intent: "stay" })).toMatchObject({ status: 303 });
    expect((await phone.send(`${path}?step=2`)).text).toContain('value="more"');
  });

  it("is kept of a step that is open and of its own questions alone, up to a size", async () => {
    const { phone, path } = await begun(TWO);
    await phone.send(path, { ...second, intent: "back" });
    await phone.send(path, { step: "1", [idOf("q1")]: "x".repeat(55_000), intent: "stay" });
    expect((await phone.send(path)).text).toContain("xxxxx");
    await phone.send(path, { step: "1", [idOf("q1")]: "Kiwi" });
    expect((await phone.send(`${path}?step=2`)).text).not.toContain("half a sen");
  });

  it("stays in the gate's form in our other language, ticked box and all, without a word of what is missing", async () => {
    const site = await makeGate();
    const phone = makePhone();
    const formKey = /name="formKey" value="([^"]+)"/.exec((await phone.send(`${site.path}?new`)).text)?.[1] ?? "";
    const { status, text } = await phone.send(`${site.path}?lang=mi`, { intent: "stay", formKey, name: "Hēmi P", phone: "021", visitorType: "visitor", employer: "" });
    expect([status, text.includes('<html lang="mi-NZ">'), text.includes('value="Hēmi P"'), text.includes('value="021"'), text.includes("error-summary")]).toEqual([200, true, true, true, false]);
    expect(text).toMatch(/value="visitor"[^>]*checked|checked[^>]*value="visitor"/);
    expect((await phone.send(site.path)).text).toContain('<html lang="mi-NZ">');
    expect(await countVisits(site)).toEqual({ visits: 0, inducted: 0 });
  });
});

describe("the language of a visitor's pages", () => {
  it("is what the browser asks for, until somebody chooses; then the phone remembers", async () => {
    const site = await makeGate();
    const page = async (path: string, headers: Record<string, string> = {}) => {
      const response = await ask(path, { headers: { Accept: "text/html", ...headers } });
      return { text: await response.text(), cookies: response.headers.getSetCookie() };
    };
    expect((await page(site.path)).text).toContain('<html lang="en-NZ">');
    expect((await page(site.path, { "Accept-Language": "mi-NZ, en;q=0.8" })).text).toContain('<html lang="mi-NZ">');
    expect((await page(site.path, { "Accept-Language": "de, en" })).text).toContain('<html lang="en-NZ">');
    const chosen = await page(`${site.path}?lang=mi`);
    expect(chosen.text).toContain("Waitohu mai");
    expect(chosen.cookies).toEqual([expect.stringMatching(/^__Host-language=mi; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=\d+$/)]);
    expect((await page(site.path, { Cookie: "__Host-language=mi", "Accept-Language": "en" })).text).toContain('<html lang="mi-NZ">');
    for (const path of [`${site.path}?lang=xx`, site.path]) expect(await page(path, { Cookie: "__Host-language=xx" })).toMatchObject({ cookies: [], text: expect.stringContaining('<html lang="en-NZ">') as string });
    expect((await page("/v/nothing?lang=mi")).text).toContain("Kāore tēnei hononga waitohu atu e mōhiotia");
    expect((await page("/log-in?lang=mi", { "Accept-Language": "mi" })).text).toContain('<html lang="en-NZ">');
  });

  it("of the induction is the first of its own that the phone asks for, and can be changed; the record keeps it", async () => {
    const text = { en: "Rules", mi: "Ngā ture", "zh-Hans": "规则" };
    const site = await makeGate(makeContent([makeBlock("heading", "h1", { text }), makeBlock("text", "t1", { text: { en: "Only English" } })], { languages: ["en", "mi", "zh-Hans"], title: text }));
    const phone = makePhone();
    await phone.send(`${site.path}?lang=mi`);
    const { to } = await phone.signIn(site, somebody());
    const page = await phone.send(to ?? "");
    expect(page.text).toContain('<span lang="mi" dir="auto">Ngā ture</span>');
    expect(page.text).toContain('<div class="rich-text" lang="en" dir="auto">');
    expect(page.text).toMatch(/lang="zh-Hans"[^>]*>(简体中文|zh-Hans)</);
    expect(await phone.send(to ?? "", { intent: "language", step: "1", language: "zh-Hans" })).toMatchObject({ status: 303, to: `${to}?step=1` });
    expect((await phone.send(to ?? "")).text).toContain('<span lang="zh-Hans" dir="auto">规则</span>');
    expect(await phone.send(to ?? "", { intent: "language", step: "1", language: "fr" })).toMatchObject({ status: 400 });
    expect(await phone.send(to ?? "", { step: "1" })).toMatchObject({ status: 303 });
    expect(await asOwner()`select language from completion where company_id = ${site.companyId}`).toEqual([{ language: "zh-Hans" }]);
  });
});
