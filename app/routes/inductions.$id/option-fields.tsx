import type { Question } from "#worker/domain/induction/questions.ts";
import { makeId, withoutOption } from "./draft.ts";
import { Tick } from "./tick.tsx";
import { random, useEditor } from "./use-editor.ts";
import { WordsField } from "./words-field.tsx";

type Choice = Extract<Question, { options: unknown }>;

const MOST_OPTIONS = 20;

/** The answers to choose from, and which of them are right. */
export function OptionFields({ question }: { question: Choice }) {
  const { changeBlock } = useEditor();
  const { id, options, right } = question;
  const set = (own: Partial<Choice>, key?: string) => changeBlock(id, own, key);
  function add() {
    set({ options: [...options, { id: makeId(random, options.map((option) => option.id)), text: {} }] });
  }
  function mark(optionId: string, isRight: boolean) {
    const marked = options.map((option) => option.id).filter((one) => (one === optionId ? isRight : right?.includes(one)));
    set({ right: marked.length > 0 ? marked : null });
  }
  return (
    <fieldset className="field ed-options">
      <legend className="field-label">Answers to choose from</legend>
      <p className="field-hint">{question.kind === "single" ? "Tick the right answer. If you tick several, any one of them is right. Tick none if there is no wrong answer." : "Tick every answer that people have to choose. Tick none if there is no wrong answer."}</p>
      {options.map((option, index) => (
        <div className="ed-option" key={option.id}>
          <WordsField
            id={`${id}-option-${option.id}`}
            label={`Answer ${index + 1}`}
            words={option.text}
            onChange={(text) => set({ options: options.map((one) => (one.id === option.id ? { ...one, text } : one)) }, `option ${option.id}`)}
          />
          <div className="row">
            <Tick id={`${id}-right-${option.id}`} label={<>Right<span className="visually-hidden"> when answer {index + 1} is chosen</span></>} isOn={right?.includes(option.id) ?? false} onChange={(isOn) => mark(option.id, isOn)} />
            <button type="button" className="button button-quiet" onClick={() => changeBlock(id, withoutOption(question, option.id))}>
              Remove<span className="visually-hidden"> answer {index + 1}</span>
            </button>
          </div>
        </div>
      ))}
      {options.length < MOST_OPTIONS ? (
        <div className="row">
          <button type="button" className="button button-quiet" onClick={add}>
            Add an answer
          </button>
        </div>
      ) : null}
    </fieldset>
  );
}
