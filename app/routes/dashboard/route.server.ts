import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember } from "#app/door.server.ts";
import { calendarDay, dayOf, daysBefore, isEarlierDay, since } from "#app/routes/office/times.server.ts";
import { ROLE_LABELS } from "#app/routes/office/words.ts";
import type { MemberContext } from "#worker/context.ts";
import { getOverview } from "#worker/domain/visit/list.ts";
import { may } from "#worker/permissions.ts";
import type { Welcome } from "./first-steps.tsx";

const DAYS = 14;

/** After a sign-up or an invitation, for as long as the address says so. */
function welcomeOf(request: Request, { claims }: MemberContext): Welcome | null {
  const as = new URL(request.url).searchParams.get("welcome");
  if (as !== "member" && !(as === "company" && claims.role === "owner")) return null;
  return { as, companyName: claims.companyName, roleLabel: ROLE_LABELS[claims.role] ?? "", mayInvite: may(claims.role, "member.invite"), mayWrite: may(claims.role, "induction.change") };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { now } = member.request;
    const { timeZone } = member.claims;
    const overview = await getOverview(member);
    const today = dayOf(now, timeZone);
    const signInsOn = new Map(overview.days.map(({ on, signIns }) => [on, signIns]));
    const days = Array.from({ length: DAYS }, (_, day) => daysBefore(today, DAYS - 1 - day));
    return json(
      {
        asAt: since(now, now, timeZone),
        welcome: welcomeOf(asked.request, member),
        mayAddSite: may((member.entered ?? member.claims).role, "site.change"),
        sites: overview.sites.map(({ id, name, closedAt, onSite, signedInToday, waiting, sinceEarlier }) => ({ id, name, isClosed: closedAt !== null, onSite, signedInToday, waiting, sinceEarlier })),
        days: days.map((on) => ({ label: calendarDay(on), value: signInsOn.get(on) ?? 0 })),
        latest: overview.latest.map((visit) => ({
          id: visit.id,
          name: visit.name,
          employer: visit.employer,
          visitorType: visit.visitorType,
          siteName: visit.siteName,
          since: since(visit.signedInAt, now, visit.timeZone),
          isEarlier: isEarlierDay(visit.signedInAt, now, visit.timeZone),
        })),
      },
      { headers: { "Cache-Control": "no-store" } },
    );
  });
}
