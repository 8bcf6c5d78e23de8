import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, leadsOn, toResponse } from "#app/door.server.ts";
import { readQuery } from "#app/routes/office/query.server.ts";
import { dated } from "#app/routes/office/times.server.ts";
import { checkInCrew, listCrew } from "#worker/domain/entry/check-in.ts";
import { boardOf, requireRead } from "#worker/domain/notice/board.ts";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import type { Env } from "#worker/env.ts";
import { DomainError, type ErrorCode, type FieldErrors } from "#worker/errors.ts";
import type { CrewPerson, CrewSite } from "#worker/store/crew.ts";
import { BLANK, FIRST_ROWS, ROWS_AT_MOST } from "./fields.ts";
import { fieldsOfForm, filledRows, readCrew, readTyped, signCrew, type CrewTyped } from "./form.server.ts";
import { describeOutcomes } from "./outcomes.server.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** What stands on the site's board now, as its object knows it. */
async function boardAt(env: Env, code: string, now: Date) {
  const snapshot = await siteGateOf(env, code).snapshot(code);
  return snapshot ? boardOf(snapshot, now) : [];
}

function describePerson({ personId, name, employer, visitorType, standing, inductedUntil }: CrewPerson, { timeZone }: CrewSite, now: Date) {
  const until = inductedUntil && dated(inductedUntil, now, timeZone);
  return { personId, name, employer, visitorType, standing, inductedUntil: until };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const { request } = member;
    const search = query("q") ?? "";
    const { sites, site, people, hasMore } = await listCrew(member, { siteId: query("site"), search }).catch((error: unknown) => {
      throw error instanceof DomainError && error.code === "INVALID_INPUT" ? new DomainError("NOT_FOUND") : error;
    });
    const board = site ? await boardAt(asked.context.env, site.code, request.now) : [];
    return json(
      {
        sites,
        site: site && {
          id: site.id,
          name: site.name,
          formKey: await signCrew(request, { crewId: request.makeId(), siteId: site.id, link: site.secret ? `${site.code}-${site.secret}` : "", code: site.code }),
        },
        search,
        board: board.map(({ id, kind, severity, title, text }) => ({ id, kind, severity, title, text })),
        people: site ? people.map((person) => describePerson(person, site, request.now)) : [],
        hasMore,
      },
      { headers: NO_STORE },
    );
  });
}

/** Why the form is here again, with everything that was ticked and entered. */
export interface CrewRefusal {
  code: ErrorCode | null;
  sentence: string;
  fields: FieldErrors;
  waitSeconds: number | null;
  typed: CrewTyped;
  outcomes: null;
}

const shownAgain = (typed: CrewTyped, why: Partial<CrewRefusal> = {}) => ({ code: null, sentence: "", fields: {}, waitSeconds: null, ...why, typed, outcomes: null }) satisfies CrewRefusal;

/** What whoever stands at the gate can do something about. */
const SHOWN: readonly ErrorCode[] = ["INVALID_INPUT", "TOO_MANY", "UNAVAILABLE", "SWITCHED_OFF"];

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const { field, notices: shown, ...typed } = await readTyped(asked.request);
    if (field("intent") === "more") {
      // Whoever may not sign in a crew gets no more rows for one.
      await listCrew(member, {});
      const people = [...typed.people, ...Array.from({ length: FIRST_ROWS }, () => BLANK)].slice(0, ROWS_AT_MOST);
      return json(shownAgain({ ...typed, people }), { headers: NO_STORE });
    }
    const rows = filledRows(typed.people);
    try {
      const crew = await readCrew(member.request, field("formKey"));
      const notices = requireRead(await boardAt(asked.context.env, crew.code, member.request.now), shown, field("notices") === "yes");
      const outcomes = await checkInCrew(member, asked.context.env, { crewId: crew.crewId, siteId: crew.siteId, siteCode: crew.code, known: typed.known, people: rows.map(({ person }) => person), notices });
      return json({ outcomes: await describeOutcomes(outcomes, crew, notices, asked.context) }, { headers: NO_STORE });
    } catch (error) {
      return refuseCrew(error, typed, rows.map(({ row }) => row), asked);
    }
  });
}

function refuseCrew(error: unknown, typed: CrewTyped, rows: number[], { context }: ActionFunctionArgs) {
  if (leadsOn(error)) throw error;
  if (!(error instanceof DomainError) || !SHOWN.includes(error.code)) throw toResponse(error, context);
  if (error.code === "UNAVAILABLE") context.reportError(error.cause ?? error);
  const { form, ...fields } = fieldsOfForm(error.fields, rows);
  const waitSeconds = error.retryAfterSeconds ?? null;
  const headers: Record<string, string> = { ...NO_STORE, ...(waitSeconds ? { "Retry-After": String(waitSeconds) } : {}) };
  const noRoom = waitSeconds && error.code === "TOO_MANY" ? `There is no room for all of them just now, and nobody is signed in yet. Wait ${waitSeconds} ${waitSeconds === 1 ? "second" : "seconds"}, then press the button again.` : null;
  return json(shownAgain(typed, { code: error.code, sentence: noRoom ?? form ?? error.sentence, fields, waitSeconds }), { status: error.status, headers });
}
