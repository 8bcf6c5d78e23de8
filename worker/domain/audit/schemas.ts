/** What is sent to the operations on the log. */
import * as z from "zod";
import { day } from "#worker/domain/day.ts";
import { OTHER_ACTORS, type EventFilter, type OtherActor } from "#worker/store/audit-filter.ts";

const eventNumber = z.int().positive();

/** A member's id, or one of the words for everybody else. */
const who = z.union([z.enum(Object.keys(OTHER_ACTORS) as OtherActor[]), z.uuid()], "Choose a person from the list");
const action = z.string().regex(/^[a-z-]{1,40}\.[a-z-]{1,40}$/, "Choose an action from the list");
const row = z.string().regex(/^[a-z-]{1,20}:[0-9a-f-]{36}$/, "This is no row of the record").transform((text) => {
  const [kind = "", id = ""] = text.split(":");
  return { kind, id };
}).refine(({ id }) => z.uuid().safeParse(id).success, "This is no row of the record");

const filter = {
  who: who.optional(),
  action: action.optional(),
  /** `site:<id>`: what happened to one row of the record. */
  row: row.optional(),
  fromOn: day.optional(),
  toOn: day.optional(),
};

const daysInOrder = { path: ["toOn"], message: "Choose a last day that is not before the first" };
const isInOrder = ({ fromOn, toOn }: { fromOn?: string | undefined; toOn?: string | undefined }) => !fromOn || !toOn || fromOn <= toOn;

export const listEventsInput = z
  .strictObject({
    ...filter,
    /** Older than this event, or (`newerThan`) newer; one of them at most. */
    olderThan: eventNumber.optional(),
    newerThan: eventNumber.optional(),
    pageRows: z.int().min(1).max(200).default(50),
  })
  .refine(isInOrder, daysInOrder);

export const exportEventsInput = z.strictObject(filter).refine(isInOrder, daysInOrder);

export const eventInput = z.strictObject({ number: eventNumber });

/** `at`: what the stretch before gave; none begins anew. */
export const verifyInput = z.strictObject({ at: z.string().max(4_096).optional() });

type Filtered = Pick<z.output<typeof listEventsInput>, "who" | "action" | "row" | "fromOn" | "toOn">;

export function toFilter({ who, action, row, fromOn, toOn }: Filtered): EventFilter {
  const others = who !== undefined && who in OTHER_ACTORS ? (who as OtherActor) : null;
  return { who: who === undefined ? undefined : others ? { others } : { memberId: who }, action, subject: row, fromOn, toOn };
}
