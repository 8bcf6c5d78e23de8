/** Inductions: the office writes them, somebody at the gate does one. */
import { env } from "cloudflare:workers";
import { uuidv7 } from "uuidv7";
import type { Content } from "#worker/domain/induction/content.ts";
import { beginInduction } from "#worker/domain/induction/begin.ts";
import { photoKey } from "#worker/store/files.ts";
import { asOwner } from "../database.ts";
import { makeVisitor, prepare, somebody, type MadeSite } from "../factories.ts";
import { idOf, makeBlock, makeContent, PNG } from "../induction.ts";
import { makeVisit } from "../world.ts";
import { caseOf, type At, type Cases } from "./case.ts";

export const CONTENT = makeContent([makeBlock("heading", "h1"), makeBlock("acknowledgement", "q1", { required: true })]);
/** The same with what a starter leaves for the site. */
export const WITH_GAPS = makeContent([...CONTENT.blocks, makeBlock("text", "t1", { text: { en: "Meet at [assembly point]" } })]);
const NAME = "Rules of the yard";
/** Somebody passed a version of the site. */
export async function makeCompletion(site: MadeSite, answers: object = { [idOf("q1")]: "ticked" }): Promise<{ templateId: string; completionId: string }> {
  const [{ templateId, versionId }, { visitId }, completionId] = [await makeVersion(site), await makeVisit(site), uuidv7()];
  await asOwner()`insert into completion (company_id, id, template_id, version_id, version_number, site_id, person_id, visitor_type, language, drawn, answers, score, out_of, started_at, completed_at, valid_until)
    select company_id, ${completionId}, ${templateId}, ${versionId}, 1, site_id, person_id, 'employee', 'en', '{}', ${JSON.stringify(answers)}::jsonb, 0, 0, now(), now(), now() + interval '1 year'
      from visit where company_id = ${site.companyId} and id = ${visitId}`;
  return { templateId, completionId };
}

const gate = (context: unknown, input: unknown) => [context, env, input];
const inBucket = (context: unknown, input: unknown) => [context, env.FILES, input];

/** Somebody passed a version of the site, and sent a photo with it. */
export async function makeCompletionWithPhoto(site: MadeSite): Promise<{ completionId: string; blockId: string }> {
  const [attemptId, blockId] = [uuidv7(), idOf("ph")];
  await env.FILES.put(`${env.RUN_ID}/${photoKey(site.companyId, attemptId, blockId)}`, PNG, { httpMetadata: { contentType: "image/png" } });
  const { completionId } = await makeCompletion(site, { [blockId]: { photo: { attemptId, mediaType: "image/png", bytes: PNG.length, sha256: "" } } });
  return { completionId, blockId };
}

/** A template of the site with a draft that can be published. */
export async function makeTemplate({ companyId, siteId }: MadeSite, content: Content = CONTENT): Promise<string> {
  const templateId = uuidv7();
  await asOwner()`insert into induction_template (company_id, id, site_id, name, visitor_types, draft) values (${companyId}, ${templateId}, ${siteId}, ${NAME}, '{employee}', ${JSON.stringify(content)}::jsonb)`;
  return templateId;
}

/** A published version of a template of its own; live where nothing else of the site is. */
export async function makeVersion(site: MadeSite, content: Content = CONTENT): Promise<{ templateId: string; versionId: string }> {
  const [templateId, versionId] = [await makeTemplate(site), uuidv7()];
  await asOwner()`insert into induction_version (company_id, id, template_id, site_id, number, content, redo, published_by, published_at)
    select ${site.companyId}, ${versionId}, ${templateId}, ${site.siteId}, 1, ${JSON.stringify(content)}::jsonb, false, id, now() from member where company_id = ${site.companyId} limit 1`;
  return { templateId, versionId };
}

export async function makeLive(site: MadeSite): Promise<{ templateId: string }> {
  const { templateId, versionId } = await makeVersion(site);
  await asOwner()`delete from live_induction where company_id = ${site.companyId}`;
  await asOwner()`insert into live_induction (company_id, template_id, visitor_type, site_id, version_id) values (${site.companyId}, ${templateId}, 'employee', ${site.siteId}, ${versionId})`;
  return { templateId };
}

export const noneLive = ({ site }: Pick<At, "site">) => asOwner()`delete from live_induction where company_id = ${site.companyId}`;

/** Somebody who stands before the last step. */
export async function makeAttempt({ site }: Pick<At, "site">) {
  const { versionId } = await makeVersion(site);
  const { visitId, signOutToken } = prepare();
  await beginInduction(makeVisitor(site), { visitId, versionId, languages: ["en"], comer: { kind: "typed", typed: somebody() } });
  return { attemptId: visitId, signOutToken };
}

export const INDUCTION_CASES: Cases = {
  getInductions: { by: "member", sees: ({ site }) => site.siteId },
  getInductionsToChange: { by: "member", sees: ({ site }) => site.siteId },
  getInduction: { by: "member", input: async ({ site }) => ({ templateId: await makeTemplate(site) }), sees: () => NAME },
  getInductionToChange: { by: "member", input: async ({ site }) => ({ templateId: await makeTemplate(site) }), sees: () => NAME },
  getInductionVersion: { by: "member", input: async ({ site }) => ({ versionId: (await makeVersion(site)).versionId }) },
  listCompletions: { by: "member", input: async ({ site }) => ({ templateId: (await makeCompletion(site)).templateId }), sees: ({ site }) => site.name },
  getCompletion: { by: "member", input: async ({ site }) => ({ completionId: (await makeCompletion(site)).completionId }), sees: ({ site }) => site.name },
  createInduction: {
    by: "member",
    event: "induction.created",
    input: ({ site }) => ({ templateId: uuidv7(), siteId: site.siteId, name: NAME, visitorTypes: ["visitor"], from: "nothing" }),
    makes: ["templateId"],
    crossed: { templateId: "own" },
    beyond: "NOT_FOUND",
    plain: [NAME],
  },
  "createInduction, a copy": {
    by: "member",
    event: "induction.created",
    input: async ({ site }) => ({ templateId: uuidv7(), siteId: site.siteId, name: NAME, visitorTypes: ["visitor"], from: { copyOf: await makeTemplate(site) } }),
    makes: ["templateId"],
    crossed: { templateId: "own" },
    beyond: "NOT_FOUND",
    plain: [NAME],
  },
  "createInduction, of what could not be saved": {
    by: "member",
    event: "induction.created",
    input: ({ site }) => ({ templateId: uuidv7(), siteId: site.siteId, name: NAME, visitorTypes: ["visitor"], from: { draft: CONTENT } }),
    makes: ["templateId"],
    crossed: { templateId: "own" },
    beyond: "NOT_FOUND",
    plain: [NAME],
  },
  fillGaps: {
    by: "member",
    event: "induction.draft-saved",
    input: async ({ site }) => ({ templateId: await makeTemplate(site, WITH_GAPS), facts: { "assembly-point": "The car park" } }),
  },
  saveInductionDraft: {
    by: "member",
    event: "induction.draft-saved",
    input: async ({ site }) => ({ templateId: await makeTemplate(site), draftNumber: 1, name: `${NAME}, new`, visitorTypes: ["visitor"], draft: CONTENT }),
    plain: [`${NAME}, new`],
  },
  publishInduction: caseOf({
    by: "member",
    event: "induction.published",
    input: async ({ site }) => ({ templateId: await makeTemplate(site), draftNumber: 1, versionId: uuidv7(), redo: true }),
    args: gate,
    makes: ["versionId"],
    crossed: { versionId: "own" },
    after: noneLive,
  }),
  withdrawInduction: caseOf({ by: "member", event: "induction.withdrawn", input: ({ site }) => makeLive(site), args: gate, after: noneLive }),
  beginInduction: {
    by: "visitor",
    input: async ({ site }) => ({ visitId: prepare().visitId, versionId: (await makeVersion(site)).versionId, languages: ["en"], comer: { kind: "typed", typed: somebody() } }),
    makes: ["visitId"],
    crossed: { visitId: "own" },
    misled: "own",
  },
  getStep: { by: "visitor", input: async (at) => ({ attemptId: (await makeAttempt(at)).attemptId }), misled: "own" },
  chooseLanguage: { by: "visitor", input: async (at) => ({ attemptId: (await makeAttempt(at)).attemptId, language: "en" }), misled: "own" },
  keepDraft: caseOf({ by: "visitor", input: async (at) => ({ attemptId: (await makeAttempt(at)).attemptId, step: 0, form: {} }), misled: "own", args: inBucket }),
  openPhoto: caseOf({ by: "member", input: ({ site }) => makeCompletionWithPhoto(site), args: inBucket }),
  answerStep: caseOf({
    by: "visitor",
    event: "visit.signed-in",
    input: async (at) => ({ ...(await makeAttempt(at)), step: 0, form: { [idOf("q1")]: ["ticked"] }, earlierToken: null }),
    // Drawn by us from the visit's id, which is the attempt's.
    makes: ["signOutToken"],
    crossed: { signOutToken: "fails" },
    args: inBucket,
  }),
};
