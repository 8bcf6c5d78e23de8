import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { addressWith, readQuery } from "#app/routes/office/query.server.ts";
import { calendarDay, dated } from "#app/routes/office/times.server.ts";
import { getBans } from "#worker/domain/ban/list.ts";
import { liftBan } from "#worker/domain/ban/make.ts";
import type { BanLine } from "#worker/store/bans.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const bans = await getBans(member);
    const { claims, entered, request } = member;
    const { timeZone, siteIds } = { ...claims, siteIds: null, ...entered };
    const describe = ({ id, siteId, siteName, name, phone, reason, untilOn, state, onSiteId, ...ban }: BanLine) => ({
      id,
      name,
      phone,
      reason,
      state,
      onSiteId,
      where: siteName ?? "All sites",
      until: untilOn && calendarDay(untilOn, true),
      banned: dated(ban.bannedAt, request.now, timeZone),
      bannedByName: ban.bannedByName,
      lifted: ban.liftedAt && dated(ban.liftedAt, request.now, timeZone),
      liftedByName: ban.liftedByName,
      // One from all sites is not a site manager's to lift.
      mayLift: state === "holds" && (siteId !== null || siteIds === null),
    });
    return json({ asking: query("lift") ?? null, outcome: query("done") ?? null, bans: bans.map(describe) }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["banId"]);
    const isLifted = await liftBan(member, asked.context.env, { banId: field("banId") });
    return redirect(addressWith("/bans", { done: isLifted ? "lifted" : "unchanged" }), { status: 303, headers: NO_STORE });
  });
}
