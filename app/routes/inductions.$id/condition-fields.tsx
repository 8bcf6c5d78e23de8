import { Select } from "#app/ui/index.ts";
import type { Condition, Question } from "#worker/domain/induction/questions.ts";
import { answersOf, earlierQuestions } from "./draft.ts";
import { labelOf } from "./kinds.ts";
import { Tick } from "./tick.tsx";
import { useEditor } from "./use-editor.ts";

/** When the question is asked at all: always, or after some answer to an earlier one. */
export function ConditionFields({ question }: { question: Question }) {
  const { draft, changeBlock } = useEditor();
  const { id, showIf } = question;
  const [main = "en"] = draft.content.languages;
  const earlier = earlierQuestions(draft.content, id);
  if (earlier.length === 0 && showIf === null) return null;
  const nameOf = (one: Question) => `${draft.content.blocks.indexOf(one) + 1}. ${(one.text[main] ?? "").slice(0, 60) || labelOf(one.kind)}`;
  const isLost = showIf !== null && !earlier.some((one) => one.id === showIf.questionId);
  const options = [
    { value: "", label: "Always" },
    ...earlier.map((one) => ({ value: one.id, label: `Depending on ${nameOf(one)}` })),
    ...(isLost ? [{ value: showIf.questionId, label: "Depending on a question that is gone or comes later" }] : []),
  ];
  const target = earlier.find((one) => one.id === showIf?.questionId);
  const set = (condition: Condition | null) => changeBlock(id, { showIf: condition });
  function choose(questionId: string) {
    const chosen = earlier.find((one) => one.id === questionId);
    set(chosen ? { questionId, is: answersOf(chosen).length > 0 ? { anyOf: [] } : "answered" } : null);
  }
  return (
    <>
      <Select id={`${id}-show`} name={`${id}-show`} label="When to ask it" hint="Always, or only after some answer to an earlier question" options={options} value={showIf?.questionId ?? ""} onChange={(event) => choose(event.target.value)} />
      {target && showIf && answersOf(target).length > 0 ? <Answers id={id} target={target} condition={showIf} onChange={set} /> : null}
    </>
  );
}

const WORDS: Record<string, string> = { yes: "Yes", no: "No", ticked: "Ticked" };

function Answers({ id, target, condition, onChange }: { id: string; target: Question; condition: Condition; onChange: (condition: Condition) => void }) {
  const { draft } = useEditor();
  const [main = "en"] = draft.content.languages;
  const chosen = condition.is === "answered" ? [] : condition.is.anyOf;
  const optionName = (answer: string) => ("options" in target ? target.options.find((option) => option.id === answer)?.text[main] : undefined);
  function tick(answer: string, isOn: boolean) {
    onChange({ ...condition, is: { anyOf: answersOf(target).filter((one) => (one === answer ? isOn : chosen.includes(one))) } });
  }
  return (
    <fieldset className="field">
      <legend className="field-label">Ask it if the answer was one of these</legend>
      <div className="choices">
        {answersOf(target).map((answer, index) => (
          <Tick key={answer} id={`${id}-if-${answer}`} label={WORDS[answer] ?? (optionName(answer) || `Answer ${index + 1}`)} isOn={chosen.includes(answer)} onChange={(isOn) => tick(answer, isOn)} />
        ))}
      </div>
    </fieldset>
  );
}
