/** An event as the pages show it. */
import { describeDevice } from "#worker/domain/account/device.ts";
import type { EventRow } from "#worker/store/audit-events.ts";
import { inWords } from "./by-member.ts";

/** Personal values that have not been erased, by name. */
export function personalOf({ openings }: EventRow): Record<string, string> {
  return Object.fromEntries(Object.entries(openings).map(([name, { value }]) => [name, value]));
}

/** Who and what, in one sentence's two halves. */
export function tell(event: EventRow): { who: string; what: string } {
  const personal = personalOf(event);
  return inWords(event, { subject: event.subjectName, site: event.siteName, changes: event.changes, personal });
}

/** "Tauranga, NZ", or the address where no place is known; with the device. Null when nothing of it is kept. */
export function whereFrom(event: EventRow): { place: string | null; device: string | null } {
  const { place, address, userAgent } = personalOf(event);
  return { place: place ?? address ?? null, device: userAgent === undefined ? null : describeDevice(userAgent) };
}
