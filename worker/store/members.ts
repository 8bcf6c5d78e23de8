/** The members of a company and the invites to it. */
import { sql, type SQL } from "drizzle-orm";
import type { Try } from "#worker/store/account-store.ts";
import { bytea } from "#worker/store/bytea.ts";
import type { NewMail } from "#worker/store/link-store.ts";
import { site } from "#worker/store/schema.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import type { Plan } from "#worker/limits.ts";
import type { MemberRole } from "#worker/permissions.ts";

export interface TeamMember {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  version: number;
  disabledAt: Date | null;
  lastUsedAt: Date | null;
  hasSecondFactor: boolean;
  siteIds: string[];
}

export interface TeamInvite {
  id: string;
  email: string;
  name: string;
  role: MemberRole;
  expiresAt: Date;
  createdAt: Date;
  /** Null when the deployment's owner invited. */
  invitedByName: string | null;
  siteIds: string[];
  mailState: "queued" | "sending" | "sent" | "failed" | null;
  mailFailure: string | null;
}

export interface Team {
  members: TeamMember[];
  invites: TeamInvite[];
  sites: { id: string; name: string }[];
}

interface MemberRow {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  version: number;
  disabled_at: string | null;
  last_used_at: string | null;
  has_second_factor: boolean;
  site_ids: string[];
}

interface InviteRow {
  id: string;
  email: string;
  name: string;
  role: MemberRole;
  expires_at: string;
  created_at: string;
  invited_by_name: string | null;
  site_ids: string[];
  mail_state: TeamInvite["mailState"];
  mail_failure: string | null;
}

const dateOf = (text: string | null) => (text ? new Date(text) : null);

export async function listTeam(store: TenantStore): Promise<Team> {
  const [members, invites, sites] = await store.read((db) => [
    db.rows<MemberRow>(sql`select * from list_members()`),
    db.rows<InviteRow>(sql`select * from list_invites()`),
    db.select({ id: site.id, name: site.name }).from(site).where(sql`${site.companyId} = (select current_company())`).orderBy(site.name, site.id),
  ] as const);
  return {
    members: members.rows.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      role: row.role,
      version: row.version,
      disabledAt: dateOf(row.disabled_at),
      lastUsedAt: dateOf(row.last_used_at),
      hasSecondFactor: row.has_second_factor,
      siteIds: row.site_ids,
    })),
    invites: invites.rows.map((row) => ({
      id: row.id,
      email: row.email,
      name: row.name,
      role: row.role,
      expiresAt: new Date(row.expires_at),
      createdAt: new Date(row.created_at),
      invitedByName: row.invited_by_name,
      siteIds: row.site_ids,
      mailState: row.mail_state,
      mailFailure: row.mail_failure,
    })),
    sites,
  };
}

export interface NewInvite {
  id: string;
  email: string;
  name: string;
  role: MemberRole;
  siteIds: string[];
  tokenHash: Uint8Array;
  expiresAt: Date;
  mail: NewMail;
}

/** By plan, for the store knows no company's: its own values stand in the database. `attempt` is counted against the member. */
export interface InviteLimits {
  messagesByPlan: Record<Plan, number>;
  invitesByPlan: Record<Plan, number>;
  attempt: Try;
}

export type InviteOutcome = "invited" | "is-member" | "was-disabled" | "too-many" | "messages-used-up";

const uuids = (ids: string[]): SQL => sql`${`{${ids.join(",")}}`}::uuid[]`;

/** An open invite to the same address is replaced. Throws FORBIDDEN, NOT_FOUND for a site of another company. */
export async function insertInvite(store: TenantStore, invite: NewInvite, limits: InviteLimits): Promise<{ outcome: InviteOutcome; waitSeconds: number }> {
  const { id, email, name, role, siteIds, tokenHash, expiresAt, mail } = invite;
  const row = await store.commitStatement<{ outcome: InviteOutcome; wait_seconds: number }>(
    { action: "member.invited", subjectKind: "invite", subjectId: id, changes: { role, siteIds }, personal: { email, name } },
    ({ columns, values }) => sql`
  with done as (select * from create_invite(${id}::uuid, ${email}, ${name}, ${role}, ${uuids(siteIds)}, ${bytea(tokenHash)}, ${expiresAt.toISOString()}::timestamptz,
    ${JSON.stringify(mail)}::jsonb, ${JSON.stringify(limits.messagesByPlan)}::jsonb, ${JSON.stringify(limits.invitesByPlan)}::jsonb, ${JSON.stringify(limits.attempt)}::jsonb)),
  event as (insert into audit_event ${columns} select ${values} from done where outcome = 'invited')
  select * from done`,
  );
  if (!row) throw new Error("create_invite gave no row");
  return { outcome: row.outcome, waitSeconds: row.wait_seconds };
}

/** False when it was taken, withdrawn or never there. */
export async function revokeInvite(store: TenantStore, inviteId: string): Promise<boolean> {
  const row = await store.commitStatement<{ revoked: boolean }>(
    { action: "invite.revoked", subjectKind: "invite", subjectId: inviteId },
    ({ columns, values }) => sql`
  with done as (select revoke_invite(${inviteId}::uuid) as revoked),
  event as (insert into audit_event ${columns} select ${values} from done where revoked)
  select revoked from done`,
  );
  return row?.revoked === true;
}

export type MemberOutcome = "changed" | "unchanged" | "stale" | "last-owner" | "nothing";

export async function changeMember(store: TenantStore, change: { memberId: string; version: number; role: MemberRole; siteIds: string[] }): Promise<MemberOutcome> {
  const { memberId, version, role, siteIds } = change;
  const row = await store.commitStatement<{ outcome: MemberOutcome }>(
    { action: "member.changed", subjectKind: "member", subjectId: memberId, changes: sql`done.changes` },
    ({ columns, values }) => sql`
  with done as (select * from change_member(${memberId}::uuid, ${version}::integer, ${role}, ${uuids(siteIds)})),
  event as (insert into audit_event ${columns} select ${values} from done where outcome = 'changed')
  select outcome from done`,
  );
  return row?.outcome ?? "nothing";
}

/** Disabling ends the member's sessions in this company. */
export async function setMemberDisabled(store: TenantStore, memberId: string, disabled: boolean): Promise<MemberOutcome> {
  const row = await store.commitStatement<{ outcome: MemberOutcome }>(
    { action: disabled ? "member.disabled" : "member.enabled", subjectKind: "member", subjectId: memberId, changes: { disabled: [!disabled, disabled] } },
    ({ columns, values }) => sql`
  with done as (select set_member_disabled(${memberId}::uuid, ${disabled}) as outcome),
  event as (insert into audit_event ${columns} select ${values} from done where outcome = 'changed')
  select outcome from done`,
  );
  return row?.outcome ?? "nothing";
}
