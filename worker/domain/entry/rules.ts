/** A site's rules at the gate, as data: whom it lets in, stops or has wait for a supervisor. The database decides by them (gate_says). */
import * as z from "zod";
import { VISITOR_TYPES } from "#worker/domain/visit/schemas.ts";

/** What breaking a rule does. */
export const effect = z.enum(["off", "ask", "stop"]);
export type Effect = z.infer<typeof effect>;

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time such as 06:30");

export const PAPER_KINDS = ["insurance", "licence"] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** From and to by the site's clock, or null for a day off. Hours that end before they begin go on into the next day. */
const openHours = z.strictObject({ from: clockTime, to: clockTime }).nullable();
export type OpenHours = z.infer<typeof openHours>;

export const gateRules = z.strictObject({
  /** Whom to call when the gate says no. */
  contact: z.strictObject({ name: z.string().max(100), phone: z.string().max(30) }).nullable().default(null),
  /** Monday first. */
  hours: z.strictObject({ effect, week: z.array(openHours).length(7) }).default({ effect: "off", week: Array<OpenHours>(7).fill(null) }),
  /** What a contractor's company must have in date. */
  papers: z.strictObject({ effect, kinds: z.array(z.enum(PAPER_KINDS)).max(2) }).default({ effect: "off", kinds: ["insurance"] }),
  /** The kinds of visitor that a supervisor lets in one by one. */
  approval: z.array(z.enum(VISITOR_TYPES)).max(4).default([]),
});
export type GateRules = z.infer<typeof gateRules>;

/** As the database keeps them: an empty object has the defaults, all of them off. */
export function toGateRules(kept: unknown): GateRules {
  return gateRules.parse(kept ?? {});
}

/** Why somebody is not let in at once, as the database says it. */
export type GateReason =
  | { kind: "banned" | "banned-phone"; ban: string }
  /** Turned away within the last hours, by a supervisor or for an answer. */
  | { kind: "denied-before" | "stopped-before" }
  | { kind: "hours" }
  | { kind: "papers"; what: PaperKind | "unknown"; expiredOn?: string | null }
  | { kind: "approval" }
  /** Answers of the induction that ask for a supervisor. */
  | { kind: "answers"; questions: string[] };

/** Whether the rules may stop somebody of this type now, as far as a site's snapshot knows. */
export function mayStop({ rules, hasBans, timeZone }: { rules: GateRules; hasBans: boolean; timeZone: string }, visitorType: string, at: Date): boolean {
  return hasBans || (rules.papers.effect === "stop" && visitorType === "contractor") || (rules.hours.effect === "stop" && !isOpenAt(rules, at, timeZone));
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether the site's hours let people in at this instant. */
export function isOpenAt({ hours }: GateRules, at: Date, timeZone: string): boolean {
  if (hours.effect === "off") return true;
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" }).formatToParts(at).map(({ type, value }) => [type, value]));
  const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts["weekday"] ?? "");
  const now = minutesOf(`${parts["hour"] ?? "00"}:${parts["minute"] ?? "00"}`);
  const [today, yesterday] = [hours.week[day], hours.week[(day + 6) % 7]];
  if (today) {
    const [from, to] = [minutesOf(today.from), minutesOf(today.to)];
    if (now >= from && (now < to || to <= from)) return true;
  }
  if (!yesterday) return false;
  const [from, to] = [minutesOf(yesterday.from), minutesOf(yesterday.to)];
  return to < from && now < to;
}
