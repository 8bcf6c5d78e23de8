import { json, redirect, type ActionFunctionArgs, type AppLoadContext, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, leadsOn, readForm, requireId, toResponse } from "#app/door.server.ts";
import { messagesFor } from "#app/messages/index.ts";
import { refuse } from "#app/refusal.server.ts";
import { addressWith, readQuery } from "#app/routes/office/query.server.ts";
import { calendarDay, dated, dayOf } from "#app/routes/office/times.server.ts";
import { ofSomebody, phoneText } from "#app/routes/office/words.ts";
import { describeClock } from "#app/routes/privacy/clock.ts";
import { showHeld } from "#app/routes/v.$token.held/shown.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { correctPerson } from "#worker/domain/person/correct.ts";
import { erasePerson } from "#worker/domain/person/erase.ts";
import { sendOwnLink } from "#worker/domain/privacy/send-link.ts";
import { workingDaysLeft } from "#worker/domain/privacy/working-days.ts";
import { answerRequest, getRequest } from "#worker/domain/privacy/work.ts";
import { DomainError } from "#worker/errors.ts";
import type { Held } from "#worker/store/privacy.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const { id, personId, kind, state, text, answer, timeZone, askedAt, dueOn, answeredAt, answeredByName, isErased, askedFrom, isOfInvited, address, linkSentAt, onSiteAt, isBanned, held } = await getRequest(member, { requestId: requireId(asked) });
    const { now } = member.request;
    const today = dayOf(now, timeZone);
    return json(
      {
        id, personId, kind, state, text, answer, answeredByName, isErased,
        askedFrom: askedFrom && { siteName: askedFrom.siteName, at: dated(new Date(askedFrom.signedInAt), now, askedFrom.timeZone) },
        isOfInvited,
        address: kind === "access" && !isErased ? address : null,
        linkSent: linkSentAt && dated(new Date(linkSentAt), now, timeZone),
        asked: dated(new Date(askedAt), now, timeZone),
        due: calendarDay(dueOn, true),
        clock: describeClock(workingDaysLeft(dueOn, today), dueOn < today),
        answered: answeredAt && dated(new Date(answeredAt), now, timeZone),
        onSiteAt, isBanned,
        visitCount: held.visitCount,
        lastVisit: lastVisitOf(held, now),
        held: showHeld(held, messagesFor("en")),
        person: { name: held.name, phone: phoneText(held.phone), employer: held.employer ?? "" },
        asking: query("ask") ?? null,
        outcome: query("done") ?? null,
      },
      { headers: NO_STORE },
    );
  });
}

function lastVisitOf({ visits: [last] }: Held, now: Date) {
  return last ? { siteName: last.siteName, at: dated(new Date(last.signedInAt), now, last.timeZone) } : null;
}

const FIELDS = ["intent", "bookingId", "personId", "name", "phone", "employer", "state", "answer", "isThem"] as const;

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const requestId = requireId(asked);
    const field = await readForm(asked.request, FIELDS);
    switch (field("intent")) {
      case "answer":
        return answer(member, requestId, field, asked.context);
      case "send-link":
        return sendLink(member, requestId, field, asked.context);
      case "correct":
        return correct(member, requestId, field, asked.context);
      case "erase":
        return erase(member, requestId, field, asked.context);
      default:
        throw new DomainError("UNREADABLE");
    }
  });
}

type Field = (name: (typeof FIELDS)[number]) => string;

const back = (requestId: string, done: string) => redirect(addressWith(`/privacy/${requestId}`, { done }), { status: 303, headers: NO_STORE });

async function answer(member: MemberContext, requestId: string, field: Field, context: AppLoadContext) {
  const typed = { intent: "answer" as const, state: field("state"), answer: field("answer"), isThem: field("isThem") };
  try {
    const isNew = await answerRequest(member, { requestId, state: typed.state as "done", answer: typed.answer, isThem: typed.isThem === "yes" });
    return back(requestId, isNew ? "answered" : "unchanged");
  } catch (error) {
    return refuse(error, typed, context);
  }
}

async function sendLink(member: MemberContext, requestId: string, field: Field, context: AppLoadContext) {
  const outcome = await sendOwnLink(member, { requestId, bookingId: field("bookingId") }).catch((error: unknown) => {
    if (leadsOn(error)) throw error;
    throw toResponse(error, context);
  });
  return back(requestId, `link-${outcome}`);
}

const EXISTS = "Somebody with this name and number is in the record already. Two people can't be made one here.";

async function correct(member: MemberContext, requestId: string, field: Field, context: AppLoadContext) {
  const typed = { intent: "correct" as const, name: field("name"), phone: field("phone"), employer: field("employer") };
  try {
    const { name, phone, employer } = typed;
    const outcome = await correctPerson(member, { personId: field("personId"), name, phone, employer });
    if (outcome === "exists") throw new DomainError("INVALID_INPUT", { fields: { name: EXISTS } });
    return back(requestId, outcome);
  } catch (error) {
    return refuse(error instanceof DomainError && error.code === "INVALID_INPUT" ? inOfficeWords(error) : error, typed, context);
  }
}

const inOfficeWords = ({ fields }: DomainError) => new DomainError("INVALID_INPUT", { fields: Object.fromEntries(Object.entries(fields).map(([name, sentence]) => [name, ofSomebody(sentence)])) });

const NOT_SURE = "Make sure that this is the person who asks, then tick the box";

async function erase(member: MemberContext, requestId: string, field: Field, context: AppLoadContext) {
  const typed = { intent: "erase" as const, isThem: field("isThem") };
  try {
    if (typed.isThem !== "yes") throw new DomainError("INVALID_INPUT", { fields: { isThem: NOT_SURE } });
    await erasePerson(member, context.env.FILES, { personId: field("personId") });
    return back(requestId, "erased");
  } catch (error) {
    if (error instanceof DomainError && error.code === "PERSON_ON_SITE") return back(requestId, "on-site");
    if (error instanceof DomainError && error.code === "PERSON_BANNED") return back(requestId, "banned");
    return refuse(error, typed, context);
  }
}
