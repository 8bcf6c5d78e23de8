import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

interface HistoryLinkProps {
  /** As events name their subjects: "site", "member", "visit", … */
  kind: string;
  id: string;
  children: ReactNode;
}

/** To everything that the log holds of one row. For owners and admins: others are refused there. */
export function HistoryLink({ kind, id, children }: HistoryLinkProps) {
  return <Link to={`/audit?row=${kind}:${id}`}>{children}</Link>;
}
