/** The boards of the sites. */
import { env } from "cloudflare:workers";
import { uuidv7 } from "uuidv7";
import { asOwner } from "../database.ts";
import type { MadeSite } from "../factories.ts";
import { caseOf, type Cases } from "./case.ts";
import type { RouteCases } from "./route-case.ts";

const TITLE = "Open trench behind block B";
const described = { kind: "hazard" as const, severity: "high" as const, title: TITLE, text: "Keep to the path.", fromOn: "2026-01-01", toOn: null };
const gate = (context: unknown, input: unknown) => [context, env, input];

export async function makeNotice({ companyId, siteId, name }: MadeSite): Promise<string> {
  const id = uuidv7();
  await asOwner()`insert into notice (company_id, id, site_id, kind, severity, title, text, from_on, put_up_by, put_up_at)
    select ${companyId}, ${id}, ${siteId}, 'hazard', 'high', ${`Trench ${name}`}, '', '2026-01-01', id, now() from member where company_id = ${companyId} limit 1`;
  return id;
}

export const NOTICE_CASES: Cases = {
  getNotices: { by: "member" },
  getBoardPlaces: { by: "member", sees: ({ site }) => site.siteId },
  putUpNotice: caseOf({
    by: "member",
    event: "notice.put-up",
    input: ({ site }) => ({ noticeId: uuidv7(), siteId: site.siteId, ...described }),
    args: gate,
    makes: ["noticeId"],
    crossed: { noticeId: "own" },
    beyond: "NOT_FOUND",
    plain: [TITLE, described.text],
  }),
  takeNoticeDown: caseOf({ by: "member", event: "notice.taken-down", input: async ({ site }) => ({ noticeId: await makeNotice(site) }), args: gate }),
};

const form = ({ siteId }: MadeSite) => ({ noticeId: uuidv7(), siteId, what: "high", title: TITLE, text: "", fromOn: "2026-01-01", toOn: "" });

export const NOTICE_ROUTES: RouteCases = {
  "GET /board": { needs: "notice.list", ok: 200, send: () => ({ path: "/board" }) },
  "POST /board": { needs: "notice.change", ok: 303, foreign: 404, on: ({ form: sent }) => `/board?ask=${String(sent?.["noticeId"])}`, send: async ({ site }) => ({ path: "/board", form: { noticeId: await makeNotice(site) } }) },
  "GET /board/new": { needs: "notice.change", ok: 200, send: () => ({ path: "/board/new" }) },
  "POST /board/new": { needs: "notice.change", ok: 303, foreign: 404, on: () => "/board/new", send: ({ site }) => ({ path: "/board/new", form: form(site) }) },
};
