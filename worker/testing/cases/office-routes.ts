/** The routes of the office: for members, each by what its operation asks for. */
import { env } from "cloudflare:workers";
import { beginAuthenticator } from "#worker/domain/account/authenticator.ts";
import { makeDownloadToken } from "#worker/domain/export/download.ts";
import { exportFileKey } from "#worker/store/files.ts";
import type { Permission } from "#worker/permissions.ts";
import { asOwner } from "../database.ts";
import { makeActor, makeExport, makeVisit, PASSWORD } from "../world.ts";
import { ASSET_ROUTES } from "./asset.ts";
import { AUDIT_ROUTES } from "./audit.ts";
import { BOOKING_ROUTES } from "./booking.ts";
import { GATE_ROUTES } from "./gate-rules.ts";
import { INDUCTION_ROUTES } from "./induction-routes.ts";
import { ENTRY_ROUTES } from "./entry.ts";
import { NOTICE_ROUTES } from "./notice.ts";
import { PRIVACY_ROUTES } from "./privacy.ts";
import type { At } from "./case.ts";
import type { RouteCase, RouteCases } from "./route-case.ts";
import { addSession, addSite, codeOf, freshEmail, giveAuthenticator, givePasskey, makeInvite } from "./rows.ts";

const page = (needs: Permission, path: string, more: Partial<RouteCase> = {}): RouteCase => ({ needs, ok: 200, send: () => ({ path }), ...more });

/** A finished export of the site, with its file. */
async function madeFile({ site, actor }: At): Promise<string> {
  const id = await makeExport(site, actor.claims.memberId);
  await env.FILES.put(`${env.RUN_ID}/${exportFileKey(site.companyId, id, 1)}`, "Site\r\n");
  return id;
}

const EXPORTS: RouteCases = {
  "GET /exports": page("export.list", "/exports"),
  "POST /exports": {
    needs: "export.request",
    ok: 303,
    foreign: 404,
    on: () => "/exports",
    send: ({ site }) => ({ path: "/exports", form: { siteId: site.siteId, fromOn: "2026-01-01", toOn: "2026-02-01" } }),
  },
  "GET /exports/:id/file": { needs: "export.download", ok: 302, foreign: 404, strangerTo: /^\/log-in\?ended=1&next=\/exports$/, send: async (at) => ({ path: `/exports/${await madeFile(at)}/file` }) },
  "GET /files/:token": {
    needs: "export.download",
    ok: 200,
    foreign: 404,
    isNoPage: true,
    strangerTo: /^\/log-in\?ended=1&next=\/exports$/,
    send: async (at) => ({ path: `/files/${await makeDownloadToken(at.actor, await madeFile(at))}` }),
    writes: ["audit_event", "audit_head"],
  },
};

const described = { name: "Te Kūiti Depot", address: "4 Rora Street", timeZone: "Pacific/Auckland" };

/** A change of a site, asked on the page of all sites. */
const siteChange = (intent: string, isClosed = false): RouteCase => ({
  needs: "site.change",
  ok: 303,
  on: ({ form }) => `/sites?ask=${intent}&site=${String(form?.["siteId"])}`,
  send: async ({ world }) => {
    const { siteId, linkId } = await addSite(world, isClosed);
    return { path: "/sites", form: { intent, siteId, seenLinkId: intent === "replace" ? linkId : "" } };
  },
});

const SITES: RouteCases = {
  "GET /sites": page("site.list", "/sites"),
  "POST /sites, replace": siteChange("replace"),
  "POST /sites, close": siteChange("close"),
  "POST /sites, reopen": siteChange("reopen", true),
  "GET /sites/new": page("site.change", "/sites/new"),
  "POST /sites/new": { needs: "site.change", ok: 303, foreign: null, on: ({ path }) => path, send: ({ actor }) => ({ path: "/sites/new", form: { siteId: actor.request.makeId(), ...described } }) },
  "GET /sites/:id/edit": { needs: "site.change", ok: 200, foreign: 404, send: ({ site }) => ({ path: `/sites/${site.siteId}/edit` }) },
  "POST /sites/:id/edit": {
    needs: "site.change",
    ok: 303,
    foreign: 404,
    on: ({ path }) => path,
    send: async ({ world }) => ({ path: `/sites/${(await addSite(world)).siteId}/edit`, form: { version: "2", ...described } }),
  },
};

const somebodyOf = async ({ world }: At) => (await makeActor(world, "viewer")).claims.memberId;

/** A change of a member, on their page or on that of the team. */
const disabling = (intent: "disable" | "enable"): RouteCase => ({
  needs: "member.change",
  ok: 303,
  foreign: 404,
  on: ({ form }) => `/team?ask=${intent}&member=${String(form?.["memberId"])}`,
  send: async (at) => {
    const memberId = await somebodyOf(at);
    if (intent === "enable") await asOwner()`update member set disabled_at = now() where id = ${memberId}`;
    return { path: "/team", form: { intent, memberId } };
  },
});

const TEAM: RouteCases = {
  "GET /team": page("member.list", "/team"),
  "POST /team, disable": disabling("disable"),
  "POST /team, enable": disabling("enable"),
  "POST /team, withdraw": {
    needs: "member.invite",
    ok: 303,
    on: ({ path }) => path,
    send: async ({ world }) => ({ path: "/team", form: { intent: "withdraw", inviteId: (await makeInvite(world.company.companyId, freshEmail(world))).inviteId } }),
  },
  "POST /team, send-again": {
    needs: "member.invite",
    ok: 303,
    foreign: 404,
    on: ({ path }) => path,
    send: async ({ world, site }) => {
      const email = freshEmail(world);
      await makeInvite(world.company.companyId, email);
      return { path: "/team", form: { intent: "send-again", name: "Hana Parata", email, role: "site_manager", siteIds: [site.siteId] } };
    },
  },
  "GET /team/invite": page("member.list", "/team/invite"),
  "POST /team/invite": {
    needs: "member.invite",
    ok: 303,
    foreign: 404,
    on: ({ path }) => path,
    send: ({ world, site }) => ({ path: "/team/invite", form: { name: "Hana Parata", email: freshEmail(world), role: "site_manager", siteIds: [site.siteId] } }),
  },
  "GET /team/roles": { needs: "cookie", ok: 200, send: () => ({ path: "/team/roles" }) },
  "GET /team/:id": { needs: "member.list", ok: 200, foreign: 404, send: async (at) => ({ path: `/team/${await somebodyOf(at)}` }) },
  "POST /team/:id": { needs: "member.change", ok: 303, foreign: 404, on: ({ path }) => path, send: async (at) => ({ path: `/team/${await somebodyOf(at)}`, form: { version: "1", role: "admin" } }) },
};

const password = PASSWORD;
/** One's own: there is nothing of another's to bring. */
const own = { foreign: null } as const;

const ACCOUNT: RouteCases = {
  "GET /account": page("account.read", "/account", own),
  "POST /account, end": { needs: "session.end", ok: 303, on: ({ path }) => path, send: async ({ actor }) => ({ path: "/account", form: { intent: "end", sessionId: await addSession(actor.companyId, actor.claims.memberId) } }) },
  "POST /account, end-others": { needs: "session.end", ok: 303, ...own, on: ({ path }) => path, send: async ({ actor }) => {
    await addSession(actor.companyId, actor.claims.memberId);
    return { path: "/account", form: { intent: "end-others" } };
  } },
  "POST /account, switch": { needs: "session.open", ok: 303, foreign: 404, on: ({ path }) => path, send: ({ world }) => ({ path: "/account", form: { intent: "switch", companyId: world.elsewhere.companyId } }) },
  "GET /account/password": page("account.read", "/account/password", own),
  "POST /account/password": { needs: "account.change", ok: 303, ...own, on: ({ path }) => path, send: () => ({ path: "/account/password", form: { password, newPassword: "a quiet harbour at dawn" } }) },
  "GET /account/authenticator": page("account.read", "/account/authenticator", own),
  "POST /account/authenticator, add": {
    needs: "account.change",
    ok: 200,
    foreign: null,
    on: ({ path }) => path,
    send: async ({ actor }) => {
      const { secret, sealed } = await beginAuthenticator(actor, actor.email);
      return { path: "/account/authenticator", form: { intent: "add", email: actor.email, password, sealed, code: codeOf(secret) } };
    },
  },
  "POST /account/authenticator, remove": {
    needs: "account.change",
    ok: 303,
    ...own,
    on: ({ path }) => path,
    send: async ({ actor }) => {
      await giveAuthenticator(actor);
      return { path: "/account/authenticator", form: { intent: "remove", password } };
    },
  },
  "GET /account/passkeys": page("account.read", "/account/passkeys", own),
  "POST /account/passkeys, begin": {
    needs: "account.change",
    ok: 200,
    ...own,
    send: () => ({ path: "/account/passkeys?_data=routes%2Faccount.passkeys%2Froute", form: { intent: "begin", password, name: "Laptop" } }),
  },
  "POST /account/passkeys, remove": {
    needs: "account.change",
    ok: 303,
    foreign: 409,
    writes: ["attempt"],
    on: ({ form }) => `/account/passkeys?remove=${String(form?.["passkeyId"])}`,
    send: async ({ actor }) => ({ path: "/account/passkeys", form: { intent: "remove", password, passkeyId: (await givePasskey(actor)).passkeyId } }),
  },
  "GET /account/recovery-codes": page("account.read", "/account/recovery-codes", own),
  "POST /account/recovery-codes": { needs: "account.change", ok: 200, ...own, on: ({ path }) => path, send: async ({ actor }) => {
    await giveAuthenticator(actor);
    return { path: "/account/recovery-codes", form: { password } };
  } },
  "POST /log-out": { needs: "session.end", ok: 303, ...own, strangerTo: /^\/log-in$/, on: () => "/dashboard", send: () => ({ path: "/log-out", form: {} }) },
};

const settingsChange = (intent: string): RouteCase => ({
  needs: "company.change",
  ok: 303,
  ...own,
  on: () => `/settings?ask=${intent}`,
  send: async ({ actor }) => {
    // Whoever asks others for a second factor shows one.
    await asOwner()`update session set second_factor = 'totp' where id = ${actor.sessionId}`;
    return { path: "/settings", form: { intent } };
  },
  after: ({ world }) => asOwner()`update company set second_factor_required = false, photos_allowed = false where company_id = ${world.company.companyId}`,
});

export const OFFICE_ROUTES: RouteCases = {
  "GET /dashboard": page("visit.list", "/dashboard"),
  "GET /register": { needs: "visit.list", ok: 200, send: ({ site }) => ({ path: `/register?site=${site.siteId}` }) },
  // Without a socket it asks nothing; with one: worker/durable/site-register.workers.test.ts.
  "GET /register/live": { needs: "cookie", ok: 426, isNoPage: true, strangerTo: /^\/log-in\?ended=1&next=\/register$/, send: ({ site }) => ({ path: `/register/live?site=${site.siteId}` }) },
  "POST /register": { needs: "visit.end", ok: 303, on: ({ form }) => `/register?leave=${String(form?.["id"])}`, send: async ({ site }) => ({ path: "/register", form: { id: (await makeVisit(site)).visitId } }) },
  "GET /history": { needs: "visit.list", ok: 200, send: ({ site }) => ({ path: `/history?site=${site.siteId}` }) },
  "GET /settings": page("company.read", "/settings"),
  "POST /settings, require": settingsChange("require"),
  "POST /settings, let-go": settingsChange("let-go"),
  "POST /settings, photos-on": settingsChange("photos-on"),
  "POST /settings, photos-off": settingsChange("photos-off"),
  ...EXPORTS,
  ...SITES,
  ...TEAM,
  ...ACCOUNT,
  ...AUDIT_ROUTES,
  ...INDUCTION_ROUTES,
  ...ASSET_ROUTES,
  ...NOTICE_ROUTES,
  ...ENTRY_ROUTES,
  ...GATE_ROUTES,
  ...PRIVACY_ROUTES,
  ...BOOKING_ROUTES,
};
