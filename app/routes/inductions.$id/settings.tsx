import { TextField } from "#app/ui/index.ts";
import { VISITOR_TYPES_LABELS } from "#app/routes/inductions/words.ts";
import { countOf } from "#app/routes/office/words.ts";
import type { Quiz } from "#worker/domain/induction/content.ts";
import { isOfPool } from "./draft.ts";
import { NumberField } from "./number-field.tsx";
import { Tick } from "./tick.tsx";
import { useEditor } from "./use-editor.ts";
import { WordsField } from "./words-field.tsx";

/** What it is called, for whom it is, and how long it is valid. */
export function About({ siteName, errors }: { siteName: string | null; errors: Record<string, string> }) {
  const { draft, change, changeContent } = useEditor();
  const { validDays } = draft.content;
  return (
    <details className="ed-part" id="about" open={errors["name"] !== undefined || errors["visitorTypes"] !== undefined || undefined}>
      <summary>
        Name and settings <span className="soft">{siteName ?? "All sites"}</span>
      </summary>
      <div className="stack">
        <TextField id="name" name="name" label="Name" hint="Only your office sees it" maxLength={100} autoComplete="off" value={draft.name} error={errors["name"]} onChange={({ target }) => change((now) => ({ ...now, name: target.value }), "name")} />
        <WordsField id="title" label="Title" hint="What people see at the gate" words={draft.content.title} onChange={(title) => changeContent((content) => ({ ...content, title }), "title")} />
        <fieldset className="field">
          <legend className="field-label">For whom</legend>
          <p className="field-hint">{errors["visitorTypes"] ?? "People who choose one of these at the gate are asked to do it. A change takes effect when you publish."}</p>
          <div className="choices">
            {Object.entries(VISITOR_TYPES_LABELS).map(([type, label]) => (
              <Tick key={type} id={`for-${type}`} label={label} isOn={draft.visitorTypes.includes(type)} onChange={(isOn) => change((now) => ({ ...now, visitorTypes: Object.keys(VISITOR_TYPES_LABELS).filter((one) => (one === type ? isOn : now.visitorTypes.includes(one))) }))} />
            ))}
          </div>
        </fieldset>
        <Tick id="for-ever" label="It never expires" isOn={validDays === null} onChange={(isOn) => changeContent((content) => ({ ...content, validDays: isOn ? null : 365 }))} />
        {validDays !== null ? (
          <NumberField id="valid-days" label="Days until it expires" hint="Counted from the day somebody passes it. Then they are asked to do it again" value={validDays} whole={{ min: 1, max: 3650 }} isNeeded onChange={(days) => changeContent((content) => ({ ...content, validDays: days }), "valid-days")} />
        ) : null}
      </div>
    </details>
  );
}

const NEW_QUIZ: Quiz = { passPercent: 80, attempts: 3, coolDownMinutes: 15, draw: null };

/** Whether right answers are counted, and what is needed to pass. */
export function QuizSettings() {
  const { draft, changeContent } = useEditor();
  const { quiz } = draft.content;
  const set = (own: Partial<Quiz>, key?: string) => changeContent((content) => ({ ...content, quiz: { ...(content.quiz ?? NEW_QUIZ), ...own } }), key);
  return (
    <details className="ed-part" id="quiz">
      <summary>
        Quiz <span className="soft">{quiz ? `${quiz.passPercent} % to pass` : "None"}</span>
      </summary>
      <div className="stack">
        <Tick id="has-quiz" label="Make it a quiz" hint="Right answers are counted. Without a quiz, everybody who gets to the end has passed" isOn={quiz !== null} onChange={(isOn) => changeContent((content) => ({ ...content, quiz: isOn ? NEW_QUIZ : null }))} />
        {quiz ? (
          <>
            <div className="fields">
              <NumberField id="pass-percent" label="Right answers needed to pass, in %" value={quiz.passPercent} whole={{ min: 0, max: 100 }} isNeeded onChange={(passPercent) => set({ passPercent: passPercent ?? 80 }, "pass")} />
              <NumberField id="attempts" label="Tries before they have to wait" value={quiz.attempts} whole={{ min: 1, max: 10 }} isNeeded onChange={(attempts) => set({ attempts: attempts ?? 3 }, "attempts")} />
              <NumberField id="cool-down" label="Minutes to wait then" value={quiz.coolDownMinutes} whole={{ min: 0, max: 10_080 }} isNeeded onChange={(coolDownMinutes) => set({ coolDownMinutes: coolDownMinutes ?? 0 }, "cool-down")} />
            </div>
            <Sometimes quiz={quiz} set={set} />
          </>
        ) : null}
      </div>
    </details>
  );
}

/** How many of the questions that are asked only sometimes each person gets. */
function Sometimes({ quiz, set }: { quiz: Quiz; set: (own: Partial<Quiz>, key?: string) => void }) {
  const { draft } = useEditor();
  const count = draft.content.blocks.filter(isOfPool).length;
  if (count === 0 && quiz.draw === null) return <p className="soft">Everybody is asked all questions. To ask each person only some of them, open those questions and tick “Ask it only sometimes”.</p>;
  return (
    <>
      <Tick id="draws" label="Ask each person only some questions" hint={`${countOf(count, "question is", "questions are")} marked “Ask it only sometimes”. All other questions are asked of everybody`} isOn={quiz.draw !== null} onChange={(isOn) => set({ draw: isOn ? Math.max(1, Math.ceil(count / 2)) : null })} />
      {quiz.draw !== null ? <NumberField id="draw" label={`How many of the ${count} each person gets`} hint={`For each person, ${quiz.draw} of ${count} are chosen at random`} value={quiz.draw} whole={{ min: 1, max: 100 }} isNeeded onChange={(draw) => set({ draw: draw ?? 1 }, "draw")} /> : null}
    </>
  );
}
