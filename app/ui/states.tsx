import type { ReactNode } from "react";
import { Notice } from "./notice.tsx";

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  /** A button or link to what comes next. */
  action?: ReactNode;
}

/** Says that there is nothing here, why, and what to do. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children ? <div className="soft">{children}</div> : null}
      {action ? <div className="row">{action}</div> : null}
    </div>
  );
}

/** Grey lines in place of what is on its way. */
export function LoadingState({ label = "Loading…", lines = 4 }: { label?: string; lines?: number }) {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="skeleton-line" />
      ))}
    </div>
  );
}

interface ErrorStateProps {
  title: string;
  /** What happened and what to do, in plain words. */
  children: ReactNode;
  code?: string;
  requestId?: string;
  action?: ReactNode;
}

/** A part of a page that could not be shown; the rest of the page still stands. */
export function ErrorState({ title, children, code, requestId, action }: ErrorStateProps) {
  return (
    <Notice tone="danger" title={title} live>
      <div className="stack">
        <div>{children}</div>
        {code || requestId ? (
          <p className="soft">
            {code ? <code>{code}</code> : null} {requestId ? <code>{requestId}</code> : null}
          </p>
        ) : null}
        {action ? <div className="row">{action}</div> : null}
      </div>
    </Notice>
  );
}
