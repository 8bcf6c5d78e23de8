/** Days and instants as they are typed or carried in an address. */
import * as z from "zod";

const isOfOurTime = (text: string) => text >= "1900" && text < "2200";

/** YYYY-MM-DD, from 1900 to 2199: what is outside is a slip of the hand. */
export const day = z.iso.date("Enter a date, like 2026-08-31").refine(isOfOurTime, "Enter a date of this century");

/** An instant in UTC with its milliseconds. */
export const instant = z.iso.datetime({ precision: 3 }).refine(isOfOurTime);
