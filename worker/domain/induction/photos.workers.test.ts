/** Photos at a gate: asked for where the company allows it, kept without what they tell besides, seen by the office, gone with the person. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { makeVisitContext } from "#worker/context.ts";
import { allowPhotos, getSettings } from "#worker/domain/company/settings.ts";
import { createInduction } from "#worker/domain/induction/create.ts";
import { openPhoto } from "#worker/domain/induction/photos.ts";
import { publishInduction } from "#worker/domain/induction/publish.ts";
import { PHOTOS_OFF } from "#worker/domain/induction/publishable.ts";
import { saveInductionDraft } from "#worker/domain/induction/save-draft.ts";
import { erasePerson } from "#worker/domain/person/erase.ts";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import { signOut } from "#worker/domain/visit/sign-out.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { ask } from "#worker/testing/ask.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, somebody, type MadeCompany, type MadeMember } from "#worker/testing/factories.ts";
import { idOf, makeBlock, makeContent, PNG } from "#worker/testing/induction.ts";
import { makePhone } from "#worker/testing/phone.ts";
import { redirectLog } from "#worker/log.ts";
import { listFiles } from "#worker/store/files.ts";

const MOST = 5 * 1024 * 1024;
const NAME = idOf("q1");
const CONTENT = makeContent([makeBlock("photo", "q1", { required: true }), makeBlock("short_text", "q2", { required: true }), makeBlock("heading", "h1")]);

let company: MadeCompany;
let owner: MadeMember;

/** Publishing is refused until photos are on; what is live stays so when they are turned off. */
async function publish() {
  const [templateId, versionId] = [uuidv7(), uuidv7()];
  const own = { templateId, name: "Site rules", visitorTypes: ["contractor" as const] };
  await createInduction(owner, { ...own, siteId: company.sites[0].siteId, from: "nothing" });
  const draftNumber = await saveInductionDraft(owner, { ...own, draftNumber: 1, draft: CONTENT });
  return () => publishInduction(owner, env, { templateId, draftNumber, versionId, redo: false });
}

const turn = (allowed: boolean) => allowPhotos(owner, env, { allowed });

/** A phone before the step that asks for a photo. */
async function begun() {
  const [phone, person] = [makePhone(), somebody()];
  const { to } = await phone.signIn(company.sites[0], person);
  const path = to ?? "";
  const send = (photo: Uint8Array<ArrayBuffer> | null, text = "Tui", name = NAME) => {
    const form = new FormData();
    form.set("step", "1");
    // As a browser sends the field that was left empty.
    form.append(NAME, new File([], "", { type: "application/octet-stream" }));
    form.set(idOf("q2"), text);
    if (photo) form.append(name, new File([photo], "licence.png", { type: "image/png" }));
    return phone.send(path, form);
  };
  return { phone, path, person, send, finish: () => phone.send(path, { step: "2" }) };
}

const filesOf = (companyId: string) => listFiles(env.FILES, env.RUN_ID, `${companyId}/photos/`);
const completionOf = async (name: string) => (await asOwner()`select c.id, c.person_id, c.answers from completion c join person p on p.company_id = c.company_id and p.id = c.person_id where p.name = ${name}`)[0] as { id: string; person_id: string; answers: Record<string, unknown> };

/** Somebody who passed with a photo. */
async function passed() {
  const one = await begun();
  expect(await one.send(PNG)).toMatchObject({ status: 303 });
  const { to } = await one.finish();
  expect(to).toMatch(/^\/v\//);
  return { ...one, signOutToken: (to ?? "").slice("/v/".length), completion: await completionOf(one.person.name) };
}

beforeAll(async () => {
  company = await makeCompany();
  owner = await makeMember(company, "owner");
  const press = await publish();
  expect(await press()).toEqual({ outcome: "obstacles", obstacles: [{ blockId: NAME, message: PHOTOS_OFF }] });
  expect((await getSettings(owner)).photosAllowed).toBe(false);
  expect(await turn(true)).toBe(true);
  expect(await press()).toMatchObject({ outcome: "published" });
  await announceSiteChange(env, company.sites[0].code);
});

describe("photos of a company", () => {
  it("are the owner's to allow, with one event a change", async () => {
    const made = await makeCompany();
    const its = await makeMember(made, "owner");
    expect([await allowPhotos(its, env, { allowed: true }), await allowPhotos(its, env, { allowed: true }), await allowPhotos(its, env, { allowed: false })]).toEqual([true, false, true]);
    await expect(allowPhotos(await makeMember(made, "admin"), env, { allowed: true })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await asOwner()`select action, changes from audit_event where company_id = ${made.companyId} and action like 'company.photos%' order by number`).toEqual([
      { action: "company.photos-set", changes: { allowed: [false, true] } },
      { action: "company.photos-set", changes: { allowed: [true, false] } },
    ]);
  });

  it("that are off are asked of nobody, even where a page of before sends one", async () => {
    await turn(false);
    try {
      const { phone, path, send, finish, person } = await begun();
      const { text } = await phone.send(path);
      expect(text).toContain("Photos are off. Go on without one.");
      expect(text).not.toContain('type="file"');
      expect(await send(PNG)).toMatchObject({ status: 303, to: `${path}?step=2` });
      expect((await finish()).to).toMatch(/^\/v\//);
      expect((await completionOf(person.name)).answers).toEqual({ [idOf("q2")]: "Tui" });
    } finally {
      await turn(true);
    }
  });

  it("are stopped at the gates by the switch for uploads", async () => {
    const photosOf = async () => ((await asOwner()`select photos from site_snapshot(${company.sites[0].code})`)[0] as { photos: boolean }).photos;
    expect(await photosOf()).toBe(true);
    await asOwner()`insert into kill_switch (name, reason, thrown_at) values ('uploads', 'a test', now())`;
    try {
      expect(await photosOf()).toBe(false);
    } finally {
      await asOwner()`delete from kill_switch where name = 'uploads'`;
    }
  });
});

describe("a photo at the gate", () => {
  it("is asked for by the phone's camera or its own, without script", async () => {
    const { phone, path } = await begun();
    const { text } = await phone.send(path);
    expect(text).toContain('encType="multipart/form-data"');
    expect(text).toMatch(new RegExp(`<input[^>]*type="file"[^>]*name="${NAME}"[^>]*accept="image/jpeg,image/png,image/webp"[^>]*capture="environment"`));
    expect(text.match(/type="file"/g)).toHaveLength(2);
  });

  it("that is missing is asked for, and what was typed stays", async () => {
    const { send } = await begun();
    const { status, text } = await send(null, "Māia");
    expect(status).toBe(400);
    expect(text).toContain("Add a photo");
    expect(text).toContain('value="Māia"');
  });

  it("stays where something else is to be mended, and gives way to the next", async () => {
    const { phone, path, send, finish, person } = await begun();
    const { status, text } = await send(PNG, "");
    expect(status).toBe(400);
    expect(text).toContain("A photo is attached. Take another to replace it, or remove it below.");
    expect(text).not.toContain("Add a photo");
    const [key = ""] = (await filesOf(company.companyId)).filter((one) => one.endsWith(NAME)).slice(-1);
    const other = Uint8Array.from([...PNG, ...new TextEncoder().encode("GPS")]);
    expect(await send(other)).toMatchObject({ status: 303 });
    expect((await phone.send(`${path}?step=1`)).text).toContain("A photo is attached");
    expect(await send(null, "Tui")).toMatchObject({ status: 303 });
    expect((await finish()).to).toMatch(/^\/v\//);
    const { answers } = await completionOf(person.name);
    expect(answers[NAME]).toEqual({ photo: { attemptId: expect.any(String) as string, mediaType: "image/png", bytes: PNG.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string } });
    expect(key).not.toBe("");
  });

  it("is taken away again by who sent it, with what was typed beside it kept, and is asked for once more", async () => {
    const before = await filesOf(company.companyId);
    const { phone, path, send, finish, person } = await begun();
    expect(await send(PNG)).toMatchObject({ status: 303, to: `${path}?step=2` });
    expect((await filesOf(company.companyId)).length).toBe(before.length + 1);
    expect((await phone.send(`${path}?step=1`)).text).toContain("Remove the photo");
    expect(await phone.send(path, { step: "1", [idOf("q2")]: "Kiwi", remove: NAME })).toMatchObject({ status: 303, to: `${path}?step=1` });
    expect(await filesOf(company.companyId)).toEqual(before);
    const { text } = await phone.send(path);
    expect([text.includes("A photo is attached"), text.includes('value="Kiwi"')]).toEqual([false, true]);
    // Nobody comes past the question by taking it away, and what is no photo is not taken.
    expect((await finish()).to).toBe(`${path}?step=1`);
    expect(await phone.send(path, { step: "1", remove: idOf("q2") })).toMatchObject({ status: 303 });
    expect(await send(PNG, "Kiwi")).toMatchObject({ status: 303 });
    expect((await finish()).to).toMatch(/^\/v\//);
    expect((await completionOf(person.name)).answers).toMatchObject({ [idOf("q2")]: "Kiwi", [NAME]: { photo: {} } });
  });

  it.each([
    ["a page", new TextEncoder().encode("<script>alert(1)</script>"), "Choose a photo: this is another kind of file"],
    ["a PDF", new TextEncoder().encode("%PDF-1.7"), "Choose a photo: this is another kind of file"],
    ["a picture that broke off", PNG.slice(0, 40), "This photo did not come whole. Choose it again"],
    ["one byte too large", new Uint8Array(MOST + 1), "This photo is too large: use one of 5 MB or less"],
  ])("that is %s in truth is refused with a sentence, and not kept", async (_, file, sentence) => {
    const before = await filesOf(company.companyId);
    const { send } = await begun();
    const { status, text } = await send(file);
    expect([status, text.includes(sentence), text.includes("A photo is attached")]).toEqual([400, true, false]);
    expect(await filesOf(company.companyId)).toEqual(before);
  });

  it("passes the door up to its limit, and not what is larger; another form keeps its own", async () => {
    const { send, phone, path } = await begun();
    const most = new Uint8Array(MOST);
    most.set(PNG);
    expect(await send(most)).toMatchObject({ status: 303 });
    // Somewhat larger is still read, so that the step comes again with what to do beside the question.
    const somewhat = await begun();
    const larger = await somewhat.send(new Uint8Array(MOST + 70_000));
    expect([larger.status, larger.text.includes("This photo is too large: use one of 5 MB or less")]).toEqual([400, true]);
    const { status, text } = await send(new Uint8Array(MOST + 4 * 1024 * 1024));
    expect([status, text.includes("That photo is too large"), text.includes("choose a smaller one")]).toEqual([413, true, true]);
    expect((await phone.send(path, { step: "1", [idOf("q2")]: "x".repeat(70_000) })).status).toBe(413);
  });

  it("of a question that the step has not is refused", async () => {
    const { send } = await begun();
    for (const name of [idOf("q2"), idOf("q9")]) {
      const { status, text } = await send(PNG, "Tui", name);
      expect([name, status, text.includes("This page has changed since you opened it")]).toEqual([name, 400, true]);
    }
    expect((await send(PNG, "Tui", "isAdmin")).status).toBe(400);
  });
});

describe("a photo that was sent", () => {
  it("is shown to whoever reads the answers, kept by no browser, and to nobody else", async () => {
    const { completion } = await passed();
    const path = `/completions/${completion.id}/photos/${NAME}`;
    const as = async (member: MadeMember, to = path) => ask(to, { headers: { Cookie: (await writeSession(makeRequest(), member.claims)).split(";")[0] ?? "" } });
    const shown = await as(owner);
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(PNG);
    expect(["Content-Type", "Cache-Control", "X-Content-Type-Options"].map((name) => shown.headers.get(name))).toEqual(["image/png", "private, no-store", "nosniff"]);
    const page = await (await as(owner, `/completions/${completion.id}`)).text();
    expect(page).toContain(`src="${path}"`);
    expect((await as(await makeMember(company, "viewer"))).status).toBe(403);
    expect((await as(await makeMember(await makeCompany(), "owner"))).status).toBe(404);
    expect((await as(owner, `/completions/${completion.id}/photos/${idOf("q2")}`)).status).toBe(404);
    expect((await as(owner, `/completions/${uuidv7()}/photos/${NAME}`)).status).toBe(404);
  });

  it("is shown on the page of whoever waits at the gate with it, to the same people", async () => {
    const { siteId, code } = company.sites[0];
    await asOwner()`update site set rules = '{"approval": ["contractor"]}'::jsonb where id = ${siteId}`;
    await announceSiteChange(env, code);
    try {
      const { send, finish, person } = await begun();
      expect(await send(PNG)).toMatchObject({ status: 303 });
      await finish();
      const [entry] = await asOwner()`select id from entry where company_id = ${company.companyId} and name = ${person.name} and state = 'waiting'`;
      const [page, path] = [`/approvals/${String(entry?.["id"])}`, `/approvals/${String(entry?.["id"])}/photos/${NAME}`];
      const as = async (member: MadeMember, to: string) => ask(to, { headers: { Cookie: (await writeSession(makeRequest(), member.claims)).split(";")[0] ?? "" } });
      expect(await (await as(owner, page)).text()).toContain(`src="${path}"`);
      expect(new Uint8Array(await (await as(owner, path)).arrayBuffer())).toEqual(PNG);
      const viewer = await makeMember(company, "viewer");
      const seen = await as(viewer, page);
      expect([seen.status, (await seen.text()).includes("What they answered")]).toEqual([200, false]);
      expect((await as(viewer, path)).status).toBe(403);
      expect((await as(await makeMember(await makeCompany(), "owner"), path)).status).toBe(404);
      expect((await as(owner, `/approvals/${String(entry?.["id"])}/photos/${idOf("q2")}`)).status).toBe(404);
    } finally {
      await asOwner()`update site set rules = '{}'::jsonb where id = ${siteId}`;
      await announceSiteChange(env, code);
    }
  });

  it("goes with the person, and stands in the log where it can't go now", async () => {
    for (const isDown of [false, true]) {
      const { completion, signOutToken } = await passed();
      const attemptId = (completion.answers[NAME] as { photo: { attemptId: string } }).photo.attemptId;
      const key = `${company.companyId}/photos/${attemptId}/${NAME}`;
      expect(await filesOf(company.companyId)).toContain(key);
      const others = (await filesOf(company.companyId)).filter((one) => one !== key);
      await signOut(makeVisitContext(makeRequest(), signOutToken), { signOutToken });
      const lines: string[] = [];
      const restore = redirectLog((line) => void lines.push(line));
      const broken = { delete: () => Promise.reject(new Error("away")) } as unknown as R2Bucket;
      await erasePerson(owner, isDown ? broken : env.FILES, { personId: completion.person_id }).finally(restore);
      expect(await filesOf(company.companyId)).toEqual(isDown ? expect.arrayContaining([key]) : others);
      expect(lines.filter((line) => line.includes("photo.left") && line.includes(attemptId))).toHaveLength(isDown ? 1 : 0);
      await expect(openPhoto(owner, env.FILES, { completionId: completion.id, blockId: NAME })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });
});
