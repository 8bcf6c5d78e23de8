import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import type { MemberContext } from "#worker/context.ts";
import { createInduction } from "#worker/domain/induction/create.ts";
import { fillGaps } from "#worker/domain/induction/fill-gaps.ts";
import { gapsOf, questionsOf } from "#worker/domain/induction/gaps.ts";
import { getInduction, getInductionToChange } from "#worker/domain/induction/get.ts";
import { publishInduction } from "#worker/domain/induction/publish.ts";
import { saveInductionDraft } from "#worker/domain/induction/save-draft.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, type MadeSite } from "#worker/testing/factories.ts";
import { makeBlock, makeContent } from "#worker/testing/induction.ts";

/** An induction that begins from a starter. */
async function begun(siteId: string | null = null, siteCount = 1) {
  const company = await makeCompany(siteCount);
  const admin = await makeMember(company, "admin");
  const templateId = uuidv7();
  await createInduction(admin, { templateId, siteId: siteId === null ? null : company.sites[0].siteId, name: "Site rules", visitorTypes: ["contractor"], from: "construction" });
  return { company, admin, templateId };
}

const publish = async (admin: MemberContext, templateId: string, own: { withGaps?: boolean } = {}) => {
  const { draftNumber } = await getInduction(admin, { templateId });
  return publishInduction(admin, env, { templateId, draftNumber, versionId: uuidv7(), redo: false, ...own });
};

const allFacts = async (admin: MemberContext, templateId: string) => {
  const { draft } = await getInduction(admin, { templateId });
  return Object.fromEntries(questionsOf(draft).flatMap(({ questions }) => questions.map(({ id }) => [id, "By the hut"])));
};

describe("the facts of a site", () => {
  it("go into every gap that they are for, as one save, and the rest stays", async () => {
    const { admin, templateId } = await begun();
    const before = await getInduction(admin, { templateId });
    expect(await fillGaps(admin, { templateId, facts: { "assembly-point": " The car  park ", company: "" } })).toBe(true);
    const { draft, draftNumber } = await getInduction(admin, { templateId });
    expect(JSON.stringify(draft)).toContain("**The car park**");
    expect(gapsOf(draft).map(({ id }) => id)).toEqual(gapsOf(before.draft).map(({ id }) => id).filter((id) => id !== "assembly-point"));
    expect(draftNumber).toBe(before.draftNumber + 1);
    expect(await fillGaps(admin, { templateId, facts: { "assembly-point": "Elsewhere" } })).toBe(false);
  });

  it("are refused by their field where they can't be kept", async () => {
    const { admin, templateId } = await begun();
    await expect(fillGaps(admin, { templateId, facts: { company: "x".repeat(201) } })).rejects.toMatchObject({ code: "INVALID_INPUT", fields: { "facts.company": "Use 200 characters or fewer" } });
    await expect(fillGaps(admin, { templateId, facts: { nonsense: "x" } })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(fillGaps(admin, { templateId: uuidv7(), facts: {} })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("are refused where a text would be too long with them", async () => {
    const { admin, templateId } = await begun();
    const draft = makeContent([makeBlock("heading", "h", { text: { en: `${"x".repeat(150)} [assembly point]` } })]);
    await saveInductionDraft(admin, { templateId, draftNumber: 1, name: "Site rules", visitorTypes: ["contractor"], draft });
    await expect(fillGaps(admin, { templateId, facts: { "assembly-point": "y".repeat(60) } })).rejects.toMatchObject({ code: "INVALID_INPUT", fields: { form: "A text of the induction would be too long with these: use fewer words" } });
  });

  it("are known of the induction's own site, or of the only open one, and of none where there are several", async () => {
    const placeOf = async ({ admin, templateId }: Awaited<ReturnType<typeof begun>>) => (await getInductionToChange(admin, { templateId })).place?.name ?? null;
    const [own, only, several] = [await begun("its own", 2), await begun(null, 2), await begun(null, 2)];
    const [first, second] = only.company.sites as unknown as [MadeSite, MadeSite];
    await asOwner()`update site set closed_at = now() where company_id = ${only.company.companyId} and id = ${second.siteId}`;
    expect([await placeOf(own), await placeOf(only), await placeOf(several)]).toEqual([own.company.sites[0].name, first.name, null]);
  });
});

describe("publishing with gaps", () => {
  it("is refused with a sentence, and publishes nothing, unless somebody says so", async () => {
    const { admin, templateId } = await begun();
    for (const own of [{}, { withGaps: false }]) await expect(publish(admin, templateId, own)).rejects.toMatchObject({ code: "INVALID_INPUT", fields: { withGaps: "Fill the gaps in, or tick that you publish it with them" } });
    expect(await getInduction(admin, { templateId })).toMatchObject({ publishedNumber: 0, liveNumber: null });
    expect(await publish(admin, templateId, { withGaps: true })).toEqual({ outcome: "published", number: 1 });
  });

  it("needs nobody's word once they are filled in, nor for brackets of somebody's own", async () => {
    const { admin, templateId } = await begun();
    await fillGaps(admin, { templateId, facts: await allFacts(admin, templateId) });
    const { draft, draftNumber } = await getInduction(admin, { templateId });
    const blocks = [...draft.blocks, makeBlock("text", "own", { text: { en: "Wear boots [steel caps]. See [site name](https://x.nz)." } })];
    await saveInductionDraft(admin, { templateId, draftNumber, name: "Site rules", visitorTypes: ["contractor"], draft: { ...draft, blocks } });
    expect(await publish(admin, templateId)).toEqual({ outcome: "published", number: 1 });
  });
});

it("keeps what somebody could not save as an induction of its own, once", async () => {
  const { admin, templateId } = await begun();
  const { draft } = await getInduction(admin, { templateId });
  const mine = { ...draft, title: { en: "Mine" } };
  const input = { templateId: uuidv7(), siteId: null, name: "Site rules (copy)", visitorTypes: ["contractor" as const], from: { draft: mine } };
  expect([await createInduction(admin, input), await createInduction(admin, input)]).toEqual([true, false]);
  expect(await getInduction(admin, { templateId: input.templateId })).toMatchObject({ name: "Site rules (copy)", draft: mine, publishedNumber: 0 });
  await expect(createInduction(admin, { ...input, templateId: uuidv7(), from: { draft: { ...mine, blocks: [{ kind: "gift" }] } as unknown as typeof mine } })).rejects.toMatchObject({ code: "INVALID_INPUT" });
});
