import { Select } from "#app/ui/index.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import type { Critical, Question } from "#worker/domain/induction/questions.ts";
import { isOfPool } from "./draft.ts";
import { NumberField } from "./number-field.tsx";
import { Tick } from "./tick.tsx";
import { useEditor } from "./use-editor.ts";

const RIGHT_OF_YES_NO = [
  { value: "", label: "Any answer will do" },
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

const CRITICAL = [
  { value: "", label: "They may still come in" },
  { value: "stop", label: "They can’t come in" },
  { value: "ask", label: "Somebody of the site decides" },
];

/** Which answer is right, what it is worth, and what a wrong one leads to. */
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
          label={"right" in question ? "If somebody answers wrongly" : "If somebody doesn’t tick it"}
          options={CRITICAL}
          value={question.critical ?? ""}
          onChange={({ target }) => changeBlock(id, { critical: (target.value || null) as Critical | null })}
        />
      ) : null}
      {"right" in question && hasRight && draft.content.quiz ? (
        <>
          <NumberField id={`${id}-points`} label="Points for the right answer" value={question.points} whole={{ min: 1, max: 10 }} isNeeded onChange={(points) => changeBlock(id, { points: points ?? 1 }, "points")} />
          <Tick id={`${id}-pool`} label="Ask it only sometimes" hint={drawOf(draft.content)} isOn={question.pool} onChange={(pool) => changeBlock(id, { pool })} />
        </>
      ) : null}
    </>
  );
}

/** What the quiz does with the questions that are asked only sometimes. */
function drawOf({ blocks, quiz }: Content): string {
  const count = blocks.filter(isOfPool).length;
  return quiz && quiz.draw !== null ? `Each person gets ${quiz.draw} of these questions, chosen at random. There are ${count} now. Change it under Quiz` : "Under Quiz, say how many of these questions each person gets. Until then everybody gets all of them";
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
      <Tick id={`${id}-has-right`} label="Some answers are right and others wrong" isOn={right !== null} onChange={(isOn) => changeBlock(id, { right: isOn ? { min: question.min ?? 0, max: question.max ?? question.min ?? 0 } : null })} />
      {right ? (
        <div className="fields">
          <NumberField id={`${id}-right-min`} label="Right answers from" value={right.min} isNeeded onChange={(min) => changeBlock(id, { right: { ...right, min: min ?? 0 } }, "right-min")} />
          <NumberField id={`${id}-right-max`} label="Right answers up to" value={right.max} isNeeded onChange={(max) => changeBlock(id, { right: { ...right, max: max ?? 0 } }, "right-max")} />
        </div>
      ) : null}
    </>
  );
}
