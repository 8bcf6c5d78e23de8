/** What the page shows once it has been told of changes: its rows as they were loaded, with who came and left since. */
import { isEarlierDay, since } from "#app/routes/office/times.ts";
import type { Moment } from "#app/ui/time.tsx";
import type { RegisterMessage } from "#worker/durable/site-register.ts";
import type { Present } from "#worker/store/register.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";

export interface LoadedSite {
  id: string;
  name: string;
  timeZone: string;
  onSite: number;
  /** Of the site's register when the page was loaded. */
  number: number;
}

export interface LoadedVisit {
  id: string;
  siteId: string;
  siteName: string;
  name: string;
  phone: string;
  employer: string;
  visitorType: VisitorType;
  since: Moment;
  isEarlier: boolean;
}

export interface Loaded {
  sites: LoadedSite[];
  visits: LoadedVisit[];
  filters: { site: string; search: string; earlier: boolean };
  isFirstPage: boolean;
}

export type Change = { siteId: string; number: number } & ({ joined: Present } | { left: string; atMs: number });

/** What a site's object has told: its newest number, and how many are on site. */
export interface Told {
  number: number;
  onSite: number;
  at: string;
}

export interface Live {
  told: Record<string, Told>;
  changes: Change[];
}

export const NOTHING_TOLD: Live = { told: {}, changes: [] };

/** How long somebody who left is still seen going. */
export const LEAVING_MS = 700;

const numberOf = (live: Live, site: LoadedSite) => Math.max(site.number, live.told[site.id]?.number ?? 0);

/** The number of a site's register as the page shows it. */
export function shownNumber(live: Live, sites: LoadedSite[], siteId: string): number {
  const site = sites.find(({ id }) => id === siteId);
  return site ? numberOf(live, site) : 0;
}

/** Null when the page can't go on from what it shows, and has to load itself. */
export function take(live: Live, site: LoadedSite, message: RegisterMessage, nowMs: number): Live | null {
  const shown = numberOf(live, site);
  if (message.number < shown) return live;
  if (message.number > shown && (message.reload || message.since > shown)) return null;
  const { number, onSite, at } = message;
  const joined = message.joined.map((person): Change => ({ siteId: site.id, number: person.number, joined: person }));
  const left = message.left.map((id): Change => ({ siteId: site.id, number, left: id, atMs: nowMs }));
  return { told: { ...live.told, [site.id]: { number, onSite, at } }, changes: [...live.changes, ...joined, ...left] };
}

/** Takes away what a page that was loaded since has in its rows. */
export function forgetLoaded(live: Live, sites: LoadedSite[]): Live {
  const loaded = new Map(sites.map(({ id, number }) => [id, number]));
  const changes = live.changes.filter(({ siteId, number }) => number > (loaded.get(siteId) ?? Infinity));
  return changes.length === live.changes.length ? live : { ...live, changes };
}

export type ShownVisit = LoadedVisit & { look?: "joined" | "leaving" };

/** `newer`: how many have come who may belong here and are not shown. `held`: the row that somebody is busy with; it stays. */
export function showLive({ sites, visits, filters, isFirstPage }: Loaded, live: Live, { nowMs, held }: { nowMs: number; held: string | null }) {
  const rows = new Map<string, ShownVisit>(visits.map((visit) => [visit.id, visit]));
  const fresh = new Map<string, ShownVisit>();
  let newer = 0;
  for (const change of live.changes) {
    const site = sites.find(({ id }) => id === change.siteId);
    if (!site || change.number <= site.number || (filters.site && filters.site !== site.id)) continue;
    const id = "left" in change ? change.left : change.joined.id;
    const row = rows.get(id) ?? fresh.get(id);
    if ("left" in change) {
      if (!row) continue;
      const shelf = rows.has(id) ? rows : fresh;
      if (nowMs - change.atMs < LEAVING_MS || held === id) shelf.set(id, { ...row, look: "leaving" });
      else shelf.delete(id);
      continue;
    }
    const { name, phone, employer, visitorType } = change.joined;
    if (row) {
      (rows.has(id) ? rows : fresh).set(id, { ...row, name, phone, employer, visitorType });
      continue;
    }
    const signedInAt = new Date(change.joined.signedInAt);
    const now = new Date(nowMs);
    const isEarlier = isEarlierDay(signedInAt, now, site.timeZone);
    // Nobody who comes now is here since an earlier day.
    if (filters.earlier && !isEarlier) continue;
    if (!isFirstPage || filters.search || filters.earlier) newer += 1;
    else fresh.set(id, { id, siteId: site.id, siteName: site.name, name, phone, employer, visitorType, since: since(signedInAt, now, site.timeZone), isEarlier, look: "joined" });
  }
  const counted = sites.map((site) => {
    const told = live.told[site.id];
    return told && told.number >= site.number ? { ...site, onSite: told.onSite } : site;
  });
  const latestFirst = [...fresh.values()].sort((one, other) => (one.since.at < other.since.at ? 1 : -1));
  return { sites: counted, visits: [...latestFirst, ...rows.values()], newer };
}
