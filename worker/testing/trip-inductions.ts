/** The trips of the office's pages of inductions. */
import { uuidv7 } from "uuidv7";
import { writeSession } from "#worker/http/session-cookie.ts";
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

export const INDUCTIONS: Record<string, Case[]> = {
  "GET /inductions": [look("/inductions"), stranger("/inductions")],
  "GET /inductions/new": [look("/inductions/new"), stranger("/inductions/new")],
  "POST /inductions/new": [
    { when: "one is made", trips: 1, status: 303, send: asked(newForm("Yard")) },
    { when: "a name is missing, and the page again", trips: 1, status: 400, send: asked(newForm("")) },
  ],
};
