import { TextField } from "#app/ui/index.ts";
import { VISITOR_TYPES_LABELS } from "#app/routes/inductions/words.ts";
import type { Quiz } from "#worker/domain/induction/content.ts";
import { NumberField } from "./number-field.tsx";
import { Tick } from "./tick.tsx";
import { useEditor } from "./use-editor.ts";
import { WordsField } from "./words-field.tsx";

/** What it is called, for whom it is, and how long it counts. */
export function About({ siteName, errors }: { siteName: string | null; errors: Record<string, string> }) {
  const { draft, change, changeContent } = useEditor();
  const { validDays } = draft.content;
  return (
    <details className="ed-part" open={errors["name"] !== undefined || errors["visitorTypes"] !== undefined || undefined}>
      <summary>
        Name, for whom, how long it counts <span className="soft">{siteName ?? "All sites"}</span>
      </summary>
      <div className="stack">
        <TextField id="name" name="name" label="Name" hint="For the office" maxLength={100} autoComplete="off" value={draft.name} error={errors["name"]} onChange={({ target }) => change((now) => ({ ...now, name: target.value }), "name")} />
        <WordsField id="title" label="Title" hint="What people see at the gate" words={draft.content.title} onChange={(title) => changeContent((content) => ({ ...content, title }), "title")} />
        <fieldset className="field">
          <legend className="field-label">For whom</legend>
          <p className="field-hint">{errors["visitorTypes"] ?? "It acts when it is published."}</p>
          <div className="choices">
            {Object.entries(VISITOR_TYPES_LABELS).map(([type, label]) => (
              <Tick key={type} id={`for-${type}`} label={label} isOn={draft.visitorTypes.includes(type)} onChange={(isOn) => change((now) => ({ ...now, visitorTypes: Object.keys(VISITOR_TYPES_LABELS).filter((one) => (one === type ? isOn : now.visitorTypes.includes(one))) }))} />
            ))}
          </div>
        </fieldset>
        <Tick id="for-ever" label="It counts for ever" isOn={validDays === null} onChange={(isOn) => changeContent((content) => ({ ...content, validDays: isOn ? null : 365 }))} />
        {validDays !== null ? (
          <NumberField id="valid-days" label="Days that it counts" hint="Then it is asked for again" value={validDays} whole={{ min: 1, max: 3650 }} isNeeded onChange={(days) => changeContent((content) => ({ ...content, validDays: days }), "valid-days")} />
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
    <details className="ed-part">
      <summary>
        Quiz <span className="soft">{quiz ? `${quiz.passPercent} % to pass` : "None"}</span>
      </summary>
      <div className="stack">
        <Tick id="has-quiz" label="Right answers are counted" hint="Without a quiz everybody who answers has passed" isOn={quiz !== null} onChange={(isOn) => changeContent((content) => ({ ...content, quiz: isOn ? NEW_QUIZ : null }))} />
        {quiz ? (
          <>
            <div className="fields">
              <NumberField id="pass-percent" label="Per cent to pass" value={quiz.passPercent} whole={{ min: 0, max: 100 }} isNeeded onChange={(passPercent) => set({ passPercent: passPercent ?? 80 }, "pass")} />
              <NumberField id="attempts" label="Tries in a row" value={quiz.attempts} whole={{ min: 1, max: 10 }} isNeeded onChange={(attempts) => set({ attempts: attempts ?? 3 }, "attempts")} />
              <NumberField id="cool-down" label="Minutes to wait after them" value={quiz.coolDownMinutes} whole={{ min: 0, max: 10_080 }} isNeeded onChange={(coolDownMinutes) => set({ coolDownMinutes: coolDownMinutes ?? 0 }, "cool-down")} />
            </div>
            <NumberField id="draw" label="Questions drawn from the pool" hint="Leave it empty to ask all of them" value={quiz.draw} whole={{ min: 1, max: 100 }} onChange={(draw) => set({ draw }, "draw")} />
          </>
        ) : null}
      </div>
    </details>
  );
}
