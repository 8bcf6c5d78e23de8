import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { calendarDay, dated } from "#app/routes/office/times.server.ts";
import { addressWith, readQuery } from "#app/routes/office/query.server.ts";
import { getNotices } from "#worker/domain/notice/list.ts";
import { takeNoticeDown } from "#worker/domain/notice/put-up.ts";
import { may } from "#worker/permissions.ts";
import type { NoticeLine } from "#worker/store/notices.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const notices = await getNotices(member);
    const { claims, entered, request } = member;
    const { role, timeZone, siteIds } = { ...claims, siteIds: null, ...entered };
    const mayChange = may(role, "notice.change");
    const describe = (notice: NoticeLine) => ({
      id: notice.id,
      kind: notice.kind,
      severity: notice.severity,
      title: notice.title,
      text: notice.text,
      state: notice.state,
      where: notice.siteName ?? "All sites",
      days: daysOf(notice),
      putUp: dated(notice.putUpAt, request.now, timeZone),
      putUpByName: notice.putUpByName,
      takenDown: notice.takenDownAt && dated(notice.takenDownAt, request.now, timeZone),
      readBy: notice.readBy,
      // What stands at all sites is not a site manager's to take down.
      mayTakeDown: mayChange && (notice.siteId !== null || siteIds === null) && (notice.state === "up" || notice.state === "to-come"),
    });
    return json({ mayChange, asking: query("ask") ?? null, outcome: query("done") ?? null, notices: notices.map(describe) }, { headers: NO_STORE });
  });
}

function daysOf({ fromOn, toOn }: NoticeLine): string {
  if (!toOn) return `From ${calendarDay(fromOn, true)}, until it is taken down`;
  return fromOn === toOn ? calendarDay(fromOn, true) : `${calendarDay(fromOn, true)} to ${calendarDay(toOn, true)}`;
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["noticeId"]);
    const isDown = await takeNoticeDown(member, asked.context.env, { noticeId: field("noticeId") });
    return redirect(addressWith("/board", { done: isDown ? "down" : "unchanged" }), { status: 303, headers: NO_STORE });
  });
}
