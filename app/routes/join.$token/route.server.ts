import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readForm, toResponse } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { letIn, logOutAndBack } from "#app/routes/entrance/let-in.server.ts";
import { findBehindLink } from "#app/routes/entrance/behind-link.server.ts";
import { getInvite, joinCompany } from "#worker/domain/member/join.ts";

const STATUS = { open: 200, expired: 410, used: 410, revoked: 410, suspended: 403 } as const;

/** The day and hour in New Zealand: whose company it is, this page may not yet know the time zone of. */
const clock = new Intl.DateTimeFormat("en-NZ", { timeZone: "Pacific/Auckland", weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });

export async function loader({ params, context }: LoaderFunctionArgs) {
  const token = params.token ?? "";
  const found = await findBehindLink(getInvite(context.request, { token }), context);
  const invite = found && { ...found, expiresAt: clock.format(found.expiresAt) };
  return json(
    { invite, path: `/join/${token}`, isLoggedIn: context.member !== null },
    { status: found ? STATUS[found.state] : 404, headers: { "Cache-Control": "no-store" } },
  );
}

export async function action(asked: ActionFunctionArgs) {
  const { request, params, context } = asked;
  const field = await readForm(request, ["intent", "name", "newPassword"]).catch((error: unknown) => {
    throw toResponse(error, context);
  });
  const token = params.token ?? "";
  const name = field("name");
  if (field("intent") === "other") return logOutAndBack(context, `/join/${token}`);
  try {
    // With a password it is a new log-in, whoever else's session is in this browser.
    const isNew = field("intent") === "new";
    const replaced = isNew ? null : context.member;
    const claims = await joinCompany(context.request, isNew ? { token, name, newPassword: field("newPassword") } : { token, name }, replaced);
    return await letIn(asked, { claims, replaced }, "/dashboard?welcome=member");
  } catch (error) {
    return refuse(error, { name }, context);
  }
}
