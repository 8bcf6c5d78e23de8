import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Button, ButtonLink, DateField, PageHeader, RadioGroup, Select, TextArea, TextField } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Put something up · InductLite" }];

const WHATS = [
  { value: "high", label: "Hazard: high", hint: "Can kill or badly hurt: an open trench, live power, lifting overhead" },
  { value: "medium", label: "Hazard: medium", hint: "Can hurt: slippery ground, moving vehicles" },
  { value: "low", label: "Hazard: low", hint: "To watch out for: noise, dust" },
  { value: "notice", label: "Notice", hint: "To know: where to park, a visit of the inspector" },
];

/** Something new for the board of a site, or of all sites. */
export default function PutUpPage() {
  const { noticeId, sites, mayForAll, today } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const typed = refusal?.typed ?? { siteId: mayForAll ? "" : (sites[0]?.id ?? ""), what: "", title: "", text: "", fromOn: today, toOn: "" };
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  const places = [...(mayForAll ? [{ value: "", label: "All sites" }] : []), ...sites.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <>
      <PageHeader title="Put something up" lead="Everybody reads it at the gate and ticks that they have, before they sign in. It can't be changed afterwards: take it down and put up another." />
      <FormRefusal refusal={refusal} />
      <OnlineForm method="post" action="/board/new" noValidate className="card stack">
        <input type="hidden" name="noticeId" value={noticeId} />
        <RadioGroup name="what" label="What is it" options={WHATS} defaultValue={typed.what} error={errors.what} />
        <TextField name="title" label="In a few words" hint="Like “Open trench behind block B”" maxLength={100} autoComplete="off" defaultValue={typed.title} error={errors.title} />
        <TextArea name="text" label="What to do about it" optional rows={4} maxLength={2000} defaultValue={typed.text} error={errors.text} />
        <Select name="siteId" label="Where" options={places} defaultValue={typed.siteId} error={errors.siteId} />
        <div className="fields">
          <DateField name="fromOn" label="First day" defaultValue={typed.fromOn} error={errors.fromOn} />
          <DateField name="toOn" label="Last day" hint="Empty: until it is taken down" optional defaultValue={typed.toOn} error={errors.toOn} />
        </div>
        <div className="row">
          <Button busy={isBusy} busyLabel="Putting it up…">
            Put it up
          </Button>
          <ButtonLink look="quiet" to="/board">
            Back to the board
          </ButtonLink>
        </div>
      </OnlineForm>
    </>
  );
}
