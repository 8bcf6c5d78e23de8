/** Which addresses are the office's, and the list that a page of one thing hangs under. */

const OFFICE = /^\/(dashboard|register|history|check-in|approvals|bookings|exports|sites|inductions|completions|board|contractors|bans|terms|privacy|team|settings|audit|account)(\/|$)/;

export const isOffice = (pathname: string): boolean => OFFICE.test(pathname);

const LISTS: Record<string, string> = {
  approvals: "Go to the approvals",
  bookings: "Go to the expected visitors",
  sites: "Go to the sites",
  inductions: "Go to the inductions",
  board: "Go to the board",
  contractors: "Go to the contractors",
  bans: "Go to the bans",
  terms: "Go to the terms",
  privacy: "Go to the privacy requests",
  team: "Go to the team",
  audit: "Go to the audit log",
};

/** The way back from a page of one thing, such as a booking; null where there is no list. */
export function listOf(pathname: string): { to: string; label: string } | null {
  const [, first = ""] = /^\/([a-z-]+)\/./.exec(pathname) ?? [];
  const list = first === "completions" ? "inductions" : first;
  return LISTS[list] ? { to: `/${list}`, label: LISTS[list] } : null;
}
