import { redirect, json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readFormWithList } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { addressWith, readQuery, type Query } from "#app/routes/office/query.server.ts";
import { dated, since } from "#app/routes/office/times.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { disableMember, enableMember } from "#worker/domain/member/change.ts";
import { inviteMember, revokeInvite } from "#worker/domain/member/invite.ts";
import { getTeam } from "#worker/domain/member/list.ts";
import { DomainError } from "#worker/errors.ts";
import { rolesToGive, type MemberRole } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };

type Team = Awaited<ReturnType<typeof getTeam>>;

const namesOf = ({ sites }: Team, siteIds: string[]) => sites.filter(({ id }) => siteIds.includes(id)).map(({ name }) => name);

function describeMembers(team: Team, member: MemberContext) {
  const { now } = member.request;
  const { timeZone } = member.claims;
  const mayGive = rolesToGive((member.entered ?? member.claims).role);
  return team.members.map((one) => ({
    id: one.id,
    name: one.name,
    email: one.email,
    role: one.role,
    siteNames: namesOf(team, one.siteIds),
    isSelf: one.isSelf,
    hasSecondFactor: one.hasSecondFactor,
    lastUsed: one.lastUsedAt && since(one.lastUsedAt, now, timeZone),
    disabled: one.disabledAt && dated(one.disabledAt, now, timeZone),
    mayChange: mayGive.includes(one.role),
  }));
}

/** What has become of an invite, from its own end and from its mail's. */
function stateOf({ expiresAt, mailState }: Team["invites"][number], now: Date) {
  if (expiresAt <= now) return "expired" as const;
  if (mailState === "failed") return "mail-failed" as const;
  return mailState === "queued" || mailState === "sending" ? ("mail-waiting" as const) : ("waiting" as const);
}

function describeInvites(team: Team, member: MemberContext) {
  const { now } = member.request;
  const { timeZone } = member.claims;
  const mayGive = rolesToGive((member.entered ?? member.claims).role);
  return team.invites.map((one) => ({
    id: one.id,
    name: one.name,
    email: one.email,
    role: one.role,
    siteIds: one.siteIds,
    siteNames: namesOf(team, one.siteIds),
    invitedByName: one.invitedByName,
    invited: dated(one.createdAt, now, timeZone),
    expires: dated(one.expiresAt, now, timeZone),
    state: stateOf(one, now),
    mayChange: mayGive.includes(one.role),
  }));
}

const QUESTIONS = ["disable", "enable"] as const;
export type Question = (typeof QUESTIONS)[number];

/** The question of a page without script, and what came of the last answer about whom. */
function readAddress(query: Query) {
  const ask = QUESTIONS.find((one) => one === query("ask"));
  return { asking: ask && { question: ask, memberId: query("member") ?? "" }, outcome: query("done") ?? null, about: query("member") ?? null };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const team = await getTeam(member);
    return json(
      { companyName: member.claims.companyName, members: describeMembers(team, member), invites: describeInvites(team, member), ...readAddress(readQuery(asked.request)) },
      { headers: NO_STORE },
    );
  });
}

interface Sent {
  field: (name: (typeof FIELDS)[number]) => string;
  list: string[];
}

const FIELDS = ["intent", "memberId", "inviteId", "name", "email", "role"] as const;

/** Does what a button of the page asks for, and gives what is to be said of it. */
async function change(member: MemberContext, { field, list }: Sent): Promise<string> {
  const intent = field("intent");
  switch (intent) {
    case "disable":
      return (await disableMember(member, { memberId: field("memberId") })) ? "disabled" : "unchanged";
    case "enable":
      return (await enableMember(member, { memberId: field("memberId") })) ? "enabled" : "unchanged";
    case "withdraw":
      return (await revokeInvite(member, { inviteId: field("inviteId") })) ? "withdrawn" : "unchanged";
    case "send-again":
      // A new invite to the same address takes the place of the old one, whose link then leads nowhere.
      await inviteMember(member, { name: field("name"), email: field("email"), role: field("role") as MemberRole, siteIds: list });
      return "sent-again";
    default:
      throw new DomainError("UNREADABLE");
  }
}

/** No field of this page is to blame: what was sent stands in an invite's row. */
function asOneSentence(error: unknown): unknown {
  if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") return error;
  return new DomainError("INVALID_INPUT", { fields: { form: Object.values(error.fields)[0] ?? error.sentence } });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const sent = await readFormWithList(asked.request, FIELDS, "siteIds");
    try {
      const done = await change(member, sent);
      return redirect(addressWith("/team", { done, member: sent.field("memberId") || undefined }), { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(asOneSentence(error), null, asked.context);
    }
  });
}
