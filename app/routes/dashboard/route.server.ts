import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember } from "#app/door.server.ts";
import { calendarDay, dayOf, daysBefore, isEarlierDay, since } from "#app/routes/office/times.server.ts";
import { getOverview } from "#worker/domain/visit/list.ts";

const DAYS = 14;

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
        sites: overview.sites.map(({ id, name, closedAt, onSite, signedInToday, sinceEarlier }) => ({ id, name, isClosed: closedAt !== null, onSite, signedInToday, sinceEarlier })),
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
