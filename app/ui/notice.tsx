import type { ReactNode } from "react";

export type Tone = "info" | "good" | "caution" | "danger";

interface NoticeProps {
  tone?: Tone;
  title?: string;
  /** True when it appears after an action, so that a screen reader says it. */
  live?: boolean;
  children?: ReactNode;
}

/** A message in the page, told apart by its words and not by colour alone. */
export function Notice({ tone = "info", title, live, children }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={live ? "status" : undefined}>
      {title ? <p className="notice-title">{title}</p> : null}
      {children ? <div>{children}</div> : null}
    </div>
  );
}
