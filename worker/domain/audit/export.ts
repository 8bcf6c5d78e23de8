/** The log to take away: one stream of lines, which anybody can check without us (docs/audit.md). */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { linesOf } from "#worker/domain/audit/archive-file.ts";
import { readLine, type EventParts } from "#worker/domain/audit/line.ts";
import { exportEventsInput, toFilter } from "#worker/domain/audit/schemas.ts";
import { isFiltered, OTHER_ACTORS, type EventFilter } from "#worker/store/audit-filter.ts";
import { noteExport, readNextForExport, type NextForExport } from "#worker/store/audit-lines.ts";
import { openFile } from "#worker/store/files.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

/** Events that one trip reads: with their openings some 1.5 MB, of which a Worker holds several copies at once. */
const EVENTS_A_TRIP = 1_000;

/**
 * Writes down that the log is taken, and gives it: oldest first, to that very event. The rest is read while it is sent,
 * 1,000 events a trip, each trip with the session's right as it is then. Throws INVALID_INPUT.
 */
export async function exportEvents(context: TenantContext, bucket: R2Bucket, raw: z.input<typeof exportEventsInput>): Promise<{ through: number; body: ReadableStream<Uint8Array> }> {
  const store = requirePermission(context, "audit.export");
  const { who, action, row, fromOn, toOn } = parse(exportEventsInput, raw);
  const asked = { who, action, row: row && `${row.kind}:${row.id}`, fromOn, toOn };
  const through = await noteExport(store, context.companyId, Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)));
  const filter = toFilter({ who, action, row, fromOn, toOn });
  return { through, body: toStream(chunksOf({ store, bucket, runId: context.request.runId, filter, through })) };
}

interface Source {
  store: TenantStore;
  bucket: R2Bucket;
  runId: string;
  filter: EventFilter;
  through: number;
}

/** Files and pages in turn. What is moved to a file meanwhile is found there: each trip looks for files first. */
async function* chunksOf(source: Source): AsyncGenerator<Uint8Array> {
  const { store, filter, through } = source;
  const encoder = new TextEncoder();
  for (let after = 0; after < through; ) {
    const next = await readNextForExport(store, filter, { after, through }, EVENTS_A_TRIP);
    for (const file of next.files) {
      yield* linesOfFile(source, file, after, next);
      after = file.to;
    }
    if (next.files.length > 0) continue;
    if (next.lines.length > 0) yield encoder.encode(next.lines.map(({ line }) => `${line}\n`).join(""));
    after = next.lines.length < EVENTS_A_TRIP ? through : (next.lines.at(-1)?.number ?? through);
  }
}

/** A whole file goes through as it is; of one that is filtered, or begun in the middle, the lines that are meant. A file that is gone leaves a line that says so. */
async function* linesOfFile({ bucket, runId, filter }: Source, file: NextForExport["files"][number], after: number, days: NextForExport): AsyncGenerator<Uint8Array> {
  const object = await openFile(bucket, runId, file.key);
  if (!object) {
    yield new TextEncoder().encode(`${JSON.stringify({ missing: file.key, from: file.from, to: file.to })}\n`);
    return;
  }
  if (!isFiltered(filter) && file.from === after + 1) {
    yield* chunksOfBody(object.body as ReadableStream<Uint8Array>);
    return;
  }
  const meant = linesOf(new Uint8Array(await object.arrayBuffer())).filter((json) => {
    const parts = readLine(json)?.parts;
    return parts !== undefined && parts.number > after && isMeant(parts, filter, days);
  });
  yield new TextEncoder().encode(meant.map((line) => `${line}\n`).join(""));
}

async function* chunksOfBody(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

/** The filter of the table (eventCondition), over a line. */
function isMeant(parts: EventParts, { who, action, subject }: EventFilter, { since, until }: NextForExport): boolean {
  if (who && "memberId" in who && !(parts.actorKind === "member" && parts.actorId === who.memberId)) return false;
  if (who && "others" in who && !(OTHER_ACTORS[who.others] as readonly string[]).includes(parts.actorKind)) return false;
  if (action !== undefined && parts.action !== action) return false;
  if (subject && !(parts.subjectKind === subject.kind && parts.subjectId === subject.id)) return false;
  return (since === null || parts.at >= since) && (until === null || parts.at < until);
}

/** Nothing is read before somebody takes it, and no more than one piece waits. */
function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
