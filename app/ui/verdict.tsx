import type { ReactNode } from "react";

export type VerdictKind = "in" | "out" | "stop" | "wait";

interface VerdictProps {
  kind: VerdictKind;
  /** The page's h1: what is true now, in four words or so. */
  title: string;
  children?: ReactNode;
}

const MARKS: Record<VerdictKind, string> = {
  in: "M6 17l7 7L27 9",
  out: "M6 16h18M17 8l8 8-8 8",
  wait: "M16 7v10l6 4",
  stop: "M16 7v11M16 24v.5",
};

/** The outcome at the gate, to be read from an arm's length in the sun: a mark, the words, what to do next. */
export function Verdict({ kind, title, children }: VerdictProps) {
  return (
    <div className={`verdict verdict-${kind}`}>
      <svg className="verdict-mark" viewBox="0 0 32 32" aria-hidden="true">
        <path d={MARKS[kind]} fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <h1>{title}</h1>
      {children ? <div className="lead">{children}</div> : null}
    </div>
  );
}
