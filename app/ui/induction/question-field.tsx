import type { ReactNode } from "react";
import { Checkbox, RadioGroup } from "../choice.tsx";
import { DateField, TextArea, TextField } from "../field.tsx";
import { useMessages } from "../shell-context.ts";
import { PhotoField } from "./photo-field.tsx";
import { SignatureField } from "./signature-field.tsx";
import type { ShownOption, ShownQuestion } from "./shown.ts";
import { TickList } from "./tick-list.tsx";
import { SaidWords } from "./words.tsx";

export interface QuestionProps {
  question: ShownQuestion;
  /** What stands in it: as it was typed, or as it was answered before. */
  values?: readonly string[];
  /** A signature's drawing, as SVG path data. */
  drawn?: string;
  /** What to mend. */
  error?: string;
}

/** A question with its control, named by the block's id. It is answered without script. */
export function QuestionField({ question, values = [], drawn, error }: QuestionProps) {
  const words = useMessages().block;
  const [value] = values;
  const asked = { name: question.id, label: <SaidWords said={question.text} />, hint: hintOf(question), error, optional: !question.required };
  switch (question.kind) {
    case "short_text":
      return <TextField {...asked} defaultValue={value} autoComplete="off" dir="auto" />;
    case "long_text":
      return <TextArea {...asked} defaultValue={value} rows={5} dir="auto" />;
    case "number":
      return <NumberField {...asked} question={question} value={value} />;
    case "date":
      return <DateField {...asked} hint={<Hints hints={[asked.hint, question.when === "any" ? null : words[question.when]]} />} defaultValue={value} />;
    case "single":
      return <RadioGroup {...asked} options={question.options.map(toChoice)} defaultValue={value} />;
    case "multiple":
      return <TickList {...asked} hint={<Hints hints={[asked.hint, words.chooseAll]} />} options={question.options.map(toChoice)} defaultValues={values} />;
    case "yes_no":
      return <RadioGroup {...asked} options={[{ value: "yes", label: words.yes }, { value: "no", label: words.no }]} defaultValue={value} />;
    case "checkbox":
    case "acknowledgement":
      return <TickField question={question} error={error} isTicked={value === "ticked"} />;
    case "photo":
      return <PhotoField {...asked} state={question.state} />;
    case "signature":
      return <SignatureField {...asked} typed={value} drawn={drawn} />;
  }
}

const toChoice = ({ id, text }: ShownOption) => ({ value: id, label: <SaidWords said={text} /> });

const hintOf = ({ help }: ShownQuestion): ReactNode => (help ? <SaidWords said={help} /> : undefined);

/** Hints of a company and of ours, one after the other. */
function Hints({ hints }: { hints: readonly ReactNode[] }) {
  return hints.filter(Boolean).map((hint, index) => (
    <span className="hint-part" key={index}>
      {hint}{" "}
    </span>
  ));
}

interface NumberFieldProps {
  name: string;
  label: ReactNode;
  hint: ReactNode;
  error: string | undefined;
  optional: boolean;
  question: Extract<ShownQuestion, { kind: "number" }>;
  value: string | undefined;
}

function NumberField({ question: { min, max, unit }, value, hint, ...asked }: NumberFieldProps) {
  const words = useMessages().block;
  const bounds = min !== null && max !== null ? words.between(min, max) : min !== null ? words.atLeast(min) : max !== null ? words.atMost(max) : null;
  const own =
    unit && unit.text !== "" ? (
      <>
        {words.unit} <SaidWords said={unit} />.
      </>
    ) : null;
  const hints = [hint, own, bounds].filter(Boolean);
  // The keypad of numbers has no minus on many phones.
  return <TextField {...asked} hint={hints.length > 0 ? <Hints hints={hints} /> : undefined} inputMode={min !== null && min < 0 ? "text" : "decimal"} autoComplete="off" defaultValue={value} />;
}

function TickField({ question, error, isTicked }: { question: ShownQuestion; error: string | undefined; isTicked: boolean }) {
  const { optional } = useMessages();
  const label = (
    <>
      <SaidWords said={question.text} />
      {question.required ? null : <span className="field-optional"> {optional}</span>}
    </>
  );
  return <Checkbox name={question.id} label={label} hint={hintOf(question)} error={error} value="ticked" defaultChecked={isTicked} required={question.required} />;
}
