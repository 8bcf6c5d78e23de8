/** Planned visits become the rows that signing in would have left, each through the product's own validation. */
import { createHash, randomBytes } from "node:crypto";
import { LIFETIMES } from "#worker/limits.ts";
import { parse } from "#worker/domain/parse.ts";
import { searchWords, toKey, toSearchText } from "#worker/domain/person/words.ts";
import { contentHashOf } from "#worker/domain/visit/content-hash.ts";
import { PRIVACY_NOTICE_VERSION, signInInput, type VisitorType } from "#worker/domain/visit/schemas.ts";
import type { Random } from "./random.ts";
import type { PlannedVisit } from "./schedule.ts";

export type PersonRow = { id: string; phone: string; name: string; nameKey: string; createdAt: Date };
export type TermRow = { term: string; personId: string };
export type VisitRow = {
  id: string; siteId: string; personId: string; visitorType: VisitorType; name: string; phone: string; employer: string;
  searchText: string; contentHash: Uint8Array; signOutHash: Uint8Array; signOutExpiresAt: Date; privacyNoticeVersion: number;
  signedInAt: Date; signedOutAt: Date | null; leftHow: string | null; leftReason: string | null;
};
export type HistoryRows = { people: PersonRow[]; terms: TermRow[]; visits: VisitRow[] };

/** @param planned in the order of sign-in. @throws when a visit could not have been signed in. */
export function toRows(planned: readonly PlannedVisit[], siteIds: readonly string[], random: Random): HistoryRows {
  const people = new Map<string, PersonRow & { terms: Set<string> }>();
  const visits = planned.map((visit): VisitRow => {
    const { signedInAt, signedOutAt, leaving } = visit;
    const { name, phone, employer, visitorType } = visit.visitor;
    const id = random.id(signedInAt);
    const signOutToken = randomBytes(32).toString("base64url");
    const input = parse(signInInput, { name, phone, employer, visitorType, prepared: { visitId: id, signOutToken } });
    const key = `${input.phone} ${toKey(input.name)}`;
    let person = people.get(key);
    if (!person) {
      person = { id: random.id(signedInAt), phone: input.phone, name: input.name, nameKey: toKey(input.name), createdAt: signedInAt, terms: new Set() };
      people.set(key, person);
    }
    for (const word of searchWords(input)) person.terms.add(word);
    return {
      id, siteId: siteOf(visit, siteIds), personId: person.id, visitorType: input.visitorType, name: input.name, phone: input.phone,
      employer: input.employer, searchText: toSearchText(input), contentHash: contentHashOf(input),
      signOutHash: createHash("sha256").update(signOutToken).digest(),
      signOutExpiresAt: new Date(signedInAt.getTime() + LIFETIMES.signOutLinkSeconds * 1000),
      privacyNoticeVersion: PRIVACY_NOTICE_VERSION, signedInAt, signedOutAt,
      leftHow: leaving?.how ?? null, leftReason: leaving?.how === "assumed_left" ? leaving.reason : null,
    };
  });
  const terms = [...people.values()].flatMap((person) => [...person.terms].map((term) => ({ term, personId: person.id })));
  return { people: [...people.values()], terms, visits };
}

function siteOf(visit: PlannedVisit, siteIds: readonly string[]): string {
  const id = siteIds[visit.site];
  if (!id) throw new Error(`the company has no site ${visit.site}`);
  return id;
}

/** SHA-256 over what was loaded: a line for each visit with what of it never changes, in the order of the ids. */
export function digestOf(visits: readonly Pick<VisitRow, "id" | "siteId" | "contentHash" | "signedInAt">[]): string {
  const hash = createHash("sha256");
  for (const visit of [...visits].sort((one, other) => (one.id < other.id ? -1 : 1))) {
    hash.update(`${visit.id} ${visit.siteId} ${Buffer.from(visit.contentHash).toString("hex")} ${visit.signedInAt.toISOString()}\n`);
  }
  return hash.digest("hex");
}
