import type { ReactNode } from "react";
import type { Tone } from "./notice.tsx";

interface BadgeProps {
  /** "live" is the hi-vis one: on site now. Keep it for that. */
  tone?: Tone | "live" | "plain";
  children: ReactNode;
}

/** A short status in words. */
export function Badge({ tone = "plain", children }: BadgeProps) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
