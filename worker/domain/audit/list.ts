/** What the office sees of its log: pages of events, and one event in full. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { linesOf } from "#worker/domain/audit/archive-file.ts";
import { readLine } from "#worker/domain/audit/line.ts";
import { eventInput, listEventsInput, toFilter } from "#worker/domain/audit/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import { findEvent, listEvents, type EventPage, type EventRow, type OneEvent } from "#worker/store/audit-events.ts";
import { readFile } from "#worker/store/files.ts";

/** Newest first, of what the database still holds. Throws INVALID_INPUT. */
export async function getEvents(context: TenantContext, raw: z.input<typeof listEventsInput>): Promise<EventPage> {
  const store = requirePermission(context, "audit.list");
  const { olderThan, newerThan, pageRows, ...filter } = parse(listEventsInput, raw);
  return listEvents(store, toFilter(filter), { olderThan, newerThan, pageRows });
}

export interface EventInFull extends Omit<OneEvent, "event"> {
  event: EventRow;
}

/** One event by its number, from the database or from the archive's file. Throws NOT_FOUND. */
export async function getEvent(context: TenantContext, bucket: R2Bucket, raw: z.input<typeof eventInput>): Promise<EventInFull> {
  const store = requirePermission(context, "audit.list");
  const { number } = parse(eventInput, raw);
  const found = await findEvent(store, number);
  const event = found.event ?? (found.fileKey ? await findInFile(bucket, context.request.runId, found.fileKey, number) : null);
  if (!event) throw new DomainError("NOT_FOUND");
  return { ...found, event };
}

/** As the file says it: names are looked up nowhere, for what it is about may be long gone. */
async function findInFile(bucket: R2Bucket, runId: string, key: string, number: number): Promise<EventRow | null> {
  const bytes = await readFile(bucket, runId, key);
  for (const json of bytes ? linesOf(bytes) : []) {
    const read = readLine(json);
    if (read?.parts.number !== number) continue;
    const { line, parts } = read;
    return { ...parts, at: new Date(parts.at), actorName: null, subjectName: null, siteName: null, openings: line.openings, previousHash: line.previous, hash: line.hash };
  }
  return null;
}
