/** A supervisor signs in a crew: each by the rules, whatever becomes of the others. */
import type * as z from "zod";
import { signOutTokenOf, type TenantContext } from "#worker/context.ts";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { checkInInput, crewListInput } from "#worker/domain/entry/crew-schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { searchWords, toKey, toSearchTerms, toSearchText } from "#worker/domain/person/words.ts";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import { contentHashOf } from "#worker/domain/visit/content-hash.ts";
import { PRIVACY_NOTICE_VERSION } from "#worker/domain/visit/schemas.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { clientKey, LIFETIMES } from "#worker/limits.ts";
import { log } from "#worker/log.ts";
import { requirePermission } from "#worker/permissions.ts";
import { checkInCrew as commit, listCrew as list, type CrewComer, type CrewList, type CrewOutcome } from "#worker/store/crew.ts";

/** Who came to a site in the last 30 days and is not there now, the latest first. Without a site: the only one, or none yet. */
export async function listCrew(context: TenantContext, raw: z.input<typeof crewListInput>): Promise<CrewList> {
  const store = requirePermission(context, "visit.check-in");
  const { siteId, search } = parse(crewListInput, raw);
  const crew = await list(store, { siteId: siteId ?? null, terms: toSearchTerms(search) }, context.request.now);
  if (siteId && !crew.site) throw new DomainError("NOT_FOUND");
  return crew;
}

/** The id of somebody's visit, the same for a form that is sent again: the time of the form's own id, then what the form and they give. */
function visitIdOf(crewId: string, who: string): string {
  const bytes = sha256Of(`${crewId}\n${who}`);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return `${crewId.slice(0, 13)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

type Parsed = z.output<typeof checkInInput>;

/** Everybody once, with all that their visit will hold. */
function toComers({ request: { settings, now } }: TenantContext, { crewId, known, people, notices }: Parsed): CrewComer[] {
  const keyId = settings.signingKeys[0]?.id ?? "";
  const shared = (visitId: string) => ({
    id: visitId,
    notices,
    privacyNoticeVersion: PRIVACY_NOTICE_VERSION,
    signOutHash: sha256Of(signOutTokenOf(settings, keyId, visitId)),
    signOutExpiresAt: new Date(now.getTime() + LIFETIMES.signOutLinkSeconds * 1000),
  });
  const ofKnown = known.map((personId): CrewComer => ({ ...shared(visitIdOf(crewId, personId)), knownAs: personId, typed: null }));
  // In one order whoever sends them: two crews with the same new people then wait for each other, and never crosswise.
  const inOrder = people.map((person) => ({ person, who: `${person.phone}\n${toKey(person.name)}` })).sort((one, other) => (one.who < other.who ? -1 : 1));
  const ofTyped = inOrder.map(({ person, who }): CrewComer => {
    const nameKey = toKey(person.name);
    return { ...shared(visitIdOf(crewId, who)), knownAs: null, typed: { ...person, nameKey, searchText: toSearchText(person), terms: searchWords(person), contentHash: contentHashOf(person) } };
  });
  return [...new Map([...ofKnown, ...ofTyped].map((comer) => [comer.id, comer])).values()];
}

/**
 * Counts a unit of the site for each, and one of the client. Gives what became of each. Throws INVALID_INPUT, TOO_MANY with the
 * seconds to wait (nobody is signed in then), NOT_FOUND for a site that is closed or not theirs.
 */
export async function checkInCrew(context: TenantContext, env: Env, raw: z.input<typeof checkInInput>): Promise<CrewOutcome[]> {
  const store = requirePermission(context, "visit.check-in");
  const input = parse(checkInInput, raw);
  const { request, companyId } = context;
  const comers = toComers(context, input);
  const gate = siteGateOf(env, input.siteCode);
  const verdict = await gate.admitCrew({ visitIds: comers.map(({ id }) => id), client: clientKey(request.address) });
  if (!verdict.admitted) {
    const { which, retryAfterSeconds } = verdict;
    log({ requestId: request.requestId, companyId }, { event: "gate.refused", which, retryAfterSeconds });
    throw new DomainError("TOO_MANY", { retryAfterSeconds });
  }
  const giveBack = async (visitIds: string[]) => {
    for (const visitId of visitIds.filter((id) => verdict.counted.includes(id))) await gate.refund(visitId).catch(() => undefined);
  };
  try {
    const outcomes = await commit(store, input.siteId, comers, request.now);
    if (outcomes.length === 0) throw new DomainError("NOT_FOUND");
    await giveBack(outcomes.filter(({ outcome }) => outcome === "already-here" || outcome === "gone").map(({ visitId }) => visitId));
    return outcomes;
  } catch (error) {
    // When the database did not answer, the visits may stand: their units stay taken, and the retry is free.
    if (!(error instanceof DomainError) || error.code !== "UNAVAILABLE") await giveBack(verdict.counted);
    throw error;
  }
}
