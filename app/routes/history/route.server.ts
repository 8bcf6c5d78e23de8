import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember } from "#app/door.server.ts";
import { addressWith, readCursor, readQuery, writeCursor, type Query } from "#app/routes/office/query.server.ts";
import { dated, dayOf, since } from "#app/routes/office/times.server.ts";
import { toSearchTerms } from "#worker/domain/person/words.ts";
import { getSites } from "#worker/domain/site/list.ts";
import { getHistory } from "#worker/domain/visit/list.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import type { MemberContext } from "#worker/context.ts";
import { DomainError, type FieldErrors } from "#worker/errors.ts";
import { may } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** For a search of signs alone, which would else find everybody. */
const NOTHING_TO_SEARCH = "Type at least one letter or digit to search for";

type History = Awaited<ReturnType<typeof getHistory>>;
type HistoryVisit = History["visits"][number];

const filtersOf = (query: Query) => ({ search: query("search"), site: query("site"), type: query("type"), from: query("from"), to: query("to") });

/** What the fields of the form show. */
function shown(query: Query) {
  const { search = "", site = "", type = "", from = "", to = "" } = filtersOf(query);
  return { search, site, type, from, to };
}

function toRow(visit: HistoryVisit, now: Date) {
  const { id, name, phone, employer, visitorType, siteName, timeZone, signedInAt, signedOutAt, leftHow, checkedInByName, termsNumber } = visit;
  const isSameDay = signedOutAt !== null && dayOf(signedOutAt, timeZone) === dayOf(signedInAt, timeZone);
  return {
    id,
    name,
    phone,
    employer,
    visitorType,
    siteName,
    leftHow,
    checkedInByName,
    termsNumber,
    signedIn: dated(signedInAt, now, timeZone),
    // On the day of the sign-in the time alone says it.
    signedOut: signedOutAt && (isSameDay ? since(signedOutAt, signedInAt, timeZone) : dated(signedOutAt, now, timeZone)),
  };
}

function describe(member: MemberContext, query: Query, history: History) {
  const filters = filtersOf(query);
  const [first, last] = [history.visits[0], history.visits.at(-1)];
  return {
    fields: {} as FieldErrors,
    isPlaceLost: false,
    filters: shown(query),
    isFirstPage: !query("older") && !query("newer"),
    firstAddress: addressWith("/history", filters),
    newerAddress: history.hasNewer && first ? addressWith("/history", { ...filters, newer: writeCursor(first) }) : null,
    olderAddress: history.hasOlder && last ? addressWith("/history", { ...filters, older: writeCursor(last) }) : null,
    mayBan: may((member.entered ?? member.claims).role, "ban.change"),
    mayRecord: may((member.entered ?? member.claims).role, "privacy.work"),
    sites: history.sites.map(({ id, name }) => ({ id, name })),
    visits: history.visits.map((visit) => toRow(visit, member.request.now)),
  };
}

const FIELD_OF: Record<string, string> = { search: "search", siteId: "site", visitorType: "type", fromOn: "from", toOn: "to" };
const SENTENCES: Record<string, string> = { site: "Choose a site from the list", type: "Choose a type from the list" };

/** The form again with what to mend. The refusal came before any trip, so the sites for the form are the request's one trip. */
async function refuse(member: MemberContext, query: Query, refused: FieldErrors) {
  const fields: FieldErrors = {};
  for (const [input, sentence] of Object.entries(refused)) {
    const field = FIELD_OF[input];
    if (field) fields[field] = SENTENCES[field] ?? sentence;
  }
  const sites = (await getSites(member)).map(({ id, name }) => ({ id, name }));
  const page = describe(member, query, { sites: [], visits: [], hasOlder: false, hasNewer: false });
  return { ...page, fields, sites, isPlaceLost: Object.keys(refused).some((input) => /^(older|newer)Than/.test(input)) };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const { search, site, type, from, to } = filtersOf(query);
    try {
      if (search && toSearchTerms(search).length === 0) throw new DomainError("INVALID_INPUT", { fields: { search: NOTHING_TO_SEARCH } });
      const history = await getHistory(member, {
        search,
        siteId: site,
        visitorType: type as VisitorType | undefined,
        fromOn: from,
        toOn: to,
        olderThan: readCursor(query("older")),
        newerThan: query("older") ? undefined : readCursor(query("newer")),
      });
      return json(describe(member, query, history), { headers: NO_STORE });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
      return json(await refuse(member, query, error.fields), { status: 400, headers: NO_STORE });
    }
  });
}
