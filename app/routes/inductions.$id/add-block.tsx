import { useRef } from "react";
import type { Kind } from "./draft.ts";
import { MOST_BLOCKS } from "./draft.ts";
import { ASK, READ } from "./kinds.ts";
import { Menu } from "./menu.tsx";
import type { BlockMoves } from "./use-block-moves.ts";
import { useEditor } from "./use-editor.ts";

interface AddProps {
  add: BlockMoves["add"];
}

/** The kinds, at the end of the blocks. A new block goes after the open one, or to the end. */
export function AddBlock({ add }: AddProps) {
  const { draft } = useEditor();
  const menu = useRef<HTMLDetailsElement>(null);
  if (draft.content.blocks.length >= MOST_BLOCKS) return <p className="soft">An induction has {MOST_BLOCKS} blocks at most.</p>;
  const choose = (kind: Kind) => {
    if (menu.current) menu.current.open = false;
    add(kind);
  };
  return (
    <details className="ed-part" ref={menu}>
      <summary id="add-block">
        Add a block <Where />
      </summary>
      <div className="stack">
        <Kinds onChoose={choose} />
      </div>
    </details>
  );
}

/** The same from the bar, wherever on the page somebody is. */
export function AddMenu({ add }: AddProps) {
  const { draft } = useEditor();
  if (draft.content.blocks.length >= MOST_BLOCKS) return null;
  return (
    <Menu label={<>Add<span className="visually-hidden"> a block</span></>}>
      <p>
        <b>Add a block</b> <Where />
      </p>
      <Kinds onChoose={add} />
    </Menu>
  );
}

function Where() {
  const { draft, openId } = useEditor();
  const place = draft.content.blocks.findIndex(({ id }) => id === openId);
  return <span className="soft">{place === -1 ? "at the end" : `after number ${place + 1}, which is open`}</span>;
}

function Kinds({ onChoose }: { onChoose: (kind: Kind) => void }) {
  return (
    <>
      <KindList title="To read" kinds={READ} onChoose={onChoose} />
      <KindList title="To ask" kinds={ASK} onChoose={onChoose} />
    </>
  );
}

function KindList({ title, kinds, onChoose }: { title: string; kinds: typeof READ; onChoose: (kind: Kind) => void }) {
  return (
    <div>
      <p>
        <b>{title}</b>
      </p>
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
