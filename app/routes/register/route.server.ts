import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { addressWith, readCursor, readQuery, writeCursor, type Query } from "#app/routes/office/query.server.ts";
import { isEarlierDay, since } from "#app/routes/office/times.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { markLeft } from "#worker/domain/visit/end.ts";
import { toSearchTerms } from "#worker/domain/person/words.ts";
import { getRegister } from "#worker/domain/visit/list.ts";
import { DomainError } from "#worker/errors.ts";
import { may } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** For a search of signs alone. */
const NOTHING_TO_SEARCH = "Type at least one letter or digit to search for. Until then everybody on site is shown.";

type Register = Awaited<ReturnType<typeof getRegister>>;

/** The filters that stand in the address and are carried from page to page. */
const filtersOf = (query: Query) => ({ site: query("site"), search: query("search"), earlier: query("earlier") });

async function describe(member: MemberContext, query: Query, register: Register, problem: string | null) {
  const { now } = member.request;
  const filters = filtersOf(query);
  const last = register.visits.at(-1);
  const here = { ...filters, older: query("older") };
  return {
    problem,
    asAt: since(now, now, member.claims.timeZone),
    filters: { site: filters.site ?? "", search: filters.search ?? "", earlier: filters.earlier === "1" },
    isFirstPage: query("older") === undefined,
    pageAddress: addressWith("/register", here),
    firstAddress: addressWith("/register", filters),
    olderAddress: register.hasOlder && last ? addressWith("/register", { ...filters, older: writeCursor(last) }) : null,
    mayBan: may((member.entered ?? member.claims).role, "ban.change"),
    mayEnd: may((member.entered ?? member.claims).role, "visit.end"),
    /** The visit that a page without script asks about, and what came of the last answer. */
    asking: query("leave") ?? null,
    left: query("left") ?? null,
    sites: register.sites.map(({ id, name, timeZone, onSite, registerNumber }) => ({ id, name, timeZone, onSite, number: registerNumber })),
    visits: register.visits.map((visit) => ({
      id: visit.id,
      name: visit.name,
      phone: visit.phone,
      employer: visit.employer,
      visitorType: visit.visitorType,
      siteId: visit.siteId,
      siteName: visit.siteName,
      since: since(visit.signedInAt, now, visit.timeZone),
      isEarlier: isEarlierDay(visit.signedInAt, now, visit.timeZone),
    })),
  };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const search = query("search");
    try {
      if (search && toSearchTerms(search).length === 0) throw new DomainError("INVALID_INPUT", { fields: { search: NOTHING_TO_SEARCH } });
      const register = await getRegister(member, {
        siteId: query("site"),
        search,
        sinceEarlier: query("earlier") === "1",
        after: readCursor(query("older")),
      });
      return json(await describe(member, query, register, null), { headers: NO_STORE });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
      // The input was refused before any trip: this one is the request's only one.
      const everybody = await getRegister(member, {});
      const problem = error.fields.search ?? "This address is not one of ours any more, so everybody on site is shown.";
      return json(await describe(member, () => undefined, everybody, problem), { status: 400, headers: NO_STORE });
    }
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["id"]);
    const query = readQuery(asked.request);
    const endedNow = await markLeft(member, { id: field("id") });
    const address = addressWith("/register", { ...filtersOf(query), older: query("older"), left: endedNow ? "now" : "before" });
    return redirect(address, { status: 303, headers: NO_STORE });
  });
}
