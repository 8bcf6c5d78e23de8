/** The office's routes of inductions. */
import { uuidv7 } from "uuidv7";
import { asOwner } from "../database.ts";
import { CONTENT, makeCompletion, makeCompletionWithPhoto, makeLive, makeTemplate, makeVersion, noneLive, WITH_GAPS } from "./induction.ts";
import type { At } from "./case.ts";
import type { RouteCases } from "./route-case.ts";

const described = { name: "Rules of the yard", visitorTypes: ["visitor"] };

const newForm = (from: string) => ({ actor, site }: At) => ({ path: "/inductions/new", form: { ...described, templateId: actor.request.makeId(), siteId: site.siteId, from } });

/** A template of the site whose draft is written in Māori, too. */
async function makeBilingual({ site }: At): Promise<string> {
  const templateId = await makeTemplate(site);
  await asOwner()`update induction_template set draft = jsonb_set(draft, '{languages}', '["en", "mi"]') where id = ${templateId}`;
  return templateId;
}

const csv = (text: string) => `block,field,en,mi\r\n${text}\r\n`;

export const INDUCTION_ROUTES: RouteCases = {
  "GET /inductions": { needs: "induction.list", ok: 200, send: () => ({ path: "/inductions" }) },
  "GET /inductions/new": { needs: "induction.change", ok: 200, send: () => ({ path: "/inductions/new" }) },
  "POST /inductions/new": { needs: "induction.change", ok: 303, foreign: 404, on: ({ path }) => path, send: newForm("office") },
  "POST /inductions/new, a draft": {
    needs: "induction.change",
    ok: 303,
    foreign: 404,
    send: ({ actor, site }) => ({ path: "/inductions/new", form: { ...described, templateId: actor.request.makeId(), siteId: site.siteId, from: "draft", draft: JSON.stringify(CONTENT) } }),
  },
  "GET /inductions/:id/gaps": { needs: "induction.change", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/inductions/${await makeTemplate(site, WITH_GAPS)}/gaps` }) },
  "POST /inductions/:id/gaps": {
    needs: "induction.change",
    ok: 303,
    foreign: 404,
    on: ({ path }) => path,
    send: async ({ site }) => ({ path: `/inductions/${await makeTemplate(site, WITH_GAPS)}/gaps`, form: { "assembly-point": "The car park" } }),
  },
  "GET /inductions/:id": { needs: "induction.list", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/inductions/${await makeTemplate(site)}` }) },
  "POST /inductions/:id, save": {
    needs: "induction.change",
    ok: 200,
    foreign: 404,
    send: async ({ site }) => ({
      path: `/inductions/${await makeTemplate(site)}?_data=routes%2Finductions.%24id%2Froute`,
      form: { intent: "save", draftNumber: "1", ...described, name: "Rules of the yard, new", draft: JSON.stringify(CONTENT) },
    }),
  },
  "GET /inductions/:id/texts": { needs: "induction.change", ok: 200, foreign: 404, send: async (at) => ({ path: `/inductions/${await makeBilingual(at)}/texts?language=mi` }) },
  "POST /inductions/:id/texts": {
    needs: "induction.change",
    ok: 200,
    foreign: 404,
    send: async (at) => ({ path: `/inductions/${await makeBilingual(at)}/texts?language=mi`, form: { csv: csv("induction,title,Title,Taitara") } }),
  },
  "GET /inductions/:id/publish": { needs: "induction.change", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/inductions/${await makeTemplate(site)}/publish` }) },
  "POST /inductions/:id/publish, publish": {
    needs: "induction.change",
    ok: 303,
    foreign: 404,
    on: ({ path }) => path,
    send: async ({ site }) => {
      await noneLive({ site });
      return { path: `/inductions/${await makeTemplate(site)}/publish`, form: { intent: "publish", draftNumber: "1", versionId: uuidv7(), redo: "no" } };
    },
    after: noneLive,
  },
  "POST /inductions/:id/publish, withdraw": {
    needs: "induction.change",
    ok: 303,
    foreign: 404,
    on: ({ path }) => `${path}?ask=withdraw`,
    send: async ({ site }) => ({ path: `/inductions/${(await makeLive(site)).templateId}/publish`, form: { intent: "withdraw" } }),
    after: noneLive,
  },
  "GET /inductions/:id/versions/:versionId": {
    needs: "induction.list",
    ok: 200,
    foreign: 404,
    send: async ({ site }) => {
      const { templateId, versionId } = await makeVersion(site);
      return { path: `/inductions/${templateId}/versions/${versionId}` };
    },
  },
  "GET /inductions/:id/completions": { needs: "induction.list", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/inductions/${(await makeCompletion(site)).templateId}/completions` }) },
  "GET /completions/:id/photos/:blockId": { needs: "completion.read", ok: 200, foreign: 404, isNoPage: true, strangerTo: /^\/log-in\?ended=1&next=\/inductions$/, send: async ({ site }) => {
    const { completionId, blockId } = await makeCompletionWithPhoto(site);
    return { path: `/completions/${completionId}/photos/${blockId}` };
  } },
  "GET /completions/:id": { needs: "completion.read", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/completions/${(await makeCompletion(site)).completionId}` }) },
};
