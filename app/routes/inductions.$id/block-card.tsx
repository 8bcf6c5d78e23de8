import { type KeyboardEvent, useMemo } from "react";
import { toPlainText } from "#app/ui/plain-text.ts";
import { countOf } from "#app/routes/office/words.ts";
import type { Block } from "#worker/domain/induction/content.ts";
import { BlockFields } from "./block-fields.tsx";
import { labelOf } from "./kinds.ts";
import type { BlockMoves } from "./use-block-moves.ts";
import { BLOCK_TYPE, useDrop } from "./use-drop.ts";
import { useEditor } from "./use-editor.ts";

interface BlockCardProps {
  block: Block;
  /** From 1, and of how many. */
  place: number;
  count: number;
  moves: BlockMoves;
  /** What must be fixed in it before it can be published. */
  obstacles: string[];
  /** How many of its texts are missing in the language that is being translated into. */
  missing: number;
}

/** One block: a line that says what it is, and its fields when it is open. */
export function BlockCard({ block, place, count, moves, obstacles, missing }: BlockCardProps) {
  const { openId, open } = useEditor();
  const { isOver, ...drop } = useDrop((id) => moves.moveTo(id, place - 1));
  const isOpen = openId === block.id;
  const name = `${place}, ${labelOf(block.kind)}`;
  function press(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    moves.moveBy(block.id, event.key === "ArrowUp" ? -1 : 1);
  }
  return (
    <li className={`ed-block${isOpen ? " ed-block-open" : ""}${isOver ? " ed-block-over" : ""}`} id={`block-${block.id}`} onKeyDown={press} {...drop}>
      <div className="ed-head">
        <span className="ed-grip" draggable aria-hidden="true" title="Drag to move" onDragStart={(event) => event.dataTransfer.setData(BLOCK_TYPE, block.id)} />
        <button type="button" className="ed-open" id={`open-${block.id}`} aria-expanded={isOpen} onClick={() => open(isOpen ? null : block.id)}>
          <span className="ed-kind">
            {place}. {labelOf(block.kind)}
            {obstacles.length > 0 ? <span className="ed-fix"> · needs fixing</span> : null}
            {missing > 0 ? <span className="ed-fix"> · {countOf(missing, "text", "texts")} to translate</span> : null}
          </span>
          <Summary block={block} />
        </button>
        <MoveButton id={`up-${block.id}`} label={`Move ${name} up`} sign="↑" isOff={place === 1} onPress={() => moves.moveBy(block.id, -1)} />
        <MoveButton id={`down-${block.id}`} label={`Move ${name} down`} sign="↓" isOff={place === count} onPress={() => moves.moveBy(block.id, 1)} />
      </div>
      {isOpen ? <OpenBlock block={block} name={name} moves={moves} obstacles={obstacles} /> : null}
    </li>
  );
}

function OpenBlock({ block, name, moves, obstacles }: Pick<BlockCardProps, "block" | "moves" | "obstacles"> & { name: string }) {
  return (
    <div className="ed-body stack">
      {obstacles.length > 0 ? (
        <ul className="ed-obstacles">
          {obstacles.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      ) : null}
      <BlockFields block={block} />
      <div className="row">
        <button type="button" className="button button-quiet" onClick={() => moves.duplicate(block.id)}>
          Duplicate<span className="visually-hidden"> {name}</span>
        </button>
        <button type="button" className="button button-quiet" onClick={() => moves.remove(block.id)}>
          Delete<span className="visually-hidden"> {name}</span>
        </button>
      </div>
    </div>
  );
}

/** More than a line shows; all of a long text need not be read for it. */
const READ_CHARACTERS = 800;

function Summary({ block }: { block: Block }) {
  const { draft } = useEditor();
  const [main = "en"] = draft.content.languages;
  const words = block.kind === "image" ? block.alt : block.kind === "pdf" || block.kind === "video" ? block.title : block.text;
  const typed = words[main] ?? "";
  const isMarkdown = block.kind === "text";
  const text = useMemo(() => (isMarkdown ? toPlainText(typed.slice(0, READ_CHARACTERS)) : typed.trim()).slice(0, 160), [typed, isMarkdown]);
  return <span className={text ? "ed-text" : "ed-text soft"}>{text || "Nothing written yet"}</span>;
}

interface MoveButtonProps {
  id: string;
  label: string;
  sign: string;
  isOff: boolean;
  onPress: () => void;
}

function MoveButton({ id, label, sign, isOff, onPress }: MoveButtonProps) {
  return (
    <button type="button" className="ed-move" id={id} aria-label={label} title={`${label} (Alt+${sign})`} aria-disabled={isOff || undefined} onClick={() => (isOff ? undefined : onPress())}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
