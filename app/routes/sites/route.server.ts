import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { makeQr } from "#app/routes/office/qr.server.ts";
import { dated } from "#app/routes/office/times.server.ts";
import { addressWith, readQuery } from "#app/routes/office/query.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { changeLink } from "#worker/domain/site/change-link.ts";
import { closeSite } from "#worker/domain/site/close.ts";
import { getSites, type SiteListed } from "#worker/domain/site/list.ts";
import { reopenSite } from "#worker/domain/site/reopen.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { may } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };

function describe(site: SiteListed, env: Env, now: Date) {
  const { id, name, address, onSite, linkId, signInPath, timeZone } = site;
  const url = signInPath ? `${env.APP_ORIGIN}${signInPath}` : null;
  return {
    id,
    name,
    address,
    onSite,
    closed: site.closedAt && dated(site.closedAt, now, timeZone),
    link: url && linkId ? { id: linkId, url, made: site.linkMadeAt && dated(site.linkMadeAt, now, timeZone), qr: makeQr(url) } : null,
  };
}

const INTENTS = ["replace", "close", "reopen"] as const;
export type Intent = (typeof INTENTS)[number];

const findIntent = (text: string | undefined): Intent | null => INTENTS.find((one) => one === text) ?? null;

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const sites = await getSites(member);
    const intent = findIntent(query("ask"));
    return json(
      {
        companyName: member.claims.companyName,
        mayChange: may((member.entered ?? member.claims).role, "site.change"),
        maySetRules: may((member.entered ?? member.claims).role, "rule.change"),
        poster: query("poster") ?? null,
        /** The question of a page without script, and what came of the last answer. */
        asking: intent && { intent, siteId: query("site") ?? "" },
        outcome: query("done") ?? null,
        sites: sites.map((site) => describe(site, asked.context.env, member.request.now)),
      },
      { headers: NO_STORE },
    );
  });
}

async function change(member: MemberContext, env: Env, intent: Intent, siteId: string, seenLinkId: string): Promise<boolean> {
  if (intent === "close") return closeSite(member, env, { siteId });
  if (intent === "reopen") return reopenSite(member, env, { siteId });
  try {
    await changeLink(member, env, { siteId, seenLinkId });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "CONFLICT") return false;
    throw error;
  }
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["intent", "siteId", "seenLinkId"]);
    const intent = findIntent(field("intent"));
    if (!intent) throw new DomainError("INVALID_INPUT");
    const isChanged = await change(member, asked.context.env, intent, field("siteId"), field("seenLinkId"));
    return redirect(addressWith("/sites", { done: isChanged ? intent : "unchanged" }), { status: 303, headers: NO_STORE });
  });
}
