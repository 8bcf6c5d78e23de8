/** The office's routes of inductions. */
import type { At } from "./case.ts";
import type { RouteCases } from "./route-case.ts";

const described = { name: "Rules of the yard", visitorTypes: ["visitor"] };

const newForm = (from: string) => ({ actor, site }: At) => ({ path: "/inductions/new", form: { ...described, templateId: actor.request.makeId(), siteId: site.siteId, from } });

export const INDUCTION_ROUTES: RouteCases = {
  "GET /inductions": { needs: "induction.list", ok: 200, send: () => ({ path: "/inductions" }) },
  "GET /inductions/new": { needs: "induction.change", ok: 200, send: () => ({ path: "/inductions/new" }) },
  "POST /inductions/new": { needs: "induction.change", ok: 303, foreign: 404, on: ({ path }) => path, send: newForm("office") },
};
