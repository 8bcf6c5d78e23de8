import { Link } from "@remix-run/react";
import { Select } from "#app/ui/index.ts";
import type { Block } from "#worker/domain/induction/content.ts";
import type { Question } from "#worker/domain/induction/questions.ts";
import { ConditionFields } from "./condition-fields.tsx";
import { MarkingFields } from "./marking-fields.tsx";
import { NumberField } from "./number-field.tsx";
import { OptionFields } from "./option-fields.tsx";
import { Tick } from "./tick.tsx";
import { useEditor } from "./use-editor.ts";
import { WordsField } from "./words-field.tsx";

const IS_SENTENCE = ["checkbox", "acknowledgement"];

/** What is asked, how it is answered, and what comes of the answer. */
export function QuestionFields({ question }: { question: Question }) {
  const { changeBlock } = useEditor();
  const { id } = question;
  const set = (own: Partial<Block>, key?: string) => changeBlock(id, own, key);
  return (
    <>
      <WordsField id={`${id}-first`} label={IS_SENTENCE.includes(question.kind) ? "Sentence" : "Question"} words={question.text} onChange={(text) => set({ text }, "text")} />
      <WordsField id={`${id}-help`} label="Help" hint="A line under the question that explains it" words={question.help} optional onChange={(help) => set({ help }, "help")} />
      <Tick id={`${id}-required`} label={IS_SENTENCE.includes(question.kind) ? "Must be ticked" : "Must be answered"} isOn={question.required} onChange={(required) => set({ required })} />
      <OwnFields question={question} />
      <MarkingFields question={question} />
      <ConditionFields question={question} />
    </>
  );
}

const WHEN = [
  { value: "any", label: "Any day" },
  { value: "past", label: "Today or earlier" },
  { value: "future", label: "Today or later" },
];

function OwnFields({ question }: { question: Question }) {
  const { changeBlock, photosAllowed } = useEditor();
  const { id } = question;
  if (question.kind === "photo") return <PhotoNote isOn={photosAllowed} />;
  if ("options" in question) return <OptionFields question={question} />;
  if (question.kind === "date") {
    return (
      <Select id={`${id}-when`} name={`${id}-when`} label="Which days" options={WHEN} value={question.when} onChange={({ target }) => changeBlock(id, { when: target.value as "any" })} />
    );
  }
  if (question.kind !== "number") return null;
  return (
    <>
      <div className="fields">
        <NumberField id={`${id}-min`} label="Lowest number allowed" value={question.min} onChange={(min) => changeBlock(id, { min }, "min")} />
        <NumberField id={`${id}-max`} label="Highest number allowed" value={question.max} onChange={(max) => changeBlock(id, { max }, "max")} />
      </div>
      <Tick id={`${id}-has-unit`} label="Show a unit beside it, such as kg or years" isOn={question.unit !== null} onChange={(isOn) => changeBlock(id, { unit: isOn ? {} : null })} />
      {question.unit !== null ? <WordsField id={`${id}-unit`} label="Unit" words={question.unit} onChange={(unit) => changeBlock(id, { unit }, "unit")} /> : null}
    </>
  );
}

function PhotoNote({ isOn }: { isOn: boolean }) {
  if (isOn) return <p className="soft">Photos are on: people at the gate are asked for this one.</p>;
  return (
    <p className="soft">
      Photos are off: nobody is asked for this one. An owner turns photos on in <Link to="/settings">Settings</Link>.
    </p>
  );
}
