import { Notice } from "#app/ui/index.ts";
import { countOf } from "#app/routes/office/words.ts";
import type { MouseEvent } from "react";
import type { Checks } from "./checks.server.ts";
import { labelOf } from "./kinds.ts";
import { useEditor } from "./use-editor.ts";

/** What stands between the draft and its publishing, and what a starter left for the site to fill in: each with the way to its block. */
export function MendList({ checks: { obstacles, placeholders } }: { checks: Checks }) {
  if (obstacles.length === 0 && placeholders.length === 0) return null;
  return (
    <>
      {obstacles.length > 0 ? (
        <Notice tone="caution" title={`${countOf(obstacles.length, "thing", "things")} to mend before it can be published`}>
          <List points={obstacles.map(({ blockId, message }) => ({ blockId, text: message }))} />
        </Notice>
      ) : null}
      {placeholders.length > 0 ? (
        <Notice title={`${countOf(placeholders.length, "place", "places")} in brackets to fill in`}>
          <List points={placeholders.map(({ blockId, text }) => ({ blockId, text }))} />
        </Notice>
      ) : null}
    </>
  );
}

const SHOWN_AT_ONCE = 5;

function List({ points }: { points: { blockId: string | null; text: string }[] }) {
  const one = (point: (typeof points)[number], index: number) => (
    <li key={index}>
      <Point {...point} />
    </li>
  );
  return (
    <>
      <ul>{points.slice(0, SHOWN_AT_ONCE).map(one)}</ul>
      {points.length > SHOWN_AT_ONCE ? (
        <details className="more">
          <summary>{points.length - SHOWN_AT_ONCE} more</summary>
          <ul>{points.slice(SHOWN_AT_ONCE).map(one)}</ul>
        </details>
      ) : null}
    </>
  );
}

function Point({ blockId, text }: { blockId: string | null; text: string }) {
  const { draft, open } = useEditor();
  const place = draft.content.blocks.findIndex(({ id }) => id === blockId);
  const block = draft.content.blocks[place];
  if (!block) return <>{text}</>;
  function go(event: MouseEvent) {
    event.preventDefault();
    open(block?.id ?? null);
    // The fields are drawn first.
    requestAnimationFrame(() => (document.getElementById(`${block?.id}-first`) ?? document.getElementById(`open-${block?.id}`))?.focus());
  }
  return (
    <>
      <a href={`#block-${block.id}`} onClick={go}>
        {place + 1}. {labelOf(block.kind)}
      </a>
      : {text}
    </>
  );
}
