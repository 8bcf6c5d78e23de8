/** What goes through the queue: ids only, for the row is the job and the message only says "look". */
import * as z from "zod";

export const jobMessage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("export"), exportId: z.uuid() }),
  z.strictObject({ kind: z.literal("mail"), mailId: z.uuid() }),
  /** A health check's sign of life; the consumer acknowledges it and does nothing. */
  z.strictObject({ kind: z.literal("ping") }),
]);

export type JobMessage = z.infer<typeof jobMessage>;
