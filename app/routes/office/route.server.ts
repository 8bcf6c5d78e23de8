import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { requireMember } from "#app/door.server.ts";
import { may, type Permission } from "#worker/permissions.ts";
import { ROLE_LABELS } from "./words.ts";

type Page = { to: string; label: string; needs: Permission };

const GROUPS: { title: string; pages: Page[] }[] = [
  {
    title: "Today",
    pages: [
      { to: "/dashboard", label: "Dashboard", needs: "visit.list" },
      { to: "/register", label: "On site now", needs: "visit.list" },
      { to: "/approvals", label: "Approvals", needs: "entry.list" },
      { to: "/bookings", label: "Expected", needs: "booking.list" },
      { to: "/check-in", label: "Sign in a crew", needs: "visit.check-in" },
    ],
  },
  {
    title: "Records",
    pages: [
      { to: "/history", label: "History", needs: "visit.list" },
      { to: "/exports", label: "Exports", needs: "export.list" },
      { to: "/privacy", label: "Privacy", needs: "privacy.work" },
      { to: "/audit", label: "Audit log", needs: "audit.list" },
    ],
  },
  {
    title: "At the gates",
    pages: [
      { to: "/sites", label: "Sites", needs: "site.list" },
      { to: "/inductions", label: "Inductions", needs: "induction.list" },
      { to: "/board", label: "Board", needs: "notice.list" },
      { to: "/contractors", label: "Contractors", needs: "contractor.list" },
      { to: "/bans", label: "Bans", needs: "ban.list" },
      { to: "/terms", label: "Terms", needs: "terms.change" },
    ],
  },
  {
    title: "Company",
    pages: [
      { to: "/team", label: "Team", needs: "member.list" },
      { to: "/settings", label: "Settings", needs: "company.read" },
    ],
  },
];

/** The frame's facts, from the cookie alone: the page inside makes the request's one trip. */
export function loader(asked: LoaderFunctionArgs) {
  const { claims } = requireMember(asked);
  const nav = GROUPS.map(({ title, pages }) => ({ title, pages: pages.filter(({ needs }) => may(claims.role, needs)).map(({ to, label }) => ({ to, label })) })).filter(({ pages }) => pages.length > 0);
  return json(
    { companyName: claims.companyName, memberName: claims.memberName, roleLabel: ROLE_LABELS[claims.role] ?? "", companies: claims.companies, nav },
    { headers: { "Cache-Control": "no-store" } },
  );
}
