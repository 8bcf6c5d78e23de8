import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { forgetLoaded, LEAVING_MS, type Live, type LoadedSite, NOTHING_TOLD, shownNumber, take } from "./live-rows.ts";
import { type LinkState, watchSite } from "./watch-site.ts";

/** More sites than this are looked at every half a minute, as where there are no sockets. */
const SITES_AT_MOST = 6;
/** Pages that are told at the same moment to load themselves don't all do so at once. */
const SPREAD_MS = 1_500;

/** Which sites are watched live: those that the page shows, if they are few enough. */
function sitesToWatch(sites: LoadedSite[], chosen: string): LoadedSite[] {
  if (sites.length <= SITES_AT_MOST) return sites;
  return sites.filter(({ id }) => id === chosen);
}

/** The worst of all of them, so that "Live" is said of all or not at all. */
function worstOf(states: LinkState[]): LinkState {
  return (["away", "reconnecting", "starting"] as const).find((state) => states.includes(state)) ?? "live";
}

/**
 * What the sites' objects have told since the page was loaded, and how it stands with the sockets. `isWhole`: every site that the page shows
 * is watched. `nowMs` moves on when somebody who left is to disappear.
 */
export function useLiveRegister(sites: LoadedSite[], chosen: string): { live: Live; state: LinkState; isWhole: boolean; nowMs: number } {
  const revalidator = useRevalidator();
  const [live, setLive] = useState(NOTHING_TOLD);
  const [states, setStates] = useState<Record<string, LinkState>>({});
  const [nowMs, setNow] = useState(0);
  const latest = useRef({ live, sites, revalidator });
  useEffect(() => {
    latest.current = { live: latest.current.live, sites, revalidator };
  });
  const keep = (next: Live) => {
    latest.current.live = next;
    setLive(next);
  };
  useEffect(() => keep(forgetLoaded(latest.current.live, sites)), [sites]);
  const watched = sitesToWatch(sites, chosen).map(({ id }) => id);
  const key = watched.join();
  useEffect(() => {
    let reloading: ReturnType<typeof setTimeout> | undefined;
    const leaving = new Set<ReturnType<typeof setTimeout>>();
    const reload = (withinMs: number) => {
      clearTimeout(reloading);
      reloading = setTimeout(() => latest.current.revalidator.revalidate(), Math.random() * withinMs);
    };
    const ends = key.split(",").filter(Boolean).map((siteId) =>
      watchSite({
        siteId,
        have: () => shownNumber(latest.current.live, latest.current.sites, siteId),
        onState: (state) => setStates((before) => (before[siteId] === state ? before : { ...before, [siteId]: state })),
        onEnded: () => reload(0),
        onMessage: (message) => {
          const site = latest.current.sites.find(({ id }) => id === siteId);
          if (!site) return;
          const next = take(latest.current.live, site, message, Date.now());
          if (!next) return reload(SPREAD_MS);
          keep(next);
          setNow(Date.now());
          if (message.left.length > 0) leaving.add(setTimeout(() => setNow(Date.now()), LEAVING_MS + 50));
        },
      }),
    );
    return () => {
      clearTimeout(reloading);
      for (const timer of leaving) clearTimeout(timer);
      for (const end of ends) end();
      setStates({});
    };
  }, [key]);
  const isWhole = watched.length > 0 && (watched.length === sites.length || chosen !== "");
  return { live, state: worstOf(watched.map((siteId) => states[siteId] ?? "starting")), isWhole, nowMs };
}
