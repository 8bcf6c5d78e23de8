import { TextArea, TextField } from "#app/ui/index.ts";
import type { Words } from "#worker/domain/induction/text.ts";
import { languageName } from "./kinds.ts";
import { useEditor } from "./use-editor.ts";

interface WordsFieldProps {
  id: string;
  label: string;
  hint?: string;
  words: Words;
  onChange: (words: Words) => void;
  optional?: boolean;
  /** Several lines, of so many. */
  rows?: number;
}

/** One text: in the main language, and beside it in the one that is being translated into. */
export function WordsField({ id, label, hint, words, onChange, optional, rows }: WordsFieldProps) {
  const { draft, beside } = useEditor();
  const [main = "en"] = draft.content.languages;
  const shared = { words, onChange, optional, rows };
  if (beside === null) return <OneLanguage id={id} label={label} hint={hint} language={main} {...shared} />;
  const isMissing = (words[main] ?? "").trim() !== "" && (words[beside] ?? "").trim() === "";
  return (
    <div className="ed-beside">
      <OneLanguage id={id} label={`${label} (${languageName(main)})`} language={main} {...shared} />
      <OneLanguage id={`${id}-beside`} label={`${label} (${languageName(beside)})`} hint={isMissing ? `Missing: shown in ${languageName(main)}` : undefined} language={beside} {...shared} optional />
    </div>
  );
}

interface OneLanguageProps extends Omit<WordsFieldProps, "hint"> {
  hint?: string | undefined;
  language: string;
}

function OneLanguage({ id, label, hint, language, words, onChange, optional, rows }: OneLanguageProps) {
  const field = {
    id,
    name: id,
    label,
    hint,
    lang: language,
    dir: "auto",
    autoComplete: "off",
    optional: optional ? true : ("for-some" as const),
    value: words[language] ?? "",
    onChange: (event: { target: { value: string } }) => onChange({ ...words, [language]: event.target.value }),
  };
  return rows ? <TextArea {...field} rows={rows} /> : <TextField {...field} />;
}
