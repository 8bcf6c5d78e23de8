/** Between a site's rules and the fields of their form. */
import type * as z from "zod";
import { PAPER_KINDS, type Effect, type GateRules, type OpenHours } from "#worker/domain/entry/rules.ts";
import type { changeRulesInput } from "#worker/domain/site/rules.ts";
import type { FieldErrors } from "#worker/errors.ts";
import { DAYS, WAIT_FIELDS, type RulesTyped } from "./fields.ts";

type WantedRules = z.input<typeof changeRulesInput>["rules"];

/** What the form shows of the rules as they stand. */
export function toTyped({ contact, hours, papers, approval }: GateRules): RulesTyped {
  const typed: RulesTyped = { contactName: contact?.name ?? "", contactPhone: contact?.phone ?? "", hours: hours.effect, papers: papers.effect };
  hours.week.forEach((open, day) => Object.assign(typed, { [`from${day}`]: open?.from ?? "", [`to${day}`]: open?.to ?? "" }));
  for (const kind of papers.kinds) typed[kind] = "yes";
  for (const [field, visitorType] of Object.entries(WAIT_FIELDS)) if (approval.includes(visitorType)) typed[field] = "yes";
  return typed;
}

/** A day with neither time is a day off. */
function hoursOf(typed: RulesTyped, day: number): OpenHours {
  const [from = "", to = ""] = [typed[`from${day}`], typed[`to${day}`]];
  return from === "" && to === "" ? null : { from, to };
}

const effectOf = (text: string | undefined) => text as Effect;

/** What the operation is given; its schema says whether it is any good. */
export function toRules(typed: RulesTyped): WantedRules {
  const { contactName = "", contactPhone = "" } = typed;
  return {
    contact: contactName === "" && contactPhone === "" ? null : { name: contactName, phone: contactPhone },
    hours: { effect: effectOf(typed.hours), week: DAYS.map((_, day) => hoursOf(typed, day)) },
    papers: { effect: effectOf(typed.papers), kinds: PAPER_KINDS.filter((kind) => typed[kind] === "yes") },
    approval: Object.entries(WAIT_FIELDS).flatMap(([field, visitorType]) => (typed[field] === "yes" ? [visitorType] : [])),
  };
}

const FIELD_OF: Record<string, string> = { "contact.name": "contactName", "contact.phone": "contactPhone", "hours.effect": "hours", "papers.effect": "papers", "papers.kinds": "insurance" };

/** Where the form shows what the schema says. */
export function fieldsOfForm(fields: FieldErrors): FieldErrors {
  const named = Object.entries(fields).map(([path, message]): [string, string] => {
    const place = path.replace(/^rules\./, "");
    const [, day, end] = /^hours\.week\.(\d)\.?(from|to)?$/.exec(place) ?? [];
    return day ? [`${end ?? "from"}${day}`, message] : [FIELD_OF[place] ?? place, message];
  });
  return Object.fromEntries(named);
}
