import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readWhole } from "#app/door.server.ts";
import { ACTION_WORDS, whoDid } from "#app/routes/audit/action-words.ts";
import { personalOf, tell, whereFrom } from "#app/routes/audit/told.server.ts";
import { dated } from "#app/routes/office/times.server.ts";
import { PERMISSION_WORDS } from "#app/routes/team.roles/permission-words.ts";
import { getEvent, type EventInFull } from "#worker/domain/audit/list.ts";
import type { MemberContext } from "#worker/context.ts";
import { DomainError } from "#worker/errors.ts";
import type { EventRow } from "#worker/store/audit-events.ts";
import { changeText, fieldText } from "./fields.ts";

/** Shown apart from the other personal values: they say where a request came from. */
const ORIGIN = new Set(["address", "place", "userAgent"]);

const ACTOR_KINDS: Record<string, (event: EventRow) => string> = {
  site_link: (event) => `${whoDid(event)}: visitor, by a site's sign-in link`,
  visit: (event) => `${whoDid(event)}: visitor, by the sign-out link`,
  system: () => "The system",
  job: () => "The system, for an export",
  operator: ({ actorId }) => `The deployment's operator: ${actorId}`,
  stranger: () => "Somebody not logged in",
};

const actorText = (event: EventRow) => ACTOR_KINDS[event.actorKind]?.(event) ?? event.actorKind;

function describe(member: MemberContext, { event, fileKey, sites, members }: EventInFull) {
  const { number, at, actorKind, actorId, action, subjectKind, subjectId, siteId, requestId, previousHash, hash } = event;
  const permissions = Object.entries(PERMISSION_WORDS).map(([id, { what }]) => ({ id, name: what }));
  const names = new Map([...sites, ...members, ...permissions].map(({ id, name }) => [id, name]));
  const opened = personalOf(event);
  const personal = Object.keys({ ...event.commitments, ...opened }).map((name) => ({ name: fieldText(name), value: opened[name] ?? null, commitment: event.commitments[name] ?? "", isOrigin: ORIGIN.has(name) }));
  return {
    number,
    ...tell(event),
    ...whereFrom(event),
    utc: at.toISOString(),
    at: dated(at, member.request.now, (member.entered ?? member.claims).timeZone),
    action,
    label: ACTION_WORDS[action]?.label ?? action,
    actor: actorKind === "member" ? { memberId: actorId, text: event.actorName ?? actorId } : { memberId: null, text: actorText(event) },
    subject: { kind: subjectKind, id: subjectId, name: event.subjectName },
    site: siteId && { id: siteId, name: event.siteName },
    changes: Object.entries(event.changes).map(([name, value]) => ({ name: fieldText(name), ...changeText(value, names) })),
    personal: personal.sort((one, other) => Number(one.isOrigin) - Number(other.isOrigin) || (one.name < other.name ? -1 : 1)),
    requestId,
    previousHash,
    hash,
    /** Set when it was read from the archive. */
    fileKey,
  };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const number = readWhole(asked.params.number ?? "");
    if (!(number > 0)) throw new DomainError("NOT_FOUND");
    const found = await getEvent(member, asked.context.env.FILES, { number });
    return json(describe(member, found), { headers: { "Cache-Control": "no-store" } });
  });
}
