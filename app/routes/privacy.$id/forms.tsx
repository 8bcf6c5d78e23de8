import { useNavigation } from "@remix-run/react";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { Button, Checkbox, RadioGroup, TextArea, TextField } from "#app/ui/index.ts";
import type { Data, Refused } from "./route.tsx";

interface FormProps {
  data: Data;
  refusal: Refused;
}

/** Who they are, put right. */
export function CorrectForm({ data: { id, personId, person }, refusal }: FormProps) {
  const isBusy = useNavigation().formMethod === "POST";
  const again = refusal?.typed.intent === "correct" ? refusal : undefined;
  const typed = refusal?.typed.intent === "correct" ? refusal.typed : person;
  const errors: Record<string, string | undefined> = again?.fields ?? {};
  return (
    <section className="card stack" aria-labelledby="correct">
      <h2 id="correct">Correct who they are</h2>
      <p className="soft">In the register, the history, invitations and bans. The log keeps what stood there before.</p>
      <FormRefusal refusal={again} />
      <OnlineForm method="post" action={`/privacy/${id}`} noValidate className="stack">
        <input type="hidden" name="intent" value="correct" />
        <input type="hidden" name="personId" value={personId} />
        <TextField name="name" label="Name" maxLength={100} autoComplete="off" defaultValue={typed.name} error={errors.name} />
        <TextField name="phone" label="Phone" type="tel" maxLength={40} autoComplete="off" defaultValue={typed.phone} error={errors.phone} />
        <TextField name="employer" label="Company they work for" hint="Corrected wherever their latest one stands" optional maxLength={100} autoComplete="off" defaultValue={typed.employer} error={errors.employer} />
        <div className="row">
          <Button look="quiet" busy={isBusy} busyLabel="Correcting…">
            Correct it
          </Button>
        </div>
      </OnlineForm>
    </section>
  );
}

const DONE_HINTS = {
  access: "Their link, if they have one, then shows them all that is held, for 30 days",
  correction: "It is corrected",
  erasure: "Press “Erase…” above instead: it answers by itself",
};

/** What became of it, once. */
export function AnswerForm({ data: { id, kind, askedFrom, isOfInvited, linkSent }, refusal }: FormProps) {
  const isBusy = useNavigation().formMethod === "POST";
  const again = refusal?.typed.intent === "answer" ? refusal : undefined;
  const typed = refusal?.typed.intent === "answer" ? refusal.typed : { state: "", answer: "", isThem: "" };
  const errors: Record<string, string | undefined> = again?.fields ?? {};
  const options = [
    { value: "done", label: kind === "access" ? "Show them all of it" : "Done", hint: DONE_HINTS[kind] },
    { value: "refused", label: "Refused", hint: "Say the reason: sections 49 to 53 of the Privacy Act list those for not showing something" },
  ];
  return (
    <section className="card stack" aria-labelledby="give">
      <h2 id="give">Answer</h2>
      <FormRefusal refusal={again} />
      <OnlineForm method="post" action={`/privacy/${id}`} noValidate className="stack">
        <input type="hidden" name="intent" value="answer" />
        <RadioGroup name="state" label="What became of it" options={options} defaultValue={typed.state} error={errors.state} />
        <TextArea name="answer" label="What they are told" hint={askedFrom || isOfInvited ? "They read it on the page where they asked" : linkSent ? "They read it at the link that was sent to them" : undefined} optional="for-some" maxLength={2000} defaultValue={typed.answer} error={errors.answer} />
        <Checkbox
          name="isThem"
          label="I have made sure that it is them"
          hint="Anybody can type a name and a number at a gate. Call the number that is held, or see them in person"
          defaultChecked={typed.isThem === "yes"}
          error={errors.isThem}
        />
        <div className="row">
          <Button busy={isBusy} busyLabel="Answering…">
            Answer
          </Button>
        </div>
      </OnlineForm>
    </section>
  );
}
