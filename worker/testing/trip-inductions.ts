/** The trips of the office's pages of inductions. */
import { uuidv7 } from "uuidv7";
import { writeSession } from "#worker/http/session-cookie.ts";
import { CONTENT, makeCompletion, makeCompletionWithPhoto, makeLive, makeTemplate, makeVersion, WITH_GAPS } from "./cases/induction.ts";
import { makeCompany, makeMember, makeRequest, type MadeSite } from "./factories.ts";
import type { Case, Sent } from "./trip-case.ts";

/** Asked by an admin of a new company, of its site. */
const asked = (send: (site: MadeSite) => Promise<Sent> | Sent) => async (): Promise<Sent> => {
  const company = await makeCompany();
  const { claims } = await makeMember(company, "admin");
  const cookie = (await writeSession(makeRequest(), claims)).split(";")[0] ?? "";
  return { ...(await send(company.sites[0])), cookie };
};

const look = (path: string): Case => ({ when: "a member looks", trips: 1, status: 200, send: asked(() => ({ path })) });
const stranger = (path: string): Case => ({ when: "a stranger looks", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path }) });

const newForm = (name: string) => ({ siteId }: MadeSite) => ({ path: "/inductions/new", form: { templateId: uuidv7(), name, siteId, visitorTypes: "visitor", from: "office" } });

const save = (draftNumber: string, draft = JSON.stringify(CONTENT)) => async (site: MadeSite) => ({
  path: `/inductions/${await makeTemplate(site)}?_data=routes/inductions.$id/route`,
  form: { intent: "save", draftNumber, name: "Yard", visitorTypes: "visitor", draft },
});

const publish = (draftNumber: string) => async (site: MadeSite) => ({ path: `/inductions/${await makeTemplate(site)}/publish`, form: { intent: "publish", draftNumber, versionId: uuidv7(), redo: "no" } });

const facts = (form: Record<string, string>) => async (site: MadeSite) => ({ path: `/inductions/${await makeTemplate(site, WITH_GAPS)}/gaps`, form });

const completions = (query: string) => async (site: MadeSite) => ({ path: `/inductions/${(await makeCompletion(site)).templateId}/completions${query}` });

export const INDUCTIONS: Record<string, Case[]> = {
  "GET /inductions": [look("/inductions"), stranger("/inductions")],
  "GET /inductions/new": [look("/inductions/new"), stranger("/inductions/new")],
  "POST /inductions/new": [
    { when: "one is made", trips: 1, status: 303, send: asked(newForm("Yard")) },
    { when: "a name is missing, and the page again", trips: 1, status: 400, send: asked(newForm("")) },
  ],
  "GET /inductions/:id/gaps": [{ when: "a member looks", trips: 1, status: 200, send: asked(async (site) => ({ path: `/inductions/${await makeTemplate(site, WITH_GAPS)}/gaps` })) }],
  "POST /inductions/:id/gaps": [
    { when: "facts are put in", trips: 2, because: "the draft is read, and saved with the facts in it", status: 303, send: asked(facts({ "assembly-point": "The car park" })) },
    { when: "nothing is put in", trips: 1, status: 303, send: asked(facts({ "assembly-point": "" })) },
    { when: "a fact that is too long, and the page again", trips: 1, status: 400, send: asked(facts({ "assembly-point": "x".repeat(201) })) },
  ],
  "GET /inductions/:id": [
    { when: "a member looks", trips: 1, status: 200, send: asked(async (site) => ({ path: `/inductions/${await makeTemplate(site)}` })) },
    { when: "one of another company", trips: 1, status: 404, send: asked(async () => ({ path: `/inductions/${await makeTemplate((await makeCompany()).sites[0])}` })) },
  ],
  "POST /inductions/:id": [
    { when: "an autosave", trips: 1, status: 200, send: asked(save("1")) },
    { when: "an autosave of a draft that somebody else has changed", trips: 1, status: 409, send: asked(save("7")) },
    { when: "a draft that can't be kept", trips: 0, because: "refused before the database is asked", status: 400, send: asked(save("2", "{}")) },
  ],
  "GET /inductions/:id/texts": [{ when: "a language that it has not", trips: 1, status: 404, send: asked(async (site) => ({ path: `/inductions/${await makeTemplate(site)}/texts?language=mi` })) }],
  "POST /inductions/:id/texts": [{ when: "a language that it has not", trips: 1, status: 404, send: asked(async (site) => ({ path: `/inductions/${await makeTemplate(site)}/texts?language=mi`, form: { csv: "" } })) }],
  "GET /inductions/:id/publish": [{ when: "a member looks", trips: 1, status: 200, send: asked(async (site) => ({ path: `/inductions/${await makeTemplate(site)}/publish` })) }],
  "POST /inductions/:id/publish": [
    { when: "it is published", trips: 2, ofObject: 1, because: "what must be fixed is read out of the draft first; the site's object reads the site again", status: 303, send: asked(publish("1")) },
    { when: "gaps are open and nobody said so", trips: 2, because: "the draft is read first; the page comes again with its gaps", status: 400, send: asked(async (site) => ({ path: `/inductions/${await makeTemplate(site, WITH_GAPS)}/publish`, form: { intent: "publish", draftNumber: "1", versionId: uuidv7(), redo: "no" } })) },
    { when: "somebody has changed it since", trips: 3, because: "the page comes again and tells what is so now", status: 409, send: asked(publish("7")) },
    { when: "a withdrawal", trips: 1, ofObject: 1, because: "the site's object reads the site again, so that the gate knows at once", status: 303, send: asked(async (site) => ({ path: `/inductions/${(await makeLive(site)).templateId}/publish`, form: { intent: "withdraw" } })) },
  ],
  "GET /inductions/:id/versions/:versionId": [
    {
      when: "a member looks", trips: 1, status: 200,
      send: asked(async (site) => {
        const { templateId, versionId } = await makeVersion(site);
        return { path: `/inductions/${templateId}/versions/${versionId}` };
      }),
    },
  ],
  "GET /inductions/:id/completions": [
    { when: "a member looks", trips: 1, status: 200, send: asked(completions("")) },
    { when: "with a filter", trips: 1, status: 200, send: asked(completions("?standing=valid")) },
    { when: "with one that is none of ours", trips: 0, because: "refused before the database is asked", status: 404, send: asked(completions("?standing=new")) },
  ],
  "GET /completions/:id/photos/:blockId": [
    {
      when: "a member looks", trips: 1, status: 200,
      send: asked(async (site) => {
        const { completionId, blockId } = await makeCompletionWithPhoto(site);
        return { path: `/completions/${completionId}/photos/${blockId}` };
      }),
    },
    stranger(`/completions/${uuidv7()}/photos/q1zzzzzz`),
  ],
  "GET /completions/:id": [{ when: "a member looks", trips: 1, status: 200, send: asked(async (site) => ({ path: `/completions/${(await makeCompletion(site)).completionId}` })) }],
};
