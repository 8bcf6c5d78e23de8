/** What is sent when a supervisor signs in a crew. */
import * as z from "zod";
import { comerInput, readNotices } from "#worker/domain/visit/schemas.ts";

export const CREW_AT_MOST = 100;

export const crewListInput = z.strictObject({ siteId: z.uuid().optional(), search: z.string().max(100, "Search for 100 characters or fewer").default("") });

/** `crewId` is made when the form is shown: sent twice it makes one visit of each. */
export const checkInInput = z
  .strictObject({
    crewId: z.uuid(),
    siteId: z.uuid(),
    /** The first half of the site's links, which names its gate. */
    siteCode: z.string().regex(/^[0-9a-z]{10}$/),
    /** Persons who were at the site before. */
    known: z.array(z.uuid()).max(CREW_AT_MOST, "Sign in 100 people at once or fewer"),
    people: z.array(comerInput).max(CREW_AT_MOST, "Sign in 100 people at once or fewer"),
    /** What was read out to them of the board. */
    notices: readNotices,
  })
  .refine(({ known, people }) => known.length + people.length > 0, { path: ["known"], message: "Tick somebody, or enter somebody new" })
  .refine(({ known, people }) => known.length + people.length <= CREW_AT_MOST, { path: ["known"], message: "Sign in 100 people at once or fewer" });
