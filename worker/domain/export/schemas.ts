/** What is sent to the operations on exports. */
import * as z from "zod";
import { day } from "#worker/domain/day.ts";

/** `siteId` empty means every site that the member may see. Both days are included, in each site's own zone. */
export const requestExportInput = z
  .strictObject({
    /** Made when the form was shown: a form sent twice asks for one file. */
    id: z.uuid().optional(),
    siteId: z.union([z.literal("").transform(() => null), z.uuid("Choose a site from the list")]),
    fromOn: day,
    toOn: day,
    format: z.literal("csv", "Choose CSV"),
  })
  .refine((input) => input.fromOn <= input.toOn, { path: ["toOn"], message: "Choose a last day that is not before the first" });

export const exportIdInput = z.strictObject({ id: z.uuid() });
