import { Link } from "@remix-run/react";
import { nameOf } from "#app/routes/inductions.$id/kinds.ts";
import { countOf } from "#app/routes/office/words.ts";
import { Notice } from "#app/ui/index.ts";
import type { Block } from "#worker/domain/induction/content.ts";

interface GapsProps {
  id: string;
  blocks: Pick<Block, "id" | "kind">[];
  count: number;
  gaps: { blockId: string | null; texts: string[] }[];
}

/** Each text that a starter's gaps are open in, with the way to it. */
export function Gaps({ id, blocks, count, gaps }: GapsProps) {
  return (
    <Notice tone="caution" title={`${countOf(count, "gap is", "gaps are")} not filled in yet`}>
      <p>
        People at the gate would read the brackets as they stand. <Link to={`/inductions/${id}/gaps`}>Fill them in on one page</Link>, or go to the text:
      </p>
      <ul>
        {gaps.map(({ blockId, texts }) => (
          <li key={blockId}>
            {blockId === null ? "Title" : <Link to={`/inductions/${id}#block-${blockId}`}>{nameOf(blocks, blockId)}</Link>}: {texts.join(", ")}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
