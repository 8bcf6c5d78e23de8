/** Finds mails whose message was lost, whose sender died, or whose next try is due, and says "look" again. */
import type { RequestContext } from "#worker/context.ts";
import { LIFETIMES } from "#worker/limits.ts";
import { log } from "#worker/log.ts";

/** Gives how many messages were sent. One too many is harmless: a row is claimed once. */
export async function sweepMail(request: RequestContext): Promise<number> {
  const due = await request.platform.listDueMail(LIFETIMES.jobQueuedSeconds);
  for (const mailId of due) await request.announce({ kind: "mail", mailId });
  if (due.length > 0) log({ requestId: request.requestId }, { event: "jobs.swept", sent: due.length });
  return due.length;
}
