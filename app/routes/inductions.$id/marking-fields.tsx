import { Select } from "#app/ui/index.ts";
import type { Critical, Question } from "#worker/domain/induction/questions.ts";
import { NumberField } from "./number-field.tsx";
import { Tick } from "./tick.tsx";
import { useEditor } from "./use-editor.ts";

const RIGHT_OF_YES_NO = [
  { value: "", label: "Any answer will do" },
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

const CRITICAL = [
  { value: "", label: "They come in all the same" },
  { value: "stop", label: "They can’t come in" },
  { value: "ask", label: "They must ask somebody of the site" },
];

/** Which answer is right, what it counts, and what a wrong one leads to. */
export function MarkingFields({ question }: { question: Question }) {
  const { draft, changeBlock } = useEditor();
  const { id } = question;
  if (!("critical" in question)) return null;
  const hasRight = !("right" in question) || question.right !== null;
  return (
    <>
      <RightAnswer question={question} />
      {hasRight ? (
        <Select
          id={`${id}-critical`}
          name={`${id}-critical`}
          label={"right" in question ? "After a wrong answer" : "If it is not ticked"}
          options={CRITICAL}
          value={question.critical ?? ""}
          onChange={({ target }) => changeBlock(id, { critical: (target.value || null) as Critical | null })}
        />
      ) : null}
      {"right" in question && hasRight && draft.content.quiz ? (
        <>
          <NumberField id={`${id}-points`} label="Points" value={question.points} whole={{ min: 1, max: 10 }} isNeeded onChange={(points) => changeBlock(id, { points: points ?? 1 }, "points")} />
          <Tick id={`${id}-pool`} label="In the pool" hint="The quiz draws some of the pool’s questions for each person" isOn={question.pool} onChange={(pool) => changeBlock(id, { pool })} />
        </>
      ) : null}
    </>
  );
}

function RightAnswer({ question }: { question: Question }) {
  const { changeBlock } = useEditor();
  const { id } = question;
  if (question.kind === "yes_no") {
    return (
      <Select id={`${id}-right`} name={`${id}-right`} label="Right answer" options={RIGHT_OF_YES_NO} value={question.right ?? ""} onChange={({ target }) => changeBlock(id, { right: (target.value || null) as "yes" | "no" | null })} />
    );
  }
  if (question.kind !== "number") return null;
  const { right } = question;
  return (
    <>
      <Tick id={`${id}-has-right`} label="There is a right answer" isOn={right !== null} onChange={(isOn) => changeBlock(id, { right: isOn ? { min: question.min ?? 0, max: question.max ?? question.min ?? 0 } : null })} />
      {right ? (
        <div className="fields">
          <NumberField id={`${id}-right-min`} label="Right from" value={right.min} isNeeded onChange={(min) => changeBlock(id, { right: { ...right, min: min ?? 0 } }, "right-min")} />
          <NumberField id={`${id}-right-max`} label="Right to" value={right.max} isNeeded onChange={(max) => changeBlock(id, { right: { ...right, max: max ?? 0 } }, "right-max")} />
        </div>
      ) : null}
    </>
  );
}
