/** The words for everything that the log can hold. A test finds each action that code or SQL writes, and wants it here. */
import { PERMISSION_WORDS } from "#app/routes/team.roles/permission-words.ts";

/** What a sentence is made of. Names are as they are now; null for what has none, or is gone. */
export interface Told {
  subject: string | null;
  site: string | null;
  changes: Record<string, unknown>;
  /** The opened personal values. */
  personal: Record<string, string>;
}

interface Words {
  group: "Visits" | "Sites" | "Inductions" | "Exports" | "Members" | "Log-ins" | "Accounts" | "Company" | "People" | "The log";
  /** In the list to filter by. */
  label: string;
  /** What follows the name of who did it. */
  says: (told: Told) => string;
}

const atSite = ({ site }: Told) => (site ? ` at ${site}` : "");
const named = (name: string | null | undefined, otherwise: string) => name ?? otherwise;
const figure = (value: unknown): string | null => (typeof value === "number" ? value.toLocaleString("en-NZ") : null);
const text = (value: unknown): string | null => (typeof value === "string" || typeof value === "number" ? String(value) : null);
/** `[old, new]` as changes hold them. */
const pair = (value: unknown): [unknown, unknown] | null => (Array.isArray(value) && value.length === 2 ? [value[0], value[1]] : null);
const roleText = (role: unknown) => (text(role) ?? "member").replaceAll("_", " ");
const SECOND_FACTORS: Record<string, string> = { totp: " with a code of their app", "recovery-code": " with a recovery code", passkey: " with a passkey" };
const WRONG: Record<string, string> = { password: "a wrong password", code: "a wrong code", passkey: "a passkey that is not known" };

function memberChange({ subject, changes }: Told): string {
  const who = named(subject, "a member");
  const role = pair(changes.role);
  if (role && role[0] !== role[1]) return `made ${who} ${roleText(role[1])} instead of ${roleText(role[0])}`;
  return `changed the sites of ${who}`;
}

function logIn({ changes }: Told): string {
  if (changes.how === "switched") return "switched to this company";
  return `logged in${SECOND_FACTORS[text(changes.secondFactor) ?? ""] ?? ""}`;
}

function logOut({ changes: { why, sessionIds } }: Told): string {
  if (why === "switched") return "left for another company";
  if (Array.isArray(sessionIds)) return sessionIds.length === 1 ? "ended a session" : `ended ${sessionIds.length} sessions`;
  return "logged out";
}

function refusal({ changes: { permission } }: Told): string {
  const words: Record<string, { what: string } | undefined> = PERMISSION_WORDS;
  const what = words[text(permission) ?? ""]?.what;
  return `asked for something that their role does not allow${what ? `: “${what}”` : ""}`;
}

const SITE_PARTS: Record<string, string> = { name: "the name", address: "the address", timeZone: "the time zone" };

function siteParts(changes: Told["changes"]): string {
  const parts = Object.keys(changes).flatMap((name) => SITE_PARTS[name] ?? []);
  const last = parts.pop();
  return last === undefined ? "the details" : [parts.join(", "), last].filter(Boolean).join(" and ");
}

const PERSON_PARTS: Record<string, string> = { name: "the name", phone: "the number", employer: "the employer" };
const ASKED: Record<string, string> = { access: "asked to see all that is held about them", correction: "asked for a correction", erasure: "asked to be erased" };

function personParts({ changes }: Told): string {
  const words = Object.keys(changes).flatMap((name) => PERSON_PARTS[name] ?? []);
  const last = words.pop();
  return `corrected ${last === undefined ? "the details" : [words.join(", "), last].filter(Boolean).join(" and ")} of a person`;
}

function limitChange({ changes }: Told): string {
  const value = pair(changes.value);
  const name = named(text(changes.limit), "a limit");
  return value?.[1] === null ? `took away the company's own ${name}` : `set ${name} to ${text(value?.[1]) ?? "another value"}`;
}

const calendar = new Intl.DateTimeFormat("en-NZ", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
const dayText = (on: unknown) => (typeof on === "string" && /^\d{4}-\d\d-\d\d$/.test(on) ? calendar.format(new Date(`${on}T12:00:00Z`)) : null);

function days({ changes: { fromOn, toOn } }: Told): string {
  const [first, last] = [dayText(fromOn), dayText(toOn)];
  if (!first || !last) return "";
  return first === last ? `, ${first}` : `, ${first} to ${last}`;
}

export const ACTION_WORDS: Record<string, Words> = {
  "visit.signed-in": { group: "Visits", label: "Signed in at a site", says: (told) => `signed in${atSite(told)}` },
  "visit.signed-out": { group: "Visits", label: "Signed out", says: (told) => `signed out${atSite(told)}` },
  "visit.ended-by-office": { group: "Visits", label: "Marked somebody as left", says: (told) => `marked ${named(told.subject, "somebody")} as left${atSite(told)}` },
  "history.loaded": { group: "Visits", label: "Loaded earlier visits", says: ({ changes }) => `loaded ${figure(changes.visits) ?? "earlier"} visits of the past` },
  "person.erased": { group: "People", label: "Erased a person", says: () => "erased what identified a person" },
  "person.corrected": { group: "People", label: "Corrected a person", says: personParts },
  "privacy.asked": { group: "People", label: "Asked about their data", says: ({ changes }) => ASKED[text(changes.kind) ?? ""] ?? "asked about their data" },
  "privacy.recorded": { group: "People", label: "Wrote a privacy request down", says: () => "wrote down what somebody asked about their data" },
  "privacy.link-sent": { group: "People", label: "Sent somebody their link", says: () => "sent somebody who asked the link to what is held about them" },
  "privacy.answered": { group: "People", label: "Answered a privacy request", says: ({ changes }) => `${changes.state === "refused" ? "refused" : "answered"} a privacy request` },
  "site.created": { group: "Sites", label: "Added a site", says: ({ subject }) => `added ${named(subject, "a site")}` },
  "site.edited": { group: "Sites", label: "Changed a site", says: ({ subject, changes }) => `changed ${siteParts(changes)} of ${named(subject, "a site")}` },
  "site.rules-changed": { group: "Sites", label: "Changed the rules of a gate", says: ({ subject }) => `changed the rules at the gate of ${named(subject, "a site")}` },
  "site.link-replaced": { group: "Sites", label: "Replaced a sign-in link", says: ({ subject }) => `replaced the sign-in link of ${named(subject, "a site")}` },
  "site.closed": { group: "Sites", label: "Closed a site", says: ({ subject }) => `closed ${named(subject, "a site")}` },
  "site.reopened": { group: "Sites", label: "Opened a site again", says: ({ subject }) => `opened ${named(subject, "a site")} again` },
  "induction.created": { group: "Inductions", label: "Began an induction", says: (told) => `began the induction ${named(told.subject, "")}${atSite(told)}`.trim() },
  "induction.draft-saved": { group: "Inductions", label: "Saved the draft of an induction", says: ({ subject }) => `saved the draft of ${named(subject, "an induction")}` },
  "induction.published": {
    group: "Inductions",
    label: "Published an induction",
    says: ({ subject, changes }) => `published version ${figure(changes.version) ?? "1"} of ${named(subject, "an induction")}${changes.redo === true ? ", to be done again by all" : ""}`,
  },
  "induction.withdrawn": { group: "Inductions", label: "Withdrew an induction", says: ({ subject }) => `withdrew ${named(subject, "an induction")}` },
  "notice.put-up": { group: "Sites", label: "Put something on a board", says: (told) => `put “${text(told.changes.title) ?? "something"}” on the board${told.site ? atSite(told) : " of all sites"}` },
  "notice.taken-down": { group: "Sites", label: "Took something off a board", says: (told) => `took “${text(told.changes.title) ?? "something"}” off the board${told.site ? atSite(told) : " of all sites"}` },
  "contractor.added": { group: "Company", label: "Added a contractor", says: ({ personal, subject }) => `added the contractor ${named(personal.name ?? subject, "")}`.trim() },
  "contractor.changed": { group: "Company", label: "Changed a contractor", says: ({ subject }) => `changed the contractor ${named(subject, "")}`.trim() },
  "contractor.archived": { group: "Company", label: "Archived a contractor", says: ({ personal, subject }) => `archived the contractor ${named(personal.name ?? subject, "")}`.trim() },
  "contractor.paper-added": { group: "Company", label: "Added a contractor's paper", says: ({ subject, personal }) => `added “${named(personal.label, "a paper")}” to ${named(subject, "a contractor")}` },
  "contractor.paper-removed": { group: "Company", label: "Took a contractor's paper off", says: ({ subject, personal }) => `took “${named(personal.label, "a paper")}” off ${named(subject, "a contractor")}` },
  "terms.published": { group: "Company", label: "Published terms", says: ({ changes }) => `published version ${figure(changes.version) ?? "1"} of the terms` },
  "terms.withdrawn": { group: "Company", label: "Withdrew the terms", says: ({ changes }) => `withdrew version ${figure(changes.version) ?? "1"} of the terms` },
  "ban.made": { group: "Visits", label: "Banned somebody", says: (told) => `banned ${named(told.personal.name, "somebody")} from ${told.site ?? "all sites"}` },
  "ban.lifted": { group: "Visits", label: "Lifted a ban", says: (told) => `lifted the ban of ${named(told.personal.name, "somebody")} from ${told.site ?? "all sites"}` },
  "asset.uploaded": { group: "Inductions", label: "Added a picture or PDF", says: ({ personal }) => `added ${personal.file ? `the file “${personal.file}”` : "a picture or PDF"}` },
  "export.requested": { group: "Exports", label: "Asked for a file of visits", says: (told) => `asked for a file of visits${told.site ? ` of ${told.site}` : ""}${days(told)}` },
  "export.done": { group: "Exports", label: "Made a file of visits", says: ({ changes }) => `made a file of ${figure(changes.rows) ?? "the"} visits` },
  "export.failed": { group: "Exports", label: "Could not make a file", says: () => "could not make a file of visits" },
  "export.downloaded": { group: "Exports", label: "Downloaded a file of visits", says: (told) => `downloaded a file of visits${told.site ? ` of ${told.site}` : ""}` },
  "member.invited": { group: "Members", label: "Invited somebody", says: ({ personal, changes }) => `invited ${named(personal.name, "somebody")} as ${roleText(changes.role)}` },
  "invite.revoked": { group: "Members", label: "Took an invite back", says: ({ subject }) => `took back the invite${subject ? ` of ${subject}` : ""}` },
  "member.joined": { group: "Members", label: "Joined the company", says: ({ changes }) => `joined the company as ${roleText(changes.role)}` },
  "member.changed": { group: "Members", label: "Changed a role or sites", says: memberChange },
  "member.disabled": { group: "Members", label: "Shut a member out", says: ({ subject }) => `shut ${named(subject, "a member")} out` },
  "entry.asked": { group: "Visits", label: "Asked to be let in", says: (told) => `asked to be let in${atSite(told)}` },
  "entry.stopped": { group: "Visits", label: "Was stopped at the gate", says: (told) => `was stopped at the gate${atSite(told)}` },
  "entry.approved": { group: "Visits", label: "Let somebody in", says: (told) => `let ${named(told.subject, "somebody")} in${atSite(told)}` },
  "entry.denied": { group: "Visits", label: "Turned somebody away", says: (told) => `turned ${named(told.subject, "somebody")} away${atSite(told)}` },
  "entry.withdrawn": { group: "Visits", label: "Closed a request to be let in", says: (told) => `closed the request of ${named(told.subject, "somebody")}, who ${told.changes.why === "induction" ? "has an induction to do first" : "was in already"}${atSite(told)}` },
  "booking.made": { group: "Visits", label: "Invited a visitor", says: (told) => `invited ${named(told.personal.name ?? told.subject, "a visitor")}${told.site ? ` to ${told.site}` : ""}${days(told)}` },
  "booking.cancelled": { group: "Visits", label: "Called a visit off", says: (told) => `called off the visit of ${named(told.subject, "somebody")}${atSite(told)}` },
  "booking.prepared": { group: "Visits", label: "Did the induction before they came", says: (told) => `did the induction${told.site ? ` of ${told.site}` : ""} before they came` },
  "member.enabled": { group: "Members", label: "Let a member in again", says: ({ subject }) => `let ${named(subject, "a member")} in again` },
  "session.opened": { group: "Log-ins", label: "Logged in", says: logIn },
  "session.ended": { group: "Log-ins", label: "Logged out", says: logOut },
  "log-in.failed": { group: "Log-ins", label: "Failed to log in", says: ({ subject, changes }) => `tried to log in${subject ? ` as ${subject}` : ""} with ${WRONG[text(changes.why) ?? ""] ?? "something wrong"}` },
  "password.reset-asked": { group: "Log-ins", label: "Asked for a new password", says: ({ subject }) => `asked for a new password${subject ? ` for ${subject}` : ""}` },
  "password.reset": { group: "Log-ins", label: "Set a new password by mail", says: ({ subject }) => `set a new password${subject ? ` for ${subject}` : ""} by the mailed link` },
  "permission.refused": { group: "Log-ins", label: "Was refused something", says: refusal },
  "account.password-changed": { group: "Accounts", label: "Changed a password", says: () => "changed their password" },
  "account.authenticator-added": { group: "Accounts", label: "Added an authenticator app", says: () => "added an authenticator app" },
  "account.authenticator-removed": { group: "Accounts", label: "Removed an authenticator app", says: () => "removed their authenticator app" },
  "account.passkey-added": { group: "Accounts", label: "Added a passkey", says: () => "added a passkey" },
  "account.passkey-removed": { group: "Accounts", label: "Removed a passkey", says: () => "removed a passkey" },
  "account.recovery-codes-made": { group: "Accounts", label: "Made recovery codes", says: () => "made new recovery codes" },
  "account.second-factor-removed": { group: "Accounts", label: "Took a lost second step away", says: () => "took the lost second step of a member away" },
  "sign-up.asked": { group: "Company", label: "Asked for a new company", says: () => "asked for a new company" },
  "company.created": { group: "Company", label: "Made the company", says: () => "made this company" },
  "company.second-factor-set": {
    group: "Company",
    label: "Set whether a second step is required",
    says: ({ changes }) => (pair(changes.required)?.[1] === true ? "asked owners and admins for a second step at log-in" : "stopped asking for a second step at log-in"),
  },
  "company.photos-set": {
    group: "Company",
    label: "Set whether inductions ask for photos",
    says: ({ changes }) => (pair(changes.allowed)?.[1] === true ? "allowed photos in inductions" : "stopped photos in inductions"),
  },
  "company.suspended": { group: "Company", label: "Paused the company", says: () => "paused this company" },
  "company.resumed": { group: "Company", label: "Opened the company again", says: () => "opened this company again" },
  "company.plan-set": { group: "Company", label: "Set the plan", says: ({ changes }) => `set the plan to ${text(pair(changes.plan)?.[1]) ?? "another one"}` },
  "company.limit-set": { group: "Company", label: "Set a limit", says: limitChange },
  "switch.thrown": { group: "Company", label: "Switched something off", says: ({ changes }) => `switched ${text(changes.switch) ?? "something"} off` },
  "switch.closed": { group: "Company", label: "Switched something on again", says: ({ changes }) => `switched ${text(changes.switch) ?? "something"} on again` },
  "context-key.rotated": { group: "Company", label: "Renewed the context keys", says: () => "renewed the keys of the contexts" },
  "audit.archived": { group: "The log", label: "Moved events to the archive", says: ({ changes: { from, to } }) => `moved ${figure(from) === null ? "events" : `the events ${figure(from)} to ${figure(to)}`} to the archive` },
  "audit.exported": { group: "The log", label: "Exported the log", says: ({ changes }) => `exported ${Object.keys(changes).length > 0 ? "a part of the log" : "the log"}` },
};

const VISITORS = new Set(["site_link", "visit", "booking"]);
const NAMELESS: Record<string, string> = { system: "The system", job: "The system", operator: "The deployment's operator", stranger: "Somebody not logged in" };

/** Who did it, as the sentence begins. */
export function whoDid(event: { actorKind: string; actorName: string | null; subjectName: string | null }): string {
  if (event.actorKind === "member") return event.actorName ?? "A member";
  if (VISITORS.has(event.actorKind)) return event.subjectName ?? "A visitor";
  return NAMELESS[event.actorKind] ?? "Somebody";
}

/** What was done, after the name. */
export function whatWasDone(action: string, told: Told): string {
  return ACTION_WORDS[action]?.says(told) ?? `did "${action}"`;
}
