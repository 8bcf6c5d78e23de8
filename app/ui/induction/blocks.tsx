import { ContentBlock } from "./content-block.tsx";
import { QuestionField } from "./question-field.tsx";
import { isShownQuestion, type ShownBlock } from "./shown.ts";

interface BlocksProps {
  blocks: readonly ShownBlock[];
  /** What stands in the fields, by their names: a block's id, and for a drawing the id and ".drawn". */
  values?: Readonly<Record<string, readonly string[]>>;
  /** What to mend, by the block's id. */
  errors?: Readonly<Record<string, string>>;
}

/** Blocks of an induction in their order, as they are shown and answered. */
export function Blocks({ blocks, values = {}, errors = {} }: BlocksProps) {
  return blocks.map((block) =>
    isShownQuestion(block) ? (
      <QuestionField key={block.id} question={block} values={values[block.id]} drawn={values[`${block.id}.drawn`]?.[0]} error={errors[block.id]} />
    ) : (
      <ContentBlock key={block.id} block={block} />
    ),
  );
}
