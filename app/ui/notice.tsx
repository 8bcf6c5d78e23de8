import type { ReactNode } from "react";

export type Tone = "info" | "good" | "caution" | "danger";

interface NoticeProps {
  tone?: Tone;
  title?: string;
  /** For a field that says by aria-describedby why it is here again. */
  id?: string;
  /** True when it appears after an action, so that a screen reader says it: at once when something went wrong. */
  live?: boolean;
  children?: ReactNode;
}

/** A message in the page, told apart by its words and not by colour alone. */
export function Notice({ tone = "info", title, id, live, children }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} id={id} role={live ? (tone === "danger" ? "alert" : "status") : undefined}>
      {title ? <p className="notice-title">{title}</p> : null}
      {children ? <div>{children}</div> : null}
    </div>
  );
}
