import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

interface PagerProps {
  /** Address of the page of newer rows; absent on the first page. */
  newerTo?: string;
  /** What the link back says, where it goes to the first page and not one step. */
  newerLabel?: string;
  /** Address of the page of older rows; absent on the last page. */
  olderTo?: string;
  /** What is shown, such as "50 visits". */
  summary?: ReactNode;
}

/** Steps through rows ordered by time. Keyset pages have no numbers: only newer and older. */
export function Pager({ newerTo, newerLabel = "← Newer", olderTo, summary }: PagerProps) {
  return (
    <nav className="pager" aria-label="Pages">
      <Step to={newerTo}>{newerLabel}</Step>
      <span className="soft">{summary}</span>
      <Step to={olderTo}>Older →</Step>
    </nav>
  );
}

function Step({ to, children }: { to?: string; children: ReactNode }) {
  if (!to) return <span aria-hidden="true" />;
  return (
    <Link to={to} className="button button-quiet">
      {children}
    </Link>
  );
}
