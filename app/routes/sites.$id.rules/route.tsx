import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { Button, ButtonLink, Checkbox, PageHeader, RadioGroup, TextField } from "#app/ui/index.ts";
import { Week } from "./week.tsx";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Rules at the gate · InductLite" }];

const OUTCOMES: Record<string, OutcomeWords> = {
  saved: { tone: "good", title: "The rules are saved.", detail: "The gate goes by them from now on." },
  unchanged: { tone: "info", title: "Nothing was changed.", detail: "These are the rules as they were." },
};

const HOURS_EFFECTS = [
  { value: "off", label: "Let them in anyway" },
  { value: "ask", label: "Ask a supervisor", hint: "They wait on their phone until somebody of the office lets them in" },
  { value: "stop", label: "Stop them", hint: "They are told the hours and whom to call" },
];

const PAPERS_EFFECTS = [
  { value: "off", label: "Don't ask for papers" },
  { value: "ask", label: "Ask a supervisor" },
  { value: "stop", label: "Stop them" },
];

const WAITING = [
  ["waitContractor", "Contractors"],
  ["waitVisitor", "Visitors"],
  ["waitEmployee", "Employees"],
  ["waitDelivery", "Deliveries"],
] as const;

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** Whom a site's gate lets in, stops or has wait: one form. */
export default function RulesPage() {
  const data = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const typed = refusal?.typed ?? data.typed;
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  return (
    <>
      <PageHeader title={`Rules at the gate of ${data.siteName}`} lead="Whom the gate lets in at once, whom it stops, and who waits for a supervisor. Who is banned is stopped whatever stands here." />
      <Outcome words={data.isSaved && !refusal ? OUTCOMES[data.isSaved] : undefined} />
      <FormRefusal refusal={refusal} />
      <OnlineForm method="post" noValidate className="stack" key={refusal ? "again" : data.mark}>
        <input type="hidden" name="mark" value={data.mark} />
        <section className="card stack" aria-labelledby="whom">
          <h2 id="whom">Whom to call</h2>
          <p className="soft">Shown to whoever is stopped or waits.</p>
          <div className="fields">
            <TextField name="contactName" label="Name" optional maxLength={100} autoComplete="off" defaultValue={typed.contactName ?? ""} error={errors.contactName} />
            <TextField name="contactPhone" label="Phone" type="tel" optional maxLength={30} autoComplete="off" defaultValue={typed.contactPhone ?? ""} error={errors.contactPhone} />
          </div>
        </section>
        <section className="card stack" aria-labelledby="opening">
          <h2 id="opening">Hours</h2>
          <RadioGroup name="hours" label="Who comes outside the opening hours" options={HOURS_EFFECTS} defaultValue={typed.hours ?? "off"} error={errors.hours} />
          <Week typed={typed} errors={errors} />
        </section>
        <Papers typed={typed} errors={errors} data={data} />
        <section className="card stack" aria-labelledby="waiting">
          <h2 id="waiting">Always ask a supervisor</h2>
          <p className="soft">Everybody of these kinds waits until somebody of the office lets them in, one by one.</p>
          {WAITING.map(([name, label]) => (
            <Checkbox key={name} name={name} label={label} defaultChecked={typed[name] === "yes"} />
          ))}
        </section>
        <div className="row">
          <Button busy={isBusy} busyLabel="Saving…">
            Save
          </Button>
          <ButtonLink look="quiet" to="/sites">
            Back to the sites
          </ButtonLink>
        </div>
      </OnlineForm>
    </>
  );
}

function Papers({ typed, errors, data: { contractors, lacking } }: { typed: Record<string, string>; errors: Record<string, string | undefined>; data: Data }) {
  return (
    <section className="card stack" aria-labelledby="papers-title">
      <h2 id="papers-title">Contractors' papers</h2>
      <p className="soft">
        Asked of whoever signs in as a contractor: their employer must be among <Link to="/contractors">your contractors</Link> and have these in date.{" "}
        {contractors === 0
          ? "There are none yet, so every contractor would be stopped or wait."
          : `Of ${countOf(contractors, "contractor", "contractors")}, ${lacking.insurance} ${lacking.insurance === 1 ? "has" : "have"} no insurance in date and ${lacking.licence} no licence.`}
      </p>
      <RadioGroup name="papers" label="Whose company has no papers in date" options={PAPERS_EFFECTS} defaultValue={typed.papers ?? "off"} error={errors.papers} />
      <Checkbox name="insurance" label="Insurance" defaultChecked={typed.insurance === "yes"} error={errors.insurance} />
      <Checkbox name="licence" label="Licence" defaultChecked={typed.licence === "yes"} />
    </section>
  );
}
