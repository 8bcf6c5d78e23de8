import { useRef } from "react";
import type { Kind } from "./draft.ts";
import { MOST_BLOCKS } from "./draft.ts";
import { ASK, READ } from "./kinds.ts";
import type { BlockMoves } from "./use-block-moves.ts";
import { useEditor } from "./use-editor.ts";

/** The menu of kinds. A new block goes after the open one, or to the end. */
export function AddBlock({ add }: { add: BlockMoves["add"] }) {
  const { draft, openId } = useEditor();
  const menu = useRef<HTMLDetailsElement>(null);
  if (draft.content.blocks.length >= MOST_BLOCKS) return <p className="soft">An induction has {MOST_BLOCKS} blocks at most.</p>;
  const choose = (kind: Kind) => {
    if (menu.current) menu.current.open = false;
    add(kind);
  };
  return (
    <details className="ed-part" ref={menu}>
      <summary id="add-block">
        Add a block <span className="soft">{openId ? "after the open one" : "at the end"}</span>
      </summary>
      <div className="stack">
        <Kinds title="To read" kinds={READ} onChoose={choose} />
        <Kinds title="To ask" kinds={ASK} onChoose={choose} />
      </div>
    </details>
  );
}

function Kinds({ title, kinds, onChoose }: { title: string; kinds: typeof READ; onChoose: (kind: Kind) => void }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul className="ed-kinds">
        {(Object.entries(kinds) as [Kind, { label: string; hint: string }][]).map(([kind, { label, hint }]) => (
          <li key={kind}>
            <button type="button" onClick={() => onChoose(kind)}>
              <b>{label}</b>
              <span>{hint}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
