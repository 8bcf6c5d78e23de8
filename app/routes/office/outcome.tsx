import type { ReactNode } from "react";
import { Notice, type Tone } from "#app/ui/index.ts";

export interface OutcomeWords {
  tone: Tone;
  title: string;
  detail?: ReactNode;
}

/** What came of the last answer. It stands in the page before there is anything to say, so that a screen reader says it. */
export function Outcome({ words }: { words: OutcomeWords | undefined }) {
  return (
    <div role="status" className="empty-gone">
      {words ? (
        <Notice tone={words.tone} title={words.title}>
          {words.detail ? <p>{words.detail}</p> : null}
        </Notice>
      ) : null}
    </div>
  );
}
