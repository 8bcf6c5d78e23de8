import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

interface StatCardProps {
  label: string;
  value: ReactNode;
  detail?: ReactNode;
  /** Makes the whole card a link. */
  to?: string;
  /** The hi-vis edge: for the one figure that is about now. */
  live?: boolean;
}

/** One figure with its name. Put several into `<div className="stats">`. */
export function StatCard({ label, value, detail, to, live }: StatCardProps) {
  return (
    <div className={live ? "stat stat-live" : "stat"}>
      <p className="stat-label">{to ? <Link to={to}>{label}</Link> : label}</p>
      <p className="stat-value">{value}</p>
      {detail ? <p className="stat-detail soft">{detail}</p> : null}
    </div>
  );
}
