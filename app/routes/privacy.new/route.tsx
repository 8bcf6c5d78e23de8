import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Button, ButtonLink, DateField, PageHeader, RadioGroup, TextArea } from "#app/ui/index.ts";
import { FindPerson } from "./find.tsx";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Write a privacy request down · InductLite" }];

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

const KINDS = [
  { value: "access", label: "See all of it", hint: "Everything that is held about them" },
  { value: "correction", label: "A correction", hint: "Something about them is wrong" },
  { value: "erasure", label: "Be erased", hint: "Their name, number and answers" },
];

/** Who asks, then what: for what came by phone or in the office. Its clock runs from the day it came. */
export default function RecordRequestPage() {
  const data = useLoaderData<typeof loader>();
  return data.person ? <RecordRequest key={data.person.traceId} person={data.person} /> : <FindPerson {...data} />;
}

function RecordRequest({ person: { requestId, trace, traceId, name, phone, today } }: { person: NonNullable<Data["person"]> }) {
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const typed = refusal?.typed ?? { kind: "", text: "", cameOn: today };
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  return (
    <>
      <PageHeader title={`What ${name} asks`} lead={`${phone}. Write down what they asked by phone or in the office: the clock runs from the day it came.`} />
      <FormRefusal refusal={refusal} />
      <OnlineForm method="post" action={`/privacy/new?${trace}=${traceId}`} noValidate className="card stack">
        <input type="hidden" name="requestId" value={requestId} />
        <input type="hidden" name="trace" value={trace} />
        <input type="hidden" name="traceId" value={traceId} />
        <RadioGroup name="kind" label="What they ask for" options={KINDS} defaultValue={typed.kind} error={errors.kind} />
        <TextArea name="text" label="In their words" optional rows={4} maxLength={2000} defaultValue={typed.text} error={errors.text} />
        <DateField name="cameOn" label="The day it came" defaultValue={typed.cameOn} error={errors.cameOn} />
        <div className="row">
          <Button busy={isBusy} busyLabel="Writing it down…">
            Write it down
          </Button>
          <ButtonLink look="quiet" to="/privacy/new">
            Somebody else
          </ButtonLink>
        </div>
      </OnlineForm>
    </>
  );
}
