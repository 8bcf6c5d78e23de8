/** Whether what lies in the database could have been signed in: by the product's own rules, not by the seed's. */
import { isDeepStrictEqual } from "node:util";
import { contentHashOf } from "#worker/domain/visit/content-hash.ts";
import { searchWords, toKey, toSearchText } from "#worker/domain/person/words.ts";
import { PRIVACY_NOTICE_VERSION, signInInput, type VisitorType } from "#worker/domain/visit/schemas.ts";
import { withClient } from "../roles.ts";

export type StoredVisit = {
  company_id: string; id: string; site_id: string; person_id: string; visitor_type: VisitorType; name: string; phone: string; employer: string;
  search_text: string; content_hash: Buffer; privacy_notice_version: number; signed_in_at: Date; signed_out_at: Date | null; sign_out_expires_at: Date;
  person_phone: string; name_key: string; terms: string[]; notices: string[]; terms_version_id: string | null; language: string | null;
};

/** Every visit with its person and the words that the person is found by. */
export async function readVisits(ownerUrl: string): Promise<StoredVisit[]> {
  return withClient(ownerUrl, async (client) => (await client.query<StoredVisit>(
    `select v.*, p.phone as person_phone, p.name_key, t.terms
       from visit v join person p on p.company_id = v.company_id and p.id = v.person_id
       join (select company_id, person_id, array_agg(term) as terms from person_term group by 1, 2) t
         on t.company_id = v.company_id and t.person_id = v.person_id`)).rows);
}

/** What is wrong with a visit, a sentence each; none when it could have been signed in. */
export function findFaults(visit: StoredVisit): string[] {
  const typed = { name: visit.name, phone: visit.phone, employer: visit.employer, visitorType: visit.visitor_type, notices: visit.notices, termsVersionId: visit.terms_version_id, language: visit.language };
  const prepared = { visitId: visit.id, signOutToken: "-".repeat(43) };
  const parsed = signInInput.safeParse({ ...typed, prepared });
  if (!parsed.success) return [`${visit.id} is refused: ${parsed.error.message}`];
  const input = parsed.data;
  const checks: Record<string, boolean> = {
    "is kept otherwise than it is parsed": isDeepStrictEqual(input, { ...typed, prepared }),
    "has another search text": visit.search_text === toSearchText(input),
    "has another content hash": Buffer.compare(visit.content_hash, contentHashOf(input)) === 0,
    "belongs to another person": visit.person_phone === input.phone && visit.name_key === toKey(input.name),
    "is not found by all of its words": searchWords(input).every((word) => visit.terms.includes(word)),
    "has another privacy notice": visit.privacy_notice_version === PRIVACY_NOTICE_VERSION,
    "has an id of another instant": parseInt(visit.id.replaceAll("-", "").slice(0, 12), 16) === visit.signed_in_at.getTime(),
    "can be signed out for other than a day": visit.sign_out_expires_at.getTime() - visit.signed_in_at.getTime() === 86_400_000,
  };
  return Object.entries(checks).filter(([, holds]) => !holds).map(([fault]) => `${visit.id} ${fault}`);
}
