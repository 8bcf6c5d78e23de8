import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { calendarDay, dated, dayOf, daysBefore } from "#app/routes/office/times.server.ts";
import { getExports } from "#worker/domain/export/list.ts";
import { requestExport } from "#worker/domain/export/request.ts";
import { may } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };
const USUAL_DAYS = 30;

const FAILURES: Record<string, string> = {
  attempts_used_up: "It was tried several times and did not succeed.",
  requester_may_not: "Whoever asked for it may not export any more.",
  company_suspended: "The company was paused before it was done. Ask for it again.",
  switched_off: "Exports were switched off for everybody. Ask for it again when they are back.",
};

type Export = Awaited<ReturnType<typeof getExports>>["exports"][number];

function describe(one: Export, now: Date, timeZone: string) {
  const { id, siteId, siteName, fromOn, toOn, state, rowsTotal, rowsWritten, fileBytes, requestedByName } = one;
  return {
    id,
    siteId: siteId ?? "",
    what: siteName ?? "All sites",
    fromOn,
    toOn,
    days: fromOn === toOn ? calendarDay(fromOn, true) : `${calendarDay(fromOn, true)} to ${calendarDay(toOn, true)}`,
    state,
    rowsTotal,
    rowsWritten,
    fileBytes,
    requestedByName,
    requested: dated(one.requestedAt, now, timeZone),
    failure: state === "failed" ? (FAILURES[one.failure ?? ""] ?? "It could not be made.") : null,
  };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { now } = member.request;
    const { timeZone } = member.claims;
    const { exports, sites } = await getExports(member);
    const today = dayOf(now, timeZone);
    return json(
      {
        formId: member.request.makeId(),
        usual: { fromOn: daysBefore(today, USUAL_DAYS - 1), toOn: today },
        isAsked: new URL(asked.request.url).searchParams.has("asked"),
        mayRequest: may((member.entered ?? member.claims).role, "export.request"),
        sites: sites.map(({ id, name }) => ({ id, name })),
        exports: exports.map((one) => describe(one, now, timeZone)),
      },
      { headers: NO_STORE },
    );
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["id", "siteId", "fromOn", "toOn"]);
    const id = field("id") || undefined;
    const typed = { siteId: field("siteId"), fromOn: field("fromOn"), toOn: field("toOn") };
    try {
      await requestExport(member, asked.context.env.JOBS, { id, ...typed, format: "csv" });
    } catch (error) {
      return refuse(error, typed, asked.context);
    }
    return redirect("/exports?asked", { status: 303, headers: NO_STORE });
  });
}
