/** Days and clock times as a language writes them. */
import { languageOf, type Messages } from "./index.ts";

export interface DayParts {
  timeZone: string;
  weekday?: "long";
  day?: "numeric";
  month?: "long" | "short";
  year?: "numeric";
  hour?: "numeric";
  minute?: "2-digit";
}

/** What is asked of a clock: "Tuesday 9:05 am", or the day with it. */
export const WEEKDAY_AND_TIME = { weekday: "long", hour: "numeric", minute: "2-digit" } as const;
export const DAY_AND_TIME = { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" } as const;
export const WHOLE_DAY = { day: "numeric", month: "long", year: "numeric" } as const;

// Not every machine that this runs on knows them; so it never asks.
const WEEKDAYS = { Monday: "Rāhina", Tuesday: "Rātū", Wednesday: "Rāapa", Thursday: "Rāpare", Friday: "Rāmere", Saturday: "Rāhoroi", Sunday: "Rātapu" };
const MONTHS = ["Kohitātea", "Huitanguru", "Poutūterangi", "Paengawhāwhā", "Haratua", "Pipiri", "Hōngongoi", "Hereturikōkā", "Mahuru", "Whiringa-ā-nuku", "Whiringa-ā-rangi", "Hakihea"];

/** Gives instants and days in the words of this language: "Monday 3 November, 9:05 am", "Rāhina 3 Whiringa-ā-rangi, 9:05 i te ata". */
export function daysIn(words: Pick<Messages, "language">, { timeZone, ...parts }: DayParts): (at: Date) => string {
  if (languageOf(words) === "mi") return inMaori(timeZone, parts);
  const format = new Intl.DateTimeFormat("en-NZ", { timeZone, ...parts });
  return (at) => format.format(at);
}

function inMaori(timeZone: string, asked: Omit<DayParts, "timeZone">): (at: Date) => string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "long", day: "numeric", month: "numeric", year: "numeric", hour: "numeric", minute: "2-digit", hourCycle: "h23" });
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = [asked.weekday && WEEKDAYS[part["weekday"] as keyof typeof WEEKDAYS], asked.day && Number(part["day"]), asked.month && MONTHS[Number(part["month"]) - 1], asked.year && part["year"]];
    const clock = asked.hour && clockInMaori(Number(part["hour"]), part["minute"] ?? "");
    return [day.filter(Boolean).join(" "), clock].filter(Boolean).join(", ");
  };
}

/** In the morning, the afternoon or the night. */
function clockInMaori(hour: number, minute: string): string {
  const when = hour < 12 ? "i te ata" : hour < 18 ? "i te ahiahi" : "i te pō";
  return `${hour % 12 || 12}:${minute} ${when}`;
}
