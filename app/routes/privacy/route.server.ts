import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember } from "#app/door.server.ts";
import { readQuery } from "#app/routes/office/query.server.ts";
import { calendarDay, dated, dayOf } from "#app/routes/office/times.server.ts";
import { phoneText } from "#app/routes/office/words.ts";
import { workingDaysLeft } from "#worker/domain/privacy/working-days.ts";
import { getRequests } from "#worker/domain/privacy/work.ts";
import type { RequestLine } from "#worker/store/privacy.ts";
import { describeClock } from "./clock.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const isAnswered = readQuery(asked.request)("show") === "answered";
    const { timeZone, openCount, requests } = await getRequests(member, { isAnswered });
    const { now } = member.request;
    const describe = ({ id, kind, state, name, phone, askedAt, dueOn, answeredAt, answeredByName }: RequestLine) => ({
      id,
      kind,
      state,
      name,
      phone: phoneText(phone),
      asked: dated(new Date(askedAt), now, timeZone),
      due: calendarDay(dueOn, true),
      clock: describeClock(workingDaysLeft(dueOn, dayOf(now, timeZone)), dueOn < dayOf(now, timeZone)),
      answered: answeredAt && dated(new Date(answeredAt), now, timeZone),
      answeredByName,
    });
    return json({ isAnswered, openCount, requests: requests.map(describe) }, { headers: NO_STORE });
  });
}
