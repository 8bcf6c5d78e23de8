/** Fills an empty database with two demo companies and six months of their visits. Nothing in it is real. */
import { randomBytes } from "node:crypto";
import type pg from "pg";
import { withClient } from "./roles.ts";
import { COMPANIES, DEMO_PASSWORD, TUI, type DemoCompany } from "./seed/companies.ts";
import { insertGuardedSite } from "./seed/guarded-site.ts";
import { insertRows, recordHistoryLoaded } from "./seed/insert.ts";
import { hashPasswords } from "./seed/password.ts";
import { Random, makeLinkHalf } from "./seed/random.ts";
import { digestOf, toRows, type PersonRow, type TermRow, type VisitRow } from "./seed/rows.ts";
import { planVisits } from "./seed/schedule.ts";

export type Demo = { signInPath: string; admin: { email: string; password: string } };

const ADMIN = { email: TUI.members.find((member) => member.role === "admin")?.email ?? "", password: DEMO_PASSWORD };
const ROLES = ["owner", "admin", "site_manager", "viewer"] as const;

/** Somebody of each role in the seeded company, whose password is the demo's: for whoever looks at what each may do. */
export const LOG_INS = ROLES.map((role) => ({ role: role.replace("_", " "), email: TUI.members.find((member) => member.role === role)?.email ?? "" }));

const BEGAN_DAYS_AGO = 200;

/** Whether the demo companies are in this database. */
export async function isSeeded(ownerUrl: string): Promise<boolean> {
  return withClient(ownerUrl, hasDemo);
}

/** The way into the seeded company as it is now: its first open site's live link. Throws when it was never seeded. */
export async function readDemo(ownerUrl: string): Promise<Demo> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ code: string; secret: string }>(
      `select s.code, l.secret from site s join site_link l on l.company_id = s.company_id and l.site_id = s.id
        where s.company_id = $1 and l.rotated_at is null order by s.closed_at is not null, s.created_at, s.id limit 1`, [TUI.id]);
    const [link] = rows;
    if (!link) throw new Error("the demo company has no sign-in link: seed first");
    return { signInPath: `/s/${link.code}-${link.secret}`, admin: ADMIN };
  });
}

/**
 * Seeds in one transaction: a killed seed leaves nothing. A database that has the demo already is left as it is.
 * @param ownerUrl the schema's owner, over TCP, after the migrations.
 * @param now the instant up to which there is a past.
 */
export async function seed({ ownerUrl, now = new Date() }: { ownerUrl: string; now?: Date }): Promise<Demo> {
  await withClient(ownerUrl, async (client) => {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('inductlite seed ' || current_schema()))");
    if (!(await hasDemo(client))) {
      for (const company of COMPANIES) await insertCompany(client, company, now);
      await insertGuardedSite(client, now, new Random(TUI.seed + 2));
      await client.query("analyze person, person_term, visit");
    }
    await client.query("commit");
  });
  return readDemo(ownerUrl);
}

async function hasDemo(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query("select from company where company_id = $1", [TUI.id]);
  return rowCount === 1;
}

async function insertCompany(client: pg.ClientBase, company: DemoCompany, now: Date): Promise<void> {
  const random = new Random(company.seed + 1);
  const began = new Date(now.getTime() - BEGAN_DAYS_AGO * 86_400_000);
  await client.query("insert into company (company_id, name, time_zone, created_at) values ($1, $2, $3, $4)", [company.id, company.name, company.timeZone, began]);
  // A minute apart, so that the first site stays the first.
  const sites = company.sites.map((site, index) => ({ ...site, at: new Date(began.getTime() + index * 60_000) })).map((site) => ({ ...site, id: random.id(site.at) }));
  await insertRows(client, "site", {
    company_id: ["uuid", () => company.id], id: ["uuid", (site) => site.id], name: ["text", (site) => site.name], address: ["text", (site) => site.address],
    time_zone: ["text", () => company.timeZone], code: ["text", () => makeLinkHalf(10)], created_at: ["timestamptz", (site) => site.at],
  }, sites);
  await insertRows(client, "site_link", {
    company_id: ["uuid", () => company.id], id: ["uuid", (site) => random.id(site.at)], site_id: ["uuid", (site) => site.id],
    secret: ["text", () => makeLinkHalf(12)], created_at: ["timestamptz", (site) => site.at],
  }, sites);
  await insertMembers(client, company, sites.map((site) => site.id), { began, now }, random);
  await insertHistory(client, company, sites.map((site) => site.id), now, random);
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

async function insertMembers(client: pg.ClientBase, company: DemoCompany, siteIds: readonly string[], { began, now }: { began: Date; now: Date }, random: Random): Promise<void> {
  const hashes = await hashPasswords(DEMO_PASSWORD, company.members.length);
  // Who is in the other company already has an account.
  const { rows: known } = await client.query<{ id: string; email: string }>("select id, email from account");
  const accountOf = (email: string) => known.find((account) => account.email === email)?.id;
  const members = company.members.map((member, index) => ({ ...member, id: random.id(began), accountId: accountOf(member.email) ?? random.id(began), hash: hashes[index] }));
  await insertRows(client, "account", {
    id: ["uuid", (member) => member.accountId], email: ["text", (member) => member.email], password_hash: ["text", (member) => member.hash],
    created_at: ["timestamptz", () => began],
  }, members.filter(({ email }) => !accountOf(email)));
  await insertRows(client, "member", {
    company_id: ["uuid", () => company.id], id: ["uuid", (member) => member.id], account_id: ["uuid", (member) => member.accountId],
    name: ["text", (member) => member.name], role: ["text", (member) => member.role], created_at: ["timestamptz", () => began],
    disabled_at: ["timestamptz", (member) => (member.isDisabled ? daysBefore(now, 20) : null)],
  }, members);
  const managed = members.flatMap((member) => (member.sites ?? []).map((site) => ({ memberId: member.id, siteId: siteIds[site] })));
  await insertRows(client, "member_site", {
    company_id: ["uuid", () => company.id], member_id: ["uuid", (row) => row.memberId], site_id: ["uuid", (row) => row.siteId],
  }, managed);
  await insertInvites(client, company, siteIds, { by: members[0]?.id, now }, random);
}

async function insertInvites(client: pg.ClientBase, company: DemoCompany, siteIds: readonly string[], { by, now }: { by: string | undefined; now: Date }, random: Random): Promise<void> {
  const sentAt = daysBefore(now, 1);
  const invites = company.invites.map((invite) => ({ ...invite, id: random.id(sentAt) }));
  await insertRows(client, "invite", {
    company_id: ["uuid", () => company.id], id: ["uuid", (invite) => invite.id], email: ["text", (invite) => invite.email], name: ["text", (invite) => invite.name],
    role: ["text", (invite) => invite.role], token_hash: ["bytea", () => randomBytes(32)], invited_by: ["uuid", () => by],
    created_at: ["timestamptz", () => sentAt], expires_at: ["timestamptz", () => daysBefore(sentAt, -3)],
  }, invites);
  await insertRows(client, "invite_site", {
    company_id: ["uuid", () => company.id], invite_id: ["uuid", (row) => row.inviteId], site_id: ["uuid", (row) => row.siteId],
  }, invites.flatMap((invite) => (invite.sites ?? []).map((site) => ({ inviteId: invite.id, siteId: siteIds[site] }))));
}

async function insertHistory(client: pg.ClientBase, company: DemoCompany, siteIds: readonly string[], now: Date, random: Random): Promise<void> {
  const { people, terms, visits } = toRows(planVisits(company, now), siteIds, random);
  const companyId = ["uuid", () => company.id] as const;
  await insertRows<PersonRow>(client, "person", {
    company_id: companyId, id: ["uuid", (row) => row.id], phone: ["text", (row) => row.phone], name: ["text", (row) => row.name],
    name_key: ["text", (row) => row.nameKey], created_at: ["timestamptz", (row) => row.createdAt], updated_at: ["timestamptz", (row) => row.createdAt],
  }, people);
  await insertRows<TermRow>(client, "person_term", { company_id: companyId, term: ["text", (row) => row.term], person_id: ["uuid", (row) => row.personId] }, terms);
  await insertRows<VisitRow>(client, "visit", {
    company_id: companyId, id: ["uuid", (row) => row.id], site_id: ["uuid", (row) => row.siteId], person_id: ["uuid", (row) => row.personId],
    visitor_type: ["text", (row) => row.visitorType], name: ["text", (row) => row.name], phone: ["text", (row) => row.phone],
    employer: ["text", (row) => row.employer], search_text: ["text", (row) => row.searchText],
    content_hash: ["bytea", (row) => Buffer.from(row.contentHash)], privacy_notice_version: ["integer", (row) => row.privacyNoticeVersion],
    sign_out_hash: ["bytea", (row) => Buffer.from(row.signOutHash)], sign_out_expires_at: ["timestamptz", (row) => row.signOutExpiresAt],
    signed_in_at: ["timestamptz", (row) => row.signedInAt], signed_out_at: ["timestamptz", (row) => row.signedOutAt],
    left_how: ["text", (row) => row.leftHow], left_reason: ["text", (row) => row.leftReason],
    created_at: ["timestamptz", (row) => row.signedInAt], updated_at: ["timestamptz", (row) => row.signedOutAt ?? row.signedInAt],
  }, visits);
  await recordHistoryLoaded(client, company.id, { visits: visits.length, people: people.length, digest: digestOf(visits) });
}
