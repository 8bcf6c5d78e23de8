import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { STARTER_CHOICES, VISITOR_TYPES_LABELS } from "#app/routes/inductions/words.ts";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { Button, Checkbox, EmptyState, PageHeader, RadioGroup, Select, TextField } from "#app/ui/index.ts";
import { describedBy, HintAndError } from "#app/ui/field.tsx";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "New induction · InductLite" }];

/** A new induction: what it is called, where and for whom it is, and what it begins with. */
export default function NewInductionPage() {
  const { mayForAll, sites } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="New induction" lead="Nobody at a gate sees it before you publish it." />
      {!mayForAll && sites.length === 0 ? (
        <EmptyState title="You have no open site to write one for">
          <p>Ask an owner or admin of your company to give you one.</p>
        </EmptyState>
      ) : (
        <NewForm />
      )}
    </>
  );
}

function NewForm() {
  const { templateId, mayForAll, sites, others } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  const typed = refusal?.typed ?? { name: "", siteId: mayForAll && sites.length !== 1 ? "all" : (sites[0]?.id ?? ""), from: "construction", copyOf: "", visitorTypes: ["contractor", "visitor"] };
  const where = [...(mayForAll ? [{ value: "all", label: "All sites" }] : []), ...sites.map(({ id, name }) => ({ value: id, label: name }))];
  const from = [...STARTER_CHOICES, ...(others.length > 0 ? [{ value: "copy", label: "A copy of one you have", hint: "Choose which one below" }] : [])];
  return (
    <Form method="post" action="/inductions/new" noValidate className="card stack narrow">
      <FormRefusal refusal={refusal} ids={{ templateId: "name" }} />
      <input type="hidden" name="templateId" value={templateId} />
      <TextField name="name" label="Name" hint="Only your office sees it" maxLength={100} defaultValue={typed.name} error={fields.name} autoComplete="off" />
      <Select name="siteId" label="Where" hint="At a site that has one of its own, people do that one instead of the one for all sites" options={where} defaultValue={typed.siteId} error={fields.siteId} />
      <WhomFor chosen={typed.visitorTypes} error={fields.visitorTypes} />
      <RadioGroup name="from" label="Start with" hint="You can change all of it afterwards" options={from} defaultValue={typed.from} error={fields.from} />
      {others.length > 0 ? <Select name="copyOf" label="Which one to copy" options={others.map(({ id, name }) => ({ value: id, label: name }))} defaultValue={typed.copyOf} optional="for-some" /> : null}
      <div className="row">
        <Button busy={isBusy} busyLabel="Making…">
          Make the induction
        </Button>
        <Link className="button button-quiet" to="/inductions">
          Back to the inductions
        </Link>
      </div>
    </Form>
  );
}

function WhomFor({ chosen, error }: { chosen: string[]; error: string | undefined }) {
  return (
    <fieldset className={error ? "field field-invalid" : "field"} aria-describedby={describedBy("visitorTypes", true, error)}>
      <legend className="field-label">For whom</legend>
      <HintAndError id="visitorTypes" hint="People who choose one of these at the gate are asked to do it." error={error} />
      <div className="choices">
        {Object.entries(VISITOR_TYPES_LABELS).map(([type, label], position) => (
          <Checkbox key={type} name="visitorTypes" id={position === 0 ? "visitorTypes" : `visitorTypes-${type}`} value={type} label={label} defaultChecked={chosen.includes(type)} />
        ))}
      </div>
    </fieldset>
  );
}
