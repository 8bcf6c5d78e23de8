import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { readQuery, type Query } from "#app/routes/office/query.server.ts";
import { dated, dayOf } from "#app/routes/office/times.server.ts";
import { phoneText } from "#app/routes/office/words.ts";
import type { MemberContext } from "#worker/context.ts";
import { findHeld, getPersonOfTrace, recordRequest } from "#worker/domain/privacy/record.ts";
import { TRACES, type RequestKind } from "#worker/domain/privacy/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import type { HeldPerson } from "#worker/store/traces.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** The form for whoever the address names by a trace of theirs; without one, the search for them. */
export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const trace = TRACES.find((name) => query(name) !== undefined);
    if (!trace) return json({ person: null, ...(await search(member, query)) }, { headers: NO_STORE });
    const traceId = query(trace) ?? "";
    const { name, phone } = await getPersonOfTrace(member, { trace, traceId }).catch((error: unknown) => {
      throw error instanceof DomainError && error.code === "INVALID_INPUT" ? new DomainError("NOT_FOUND") : error;
    });
    const { timeZone } = member.entered ?? member.claims;
    const { request } = member;
    return json({ person: { requestId: request.makeId(), trace, traceId, name, phone: phoneText(phone), today: dayOf(request.now, timeZone) }, typed: "", found: [] as Found[], hasMore: false }, { headers: NO_STORE });
  });
}

async function search(member: MemberContext, query: Query) {
  const typed = (query("q") ?? "").slice(0, 100);
  const { found, hasMore } = await findHeld(member, { search: typed });
  const { now } = member.request;
  return { typed, hasMore, found: found.map((person) => describe(person, now)) };
}

const describe = ({ trace, traceId, name, phone, employer, lastAt, siteName, timeZone, visits, isOnSite }: HeldPerson, now: Date) => ({
  trace, traceId, name, employer, siteName, visits, isOnSite,
  phone: phoneText(phone),
  last: dated(lastAt, now, timeZone),
});

type Found = ReturnType<typeof describe>;

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["requestId", "trace", "traceId", "kind", "text", "cameOn"]);
    const typed = { kind: field("kind"), text: field("text"), cameOn: field("cameOn") };
    const [requestId, traceId] = [field("requestId"), field("traceId")];
    try {
      await recordRequest(member, { requestId, trace: field("trace") as "visit", traceId, kind: typed.kind as RequestKind, text: typed.text, cameOn: typed.cameOn });
      return redirect(`/privacy/${requestId}?done=recorded`, { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error, typed, asked.context);
    }
  });
}
