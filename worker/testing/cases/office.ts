/** What the office does with its team, its company, its sites and its files. */
import { env } from "cloudflare:workers";
import { makeDownloadToken } from "#worker/domain/export/download.ts";
import { asOwner } from "../database.ts";
import { makeActor, makeExport } from "../world.ts";
import { caseOf, type At, type Cases } from "./case.ts";
import { addSite, freshEmail, makeInvite, makePersonGone } from "./rows.ts";

const somebodyOf = async ({ world }: At) => (await makeActor(world, "viewer")).claims.memberId;

export const MEMBER_CASES: Cases = {
  getTeam: { by: "member", sees: ({ actor }) => actor.email },
  inviteMember: {
    by: "member",
    event: "member.invited",
    input: ({ world, site }) => ({ email: freshEmail(world), name: "Mere Tau", role: "site_manager", siteIds: [site.siteId] }),
  },
  revokeInvite: {
    by: "member",
    event: "invite.revoked",
    input: async ({ world }) => ({ inviteId: (await makeInvite(world.company.companyId, freshEmail(world))).inviteId }),
    crossed: { inviteId: { value: false } },
  },
  changeMember: { by: "member", event: "member.changed", input: async (at) => ({ memberId: await somebodyOf(at), version: 1, role: "site_manager", siteIds: [at.site.siteId] }) },
  disableMember: { by: "member", event: "member.disabled", input: async (at) => ({ memberId: await somebodyOf(at) }) },
  enableMember: {
    by: "member",
    event: "member.enabled",
    input: async (at) => {
      const memberId = await somebodyOf(at);
      await asOwner()`update member set disabled_at = now() where id = ${memberId}`;
      return { memberId };
    },
  },
};

export const COMPANY_CASES: Cases = {
  getSettings: { by: "member", sees: ({ world }) => world.word },
  requireSecondFactor: {
    by: "member",
    event: "company.second-factor-set",
    input: () => ({ required: true }),
    after: ({ world }) => asOwner()`update company set second_factor_required = false where company_id = ${world.company.companyId}`,
  },
  allowPhotos: caseOf({
    by: "member",
    event: "company.photos-set",
    input: () => ({ allowed: true }),
    args: (context: unknown, input: unknown) => [context, env, input],
    after: ({ world }) => asOwner()`update company set photos_allowed = false where company_id = ${world.company.companyId}`,
  }),
  erasePerson: caseOf({ by: "member", event: "person.erased", input: async ({ site }) => ({ personId: await makePersonGone(site) }), args: (context: unknown, input: unknown) => [context, env.FILES, input] }),
};

const described = { name: "Te Kūiti Depot", address: "4 Rora Street", timeZone: "Pacific/Auckland" };

const gate = (context: unknown, input: unknown) => [context, env, input];

export const SITE_CASES: Cases = {
  getSites: { by: "member", sees: ({ site }) => site.code },
  getSitesToChange: { by: "member", sees: ({ site }) => site.siteId },
  createSite: {
    by: "member",
    event: "site.created",
    input: ({ actor }) => ({ siteId: actor.request.makeId(), ...described }),
    // The new site's id is drawn by us; in another company it is another site's.
    makes: ["siteId"],
    crossed: { siteId: "own" },
    plain: Object.values(described),
  },
  editSite: caseOf({ by: "member", event: "site.edited", input: async ({ world }) => ({ siteId: (await addSite(world)).siteId, version: 2, ...described }), args: gate, plain: Object.values(described) }),
  closeSite: caseOf({ by: "member", event: "site.closed", input: async ({ world }) => ({ siteId: (await addSite(world)).siteId }), args: gate, crossed: { siteId: { value: false } } }),
  reopenSite: caseOf({ by: "member", event: "site.reopened", input: async ({ world }) => ({ siteId: (await addSite(world, true)).siteId }), args: gate, crossed: { siteId: { value: false } } }),
  changeLink: caseOf({
    by: "member",
    event: "site.link-replaced",
    input: async ({ world }) => {
      const { siteId, linkId } = await addSite(world);
      return { siteId, seenLinkId: linkId };
    },
    args: gate,
    crossed: { siteId: "CONFLICT", seenLinkId: "CONFLICT" },
  }),
};

const days = { fromOn: "2026-01-01", toOn: "2026-02-01", format: "csv" };

export const EXPORT_CASES: Cases = {
  getExports: { by: "member", sees: ({ site }) => site.siteId },
  requestExport: caseOf({ by: "member", event: "export.requested", input: ({ site }) => ({ siteId: site.siteId, ...days }), args: (context, input) => [context, env.JOBS, input] }),
  "requestExport, under an id": caseOf({
    by: "member",
    event: "export.requested",
    input: ({ site, actor }) => ({ id: actor.request.makeId(), siteId: site.siteId, ...days }),
    args: (context, input) => [context, env.JOBS, input],
    makes: ["id"],
    // Ids are made at random; one that is taken is answered as one's own sent twice.
    crossed: { id: "own" },
    beyond: "NOT_FOUND",
  }),
  getDownloadToken: caseOf({ by: "member", input: ({ site, actor }) => makeExport(site, actor.claims.memberId) }),
  takeDownload: caseOf({ by: "member", event: "export.downloaded", input: async ({ site, actor }) => makeDownloadToken(actor, await makeExport(site, actor.claims.memberId)) }),
  sweepExports: caseOf({ by: "stranger", args: (request) => [request, env.JOBS] }),
  sweepMail: { by: "stranger" },
};
