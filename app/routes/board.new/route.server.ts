import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { dayOf } from "#app/routes/office/times.server.ts";
import { getBoardPlaces } from "#worker/domain/notice/list.ts";
import { putUpNotice } from "#worker/domain/notice/put-up.ts";
import type { Severity } from "#worker/domain/notice/schemas.ts";
import { DomainError } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const sites = await getBoardPlaces(member);
    const { timeZone } = member.entered ?? member.claims;
    return json({ noticeId: member.request.makeId(), sites, mayForAll: member.entered?.siteIds === null, today: dayOf(member.request.now, timeZone) }, { headers: NO_STORE });
  });
}

const FIELDS = ["noticeId", "siteId", "what", "title", "text", "fromOn", "toOn"] as const;

/** What is chosen as one thing on the page. */
const WHATS: Record<string, { kind: "hazard" | "notice"; severity: Severity }> = {
  high: { kind: "hazard", severity: "high" },
  medium: { kind: "hazard", severity: "medium" },
  low: { kind: "hazard", severity: "low" },
  notice: { kind: "notice", severity: "low" },
};

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, FIELDS);
    const typed = { siteId: field("siteId"), what: field("what"), title: field("title"), text: field("text"), fromOn: field("fromOn"), toOn: field("toOn") };
    // What is none of these is refused together with what else is to be mended.
    const what = WHATS[typed.what] ?? ({ kind: typed.what, severity: "low" } as { kind: "notice"; severity: Severity });
    try {
      const { siteId, title, text, fromOn, toOn } = typed;
      await putUpNotice(member, asked.context.env, { noticeId: field("noticeId"), siteId: siteId === "" ? null : siteId, ...what, title, text, fromOn, toOn: toOn === "" ? null : toOn });
      return redirect("/board?done=up", { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error instanceof DomainError ? named(error) : error, typed, asked.context);
    }
  });
}

/** The page asks for kind and severity as one thing. */
function named(error: DomainError): DomainError {
  const { kind, ...fields } = error.fields;
  return kind ? new DomainError(error.code, { fields: { what: kind, ...fields } }) : error;
}
