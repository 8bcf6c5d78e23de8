/** What stands on a site's board for whoever comes in. */
import { DomainError } from "#worker/errors.ts";
import type { BoardNotice } from "#worker/store/platform-store.ts";

const days = new Map<string, Intl.DateTimeFormat>();

/** YYYY-MM-DD by that clock: Canada writes one so. Making a format costs far more than using it; it holds nothing of any request. */
function dayAt(at: Date, timeZone: string): string {
  let format = days.get(timeZone);
  if (!format) days.set(timeZone, (format = new Intl.DateTimeFormat("en-CA", { timeZone })));
  return format.format(at);
}

/** What stands there today, the most serious first. */
export function boardOf(site: { board?: BoardNotice[]; timeZone: string }, at: Date): BoardNotice[] {
  if (!site.board?.length) return [];
  const today = dayAt(at, site.timeZone);
  return site.board.filter(({ fromOn, toOn }) => fromOn <= today && (toOn === null || toOn >= today));
}

/** Throws INVALID_INPUT for the field `notices` where something stands there that was not said to be read. Gives the ids of what was. */
export function requireRead(board: BoardNotice[], shown: string[], isRead: boolean): string[] {
  if (board.length === 0) return [];
  if (!isRead) throw new DomainError("INVALID_INPUT", { fields: { notices: "Read what stands on the board, then tick the box" } });
  if (board.some(({ id }) => !shown.includes(id))) throw new DomainError("INVALID_INPUT", { fields: { notices: "Something new stands on the board. Read it, then tick the box" } });
  return board.map(({ id }) => id);
}
