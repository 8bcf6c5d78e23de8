import { TextField } from "#app/ui/index.ts";
import type { Block } from "#worker/domain/induction/content.ts";
import { isQuestion } from "./draft.ts";
import { FileField } from "./file-field.tsx";
import { QuestionFields } from "./question-fields.tsx";
import { useEditor } from "./use-editor.ts";
import { WordsField } from "./words-field.tsx";

/** The fields of one block. The first has the id that the focus goes to. */
export function BlockFields({ block }: { block: Block }) {
  const { changeBlock } = useEditor();
  if (isQuestion(block)) return <QuestionFields question={block} />;
  const id = `${block.id}-first`;
  const set = (own: Partial<Block>, key?: string) => changeBlock(block.id, own, key);
  switch (block.kind) {
    case "heading":
      return <WordsField id={id} label="Heading" hint="A new screen begins with it" words={block.text} onChange={(text) => set({ text }, "text")} />;
    case "text":
      return <WordsField id={id} label="Text" hint="A line that begins with “- ” is a point of a list; **two stars** make words bold" words={block.text} rows={8} onChange={(text) => set({ text }, "text")} />;
    case "image":
      return (
        <>
          <FileField id={`${block.id}-file`} label="Picture (PNG, JPEG or WebP)" accept="image/png,image/jpeg,image/webp" assetId={block.assetId} onChosen={(assetId) => set({ assetId })} />
          <WordsField id={id} label="What the picture shows" hint="For who can’t see it" words={block.alt} onChange={(alt) => set({ alt }, "alt")} />
        </>
      );
    case "pdf":
      return (
        <>
          <FileField id={`${block.id}-file`} label="Document (PDF)" accept="application/pdf" assetId={block.assetId} onChosen={(assetId) => set({ assetId })} />
          <WordsField id={id} label="What the document is called" words={block.title} onChange={(title) => set({ title }, "title")} />
        </>
      );
    case "video":
      return (
        <>
          <TextField id={id} name={id} label="Address of the video" hint="From YouTube or Vimeo, beginning with https://" type="url" inputMode="url" autoComplete="off" maxLength={500} optional="for-some" value={block.url} onChange={({ target }) => set({ url: target.value }, "url")} />
          <WordsField id={`${block.id}-title`} label="What the video is called" words={block.title} onChange={(title) => set({ title }, "title")} />
        </>
      );
  }
}
