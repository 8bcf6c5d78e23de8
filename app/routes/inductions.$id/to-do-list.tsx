import type { MouseEvent } from "react";
import { Link } from "@remix-run/react";
import { countOf } from "#app/routes/office/words.ts";
import { Notice } from "#app/ui/index.ts";
import type { Checks } from "./checks.server.ts";
import { gapsByBlock, nameOf } from "./kinds.ts";
import { goToBlock } from "./places.ts";
import { useEditor } from "./use-editor.ts";

interface ToDoListProps {
  templateId: string;
  checks: Checks;
}

/** What stands between the draft and its publishing, and what a starter left for the site to fill in: each with the way to its block. */
export function ToDoList({ templateId, checks: { obstacles, gaps } }: ToDoListProps) {
  if (obstacles.length === 0 && gaps.length === 0) return null;
  return (
    <>
      {obstacles.length > 0 ? (
        <Notice tone="caution" title={`${countOf(obstacles.length, "thing", "things")} to fix before you can publish it`}>
          <List points={obstacles.map(({ blockId, message }) => ({ blockId, text: message }))} />
        </Notice>
      ) : null}
      {gaps.length > 0 ? (
        <Notice title={`${countOf(gaps.length, "gap", "gaps")} in [brackets] to fill in`}>
          <p>
            <Link to={`/inductions/${templateId}/gaps`}>Fill them in on one page</Link>, or in their texts.
          </p>
          <More label="Show them by text" points={gapsByBlock(gaps).map(({ blockId, texts }) => ({ blockId, text: texts.join(", ") }))} />
        </Notice>
      ) : null}
    </>
  );
}

const SHOWN_AT_ONCE = 5;

interface PointProps {
  blockId: string | null;
  text: string;
}

function List({ points }: { points: PointProps[] }) {
  return (
    <>
      <Points points={points.slice(0, SHOWN_AT_ONCE)} />
      {points.length > SHOWN_AT_ONCE ? <More label={`${points.length - SHOWN_AT_ONCE} more`} points={points.slice(SHOWN_AT_ONCE)} /> : null}
    </>
  );
}

function More({ label, points }: { label: string; points: PointProps[] }) {
  return (
    <details className="more">
      <summary>{label}</summary>
      <Points points={points} />
    </details>
  );
}

const Points = ({ points }: { points: PointProps[] }) => (
  <ul>
    {points.map((point, index) => (
      <li key={index}>
        <Point {...point} />
      </li>
    ))}
  </ul>
);

function Point({ blockId, text }: PointProps) {
  const { draft, open } = useEditor();
  const block = draft.content.blocks.find(({ id }) => id === blockId);
  if (!block) return <>{text}</>;
  function go(event: MouseEvent) {
    event.preventDefault();
    open(block?.id ?? null);
    goToBlock(block?.id ?? "");
  }
  return (
    <>
      <a href={`#block-${block.id}`} onClick={go}>
        {nameOf(draft.content.blocks, block.id)}
      </a>
      : {text}
    </>
  );
}
