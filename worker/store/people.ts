/** People, beyond their visits. */
import { sql } from "drizzle-orm";
import type { TenantStore } from "#worker/store/tenant-store.ts";

/** `before`: nothing was left to erase, and nothing is written. */
type Erased = "erased" | "before" | "on-site" | "banned" | "nothing";

/**
 * `on-site`: nothing was changed, for they are needed on the register; `banned`: nor was anything, for a ban is of somebody. `photos`: those that are
 * to be deleted now, by attempt and block.
 */
export async function erasePerson(store: TenantStore, personId: string): Promise<{ outcome: Erased; photos: { attemptId: string; blockId: string }[] }> {
  const row = await store.commitStatement<{ outcome: Erased; photos: string[] }>(
    { action: "person.erased", subjectKind: "person", subjectId: personId },
    ({ columns, values }) => sql`
  with done as (select * from erase_person_and_photos(${personId}::uuid)),
  event as (insert into audit_event ${columns} select ${values} from done where outcome = 'erased')
  select outcome, to_json(photos) as photos from done`,
  );
  const photos = (row?.photos ?? []).map((place) => {
    const [attemptId = "", blockId = ""] = place.split("/");
    return { attemptId, blockId };
  });
  return { outcome: row?.outcome ?? "nothing", photos };
}

/** Who somebody is, with the words that they are found by. */
export interface Corrected {
  name: string;
  nameKey: string;
  phone: string;
  employer: string;
  nameWords: string[];
  phoneWords: string[];
  employerWords: string[];
}

/** The event keeps what stood there before and what stands there now as what can be erased. */
export async function correctPerson(store: TenantStore, personId: string, corrected: Corrected): Promise<"corrected" | "same" | "exists" | "nothing"> {
  const row = await store.commitStatement<{ outcome: "corrected" | "same" | "exists" | "nothing" }>(
    { action: "person.corrected", subjectKind: "person", subjectId: personId, changes: sql`done.changed`, personal: sql`done.personal` },
    ({ columns, values }) => sql`
  with done as (select * from correct_person(${personId}::uuid, ${JSON.stringify(corrected)}::jsonb)),
  event as (insert into audit_event ${columns} select ${values} from done where outcome = 'corrected')
  select outcome from done`,
  );
  return row?.outcome ?? "nothing";
}
