import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readWhole } from "#app/door.server.ts";
import { addressWith, readQuery, type Query } from "#app/routes/office/query.server.ts";
import { dated } from "#app/routes/office/times.server.ts";
import { getEvents } from "#worker/domain/audit/list.ts";
import type { MemberContext } from "#worker/context.ts";
import { DomainError, type FieldErrors } from "#worker/errors.ts";
import type { EventPage } from "#worker/store/audit-events.ts";
import { filtersOf, inputOf, toFields } from "./filter.server.ts";
import { tell, whereFrom } from "./told.server.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** A place in the list, as the address holds it; what is no number is refused by the operation. */
const placeOf = (text: string | undefined) => (text === undefined ? undefined : readWhole(text));

function describe(member: MemberContext, query: Query, page: EventPage) {
  const { now } = member.request;
  const { timeZone } = member.entered ?? member.claims;
  const filters = filtersOf(query);
  const [first, last] = [page.events[0], page.events.at(-1)];
  return {
    fields: {} as FieldErrors,
    isPlaceLost: false,
    filters: { who: filters.who ?? "", action: filters.action ?? "", row: filters.row ?? "", from: filters.from ?? "", to: filters.to ?? "" },
    rowName: filters.row ? (first?.subjectName ?? null) : null,
    isFirstPage: !query("older") && !query("newer"),
    firstAddress: addressWith("/audit", filters),
    exportAddress: addressWith("/audit/export", filters),
    newerAddress: page.hasNewer && first ? addressWith("/audit", { ...filters, newer: String(first.number) }) : null,
    olderAddress: page.hasOlder && last ? addressWith("/audit", { ...filters, older: String(last.number) }) : null,
    members: page.members,
    archive: page.archive && { ...page.archive, lastAt: dated(page.archive.lastAt, now, timeZone) },
    checkpoint: page.checkpoint && { number: page.checkpoint.number, taken: dated(page.checkpoint.takenAt, now, timeZone) },
    events: page.events.map((event) => ({ number: event.number, at: dated(event.at, now, timeZone), site: event.siteName, ...tell(event), ...whereFrom(event) })),
  };
}

/** The form again with what to mend. The refusal came before any trip: the members for the form are the request's one. */
async function refuse(member: MemberContext, query: Query, refused: FieldErrors) {
  const page = await getEvents(member, { pageRows: 1 });
  return { ...describe(member, query, { ...page, events: [], hasOlder: false, hasNewer: false }), fields: toFields(refused), isPlaceLost: "olderThan" in refused || "newerThan" in refused };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    try {
      const page = await getEvents(member, { ...inputOf(query), olderThan: placeOf(query("older")), newerThan: query("older") ? undefined : placeOf(query("newer")) });
      return json(describe(member, query, page), { headers: NO_STORE });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
      return json(await refuse(member, query, error.fields), { status: 400, headers: NO_STORE });
    }
  });
}
