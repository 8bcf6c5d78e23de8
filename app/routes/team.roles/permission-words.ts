import type { MemberRole, PERMISSIONS_OF } from "#worker/permissions.ts";

/** Each permission that some member has. One without its words here does not type-check. */
type OfMembers = (typeof PERMISSIONS_OF)[MemberRole][number];

/** What it reaches: one's own things, the sites of whoever has only some, or the company. */
export type Where = "own" | "sites" | "company";

export const GROUPS = ["On site", "At the gate", "Inductions", "Exports", "Sites", "Team", "Company", "Audit log", "Their own account"] as const;

interface Words {
  group: (typeof GROUPS)[number];
  what: string;
  where: Where;
}

export const PERMISSION_WORDS: Record<OfMembers, Words> = {
  "visit.list": { group: "On site", what: "See who is and was on site: dashboard, register, history", where: "sites" },
  "visit.end": { group: "On site", what: "Mark somebody as left", where: "sites" },
  "person.erase": { group: "On site", what: "Erase a person who asks for it", where: "company" },
  "entry.list": { group: "At the gate", what: "See who waits at a gate and who was stopped", where: "sites" },
  "entry.decide": { group: "At the gate", what: "Let somebody in who waits, or turn them away", where: "sites" },
  "visit.check-in": { group: "At the gate", what: "Sign in a crew", where: "sites" },
  "booking.list": { group: "At the gate", what: "See who is expected", where: "sites" },
  "booking.change": { group: "At the gate", what: "Invite visitors, and call it off", where: "sites" },
  "rule.change": { group: "At the gate", what: "Say whom the gate lets in, stops or has wait", where: "sites" },
  "ban.list": { group: "At the gate", what: "See who is banned, and why", where: "sites" },
  "ban.change": { group: "At the gate", what: "Ban somebody and lift a ban; from all sites: owners and admins", where: "sites" },
  "contractor.list": { group: "Company", what: "See the contractors and their papers", where: "company" },
  "contractor.change": { group: "Company", what: "Add contractors and their papers", where: "company" },
  "terms.change": { group: "Company", what: "Publish the terms that visitors accept", where: "company" },
  "privacy.work": { group: "Company", what: "Answer what people ask about their data, correct it and erase it", where: "company" },
  "induction.list": { group: "Inductions", what: "Read the inductions, and who passed them", where: "sites" },
  "induction.change": { group: "Inductions", what: "Write, publish and withdraw inductions; those of all sites: owners and admins", where: "sites" },
  "asset.upload": { group: "Inductions", what: "Add pictures and PDFs to inductions", where: "sites" },
  "completion.read": { group: "Inductions", what: "Read what somebody answered", where: "sites" },
  "notice.list": { group: "Sites", what: "Read the boards at the gates", where: "sites" },
  "notice.change": { group: "Sites", what: "Put hazards and notices on a board and take them down; those of all sites: owners and admins", where: "sites" },
  "export.list": { group: "Exports", what: "See which files were made", where: "sites" },
  "export.request": { group: "Exports", what: "Have a file of visits made", where: "sites" },
  "export.download": { group: "Exports", what: "Download a file", where: "sites" },
  "site.list": { group: "Sites", what: "See the sites, and print their posters", where: "sites" },
  "site.change": { group: "Sites", what: "Make a site and change its name, replace its link, close it, open it again", where: "company" },
  "member.list": { group: "Team", what: "See the team and the open invites", where: "company" },
  "member.invite": { group: "Team", what: "Invite somebody, withdraw an invite", where: "company" },
  "member.change": { group: "Team", what: "Change role and sites, disable and enable", where: "company" },
  "company.read": { group: "Company", what: "See the company's settings", where: "company" },
  "company.change": { group: "Company", what: "Change the company's settings", where: "company" },
  "audit.list": { group: "Audit log", what: "Read who did what, when and from where", where: "company" },
  "audit.verify": { group: "Audit log", what: "Check that nothing in it was changed", where: "company" },
  "audit.export": { group: "Audit log", what: "Take it away as a file", where: "company" },
  "session.open": { group: "Their own account", what: "Log in, and switch between their companies", where: "own" },
  "session.end": { group: "Their own account", what: "Log out, here and elsewhere", where: "own" },
  "account.read": { group: "Their own account", what: "See their own account and where it is logged in", where: "own" },
  "account.change": { group: "Their own account", what: "Change their own password and second step", where: "own" },
};
