import { type ChangeEvent, useState } from "react";
import type { Content } from "#worker/domain/induction/content.ts";
import { languageName } from "./kinds.ts";
import { useEditor } from "./use-editor.ts";

interface TextsFileProps {
  templateId: string;
  language: string;
  save: () => Promise<boolean>;
}

type Outcome = { is: "taken" } | { is: "not"; sentence: string; lines: { line: number; message: string }[] };

/** The texts as a file for a translator, and back. What comes back is a change like any other: it can be undone. */
export function TextsFile({ templateId, language, save }: TextsFileProps) {
  const { changeContent } = useEditor();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const address = `/inductions/${templateId}/texts?language=${language}`;
  const id = `texts-${language}`;

  async function take(event: ChangeEvent<HTMLInputElement>) {
    const input = event.target;
    const [file] = input.files ?? [];
    if (!file) return;
    const answer = await readFile(address, file, save);
    if ("content" in answer) changeContent(() => answer.content);
    setOutcome("content" in answer ? { is: "taken" } : answer);
    input.value = "";
  }

  return (
    <>
      <div className="row">
        <a className="button button-quiet" href={address} download>
          Download the texts<span className="visually-hidden"> in {languageName(language)}</span>
        </a>
        <label className="ed-file">
          Bring back the translated file<span className="visually-hidden"> in {languageName(language)}</span>
          <input type="file" id={id} accept=".csv,text/csv" onChange={(event) => void take(event)} />
        </label>
      </div>
      <div role="status">
        {outcome?.is === "taken" ? <p>The translated texts are in. Undo takes them out again.</p> : null}
        {outcome?.is === "not" ? (
          <>
            <p className="field-error">{outcome.sentence}</p>
            <ul className="notes">
              {outcome.lines.slice(0, 20).map(({ line, message }) => (
                <li key={`${line} ${message}`}>
                  Line {line}: {message}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </>
  );
}

const not = (sentence: string, lines: { line: number; message: string }[] = []): Outcome & { is: "not" } => ({ is: "not", sentence, lines });

/** The server puts the words into the draft as it is saved there, so that is saved first. */
async function readFile(address: string, file: File, save: () => Promise<boolean>): Promise<{ content: Content } | (Outcome & { is: "not" })> {
  if (!(await save())) return not("Nothing was taken: what you changed here could not be saved first.");
  const form = new FormData();
  form.append("csv", await file.text());
  try {
    const response = await fetch(address, { method: "POST", body: form });
    const body = await response.json<{ content?: Content; errors?: { line: number; message: string }[] }>();
    if (body.content) return { content: body.content };
    return not("Nothing was taken: fix this in the file first.", body.errors ?? []);
  } catch {
    return not("Nothing was taken: the server could not be reached, or did not take the file.");
  }
}
