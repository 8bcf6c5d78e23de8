import { useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import { Notice, type Tone } from "#app/ui/index.ts";

export interface OutcomeWords {
  tone: Tone;
  title: string;
  detail?: ReactNode;
}

/**
 * What came of the last answer. It stands in the page before there is anything to say, so that a screen reader says it. It takes the
 * focus where the form that had it is gone.
 */
export function Outcome({ words }: { words: OutcomeWords | undefined }) {
  const { key } = useLocation();
  const box = useRef<HTMLDivElement>(null);
  const title = words?.title;
  useEffect(() => {
    if (title && document.activeElement === document.body) box.current?.focus();
  }, [title, key]);
  return (
    <div role="status" className="empty-gone" tabIndex={-1} ref={box}>
      {words ? (
        <Notice tone={words.tone} title={words.title}>
          {words.detail ? <p>{words.detail}</p> : null}
        </Notice>
      ) : null}
    </div>
  );
}
