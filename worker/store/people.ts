/** People, beyond their visits. */
import { sql } from "drizzle-orm";
import type { TenantStore } from "#worker/store/tenant-store.ts";

/** `on-site`: nothing was changed, for they are needed on the register. */
export async function erasePerson(store: TenantStore, personId: string): Promise<"erased" | "on-site" | "nothing"> {
  const row = await store.commitStatement<{ outcome: "erased" | "on-site" | "nothing" }>(
    { action: "person.erased", subjectKind: "person", subjectId: personId },
    ({ columns, values }) => sql`
  with done as (select erase_person(${personId}::uuid) as outcome),
  event as (insert into audit_event ${columns} select ${values} from done where outcome = 'erased')
  select outcome from done`,
  );
  return row?.outcome ?? "nothing";
}
