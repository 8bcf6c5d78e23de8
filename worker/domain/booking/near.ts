/** What somebody may have meant: near-misses of names and days, to be said beside what they typed. */
import { toKey } from "#worker/domain/person/words.ts";

/** How many letters must be put in, taken out or changed to make one word of the other. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let index = 0; index < other.length; index += 1) next.push(Math.min((next[index] ?? 0) + 1, (row[index + 1] ?? 0) + 1, (row[index] ?? 0) + (letter === other[index] ? 0 : 1)));
    row = next;
  }
  return row[other.length] ?? 0;
}

/** The one of the names that is nearest to what was typed: a letter in four may differ, or it is a part of the name. Null where none is near. */
export function findNear(typed: string, names: string[]): string | null {
  const key = toKey(typed).slice(0, 100);
  if (key === "") return null;
  const near = names
    .map((name) => ({ name, key: toKey(name) }))
    .map(({ name, key: own }) => ({ name, distance: key.length > 2 && (own.startsWith(key) || key.startsWith(own)) ? 0 : distanceOf(key, own), most: Math.max(1, Math.floor(Math.max(own.length, key.length) / 4)) }))
    .filter(({ distance, most }) => distance <= most)
    .sort((one, other) => one.distance - other.distance);
  return near[0]?.name ?? null;
}

const isDay = (on: string) => !Number.isNaN(Date.parse(`${on}T00:00:00Z`)) && new Date(`${on}T00:00:00Z`).toISOString().startsWith(on);
const two = (digits: string) => digits.padStart(2, "0");

/** YYYY-MM-DD of a day that was typed with the month first, or without its year (the next such day from `today`). Null where nothing is near. */
export function findNearDay(typed: string, today: string): string | null {
  const text = typed.trim();
  const [, year = "", first = "", second = ""] = /^(\d{4})\D(\d{1,2})\D(\d{1,2})$/.exec(text) ?? /^()(\d{1,2})\D(\d{1,2})\D?$/.exec(text) ?? [];
  if (year) return [`${year}-${two(second)}-${two(first)}`].find(isDay) ?? null;
  if (first) return [today.slice(0, 4), String(Number(today.slice(0, 4)) + 1)].map((each) => `${each}-${two(second)}-${two(first)}`).find((on) => isDay(on) && on >= today) ?? null;
  const [, month = "", day = "", ofYear = ""] = /^(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})$/.exec(text) ?? [];
  return month ? ([`${ofYear.length === 2 ? `20${ofYear}` : ofYear}-${two(month)}-${two(day)}`].find(isDay) ?? null) : null;
}
