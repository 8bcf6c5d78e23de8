import { useState } from "react";
import { Select } from "#app/ui/index.ts";
import { countOf } from "#app/routes/office/words.ts";
import type { Checks } from "./checks.server.ts";
import { languageName, LANGUAGES } from "./kinds.ts";
import { TextsFile } from "./texts-file.tsx";
import { useEditor } from "./use-editor.ts";

const MOST_LANGUAGES = 20;

interface LanguagesProps {
  templateId: string;
  missing: Checks["missing"];
  save: () => Promise<boolean>;
}

/** The languages that it is in, how many words each lacks, and the way to write them. */
export function Languages({ templateId, missing, save }: LanguagesProps) {
  const { draft, beside, setBeside, changeContent } = useEditor();
  const [main = "en", ...others] = draft.content.languages;
  return (
    <details className="ed-part" id="languages">
      <summary>
        Languages <span className="soft">{draft.content.languages.map(languageName).join(", ")}</span>
      </summary>
      <div className="stack">
        <p>
          The main language is <span lang={main}>{languageName(main)}</span>. Where a text is missing in another language, people read it in the main one.
        </p>
        <ul className="ed-languages">
          {others.map((tag) => (
            <li key={tag}>
              <span>
                <b lang={tag}>{languageName(tag)}</b> <span className="soft">{missing[tag] ? (missing[tag].length === 0 ? "nothing is missing" : `${countOf(missing[tag].length, "text is", "texts are")} missing`) : ""}</span>
              </span>
              <div className="row">
                <button type="button" className="button button-quiet" aria-pressed={beside === tag} onClick={() => setBeside(beside === tag ? null : tag)}>
                  {beside === tag ? "Stop translating" : "Translate here, side by side"}
                  <span className="visually-hidden"> {languageName(tag)}</span>
                </button>
                <button type="button" className="button button-quiet" onClick={() => changeContent((content) => ({ ...content, languages: content.languages.filter((one) => one !== tag) }))}>
                  Remove<span className="visually-hidden"> {languageName(tag)}</span>
                </button>
              </div>
              <TextsFile templateId={templateId} language={tag} save={save} />
            </li>
          ))}
        </ul>
        {draft.content.languages.length < MOST_LANGUAGES ? <AddLanguage /> : null}
      </div>
    </details>
  );
}

function AddLanguage() {
  const { draft, changeContent, setBeside } = useEditor();
  const free = Object.entries(LANGUAGES).filter(([tag]) => !draft.content.languages.includes(tag));
  const [chosen, choose] = useState("");
  const tag = free.some(([one]) => one === chosen) ? chosen : (free[0]?.[0] ?? "");
  function add() {
    changeContent((content) => ({ ...content, languages: [...content.languages, tag] }));
    setBeside(tag);
  }
  if (!tag) return null;
  return (
    <div className="fields">
      <Select id="new-language" name="new-language" label="Add a language" options={free.map(([value, label]) => ({ value, label }))} value={tag} onChange={({ target }) => choose(target.value)} />
      <div>
        <button type="button" className="button button-quiet" onClick={add}>
          Add this language
        </button>
      </div>
    </div>
  );
}
