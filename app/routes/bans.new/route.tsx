import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Button, ButtonLink, DateField, PageHeader, Select, TextArea, TextField } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Ban somebody · InductLite" }];

/** Keeps somebody out of a site, or of all of them. */
export default function BanPage() {
  const data = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const typed = refusal?.typed ?? data.typed;
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  const places = [...(data.mayForAll ? [{ value: "", label: "All sites" }] : []), ...data.sites.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <>
      <PageHeader title="Ban somebody" lead="The gate stops whoever signs in with this name and phone number. Somebody with the same number and another name waits for a supervisor: crews share phones." />
      <FormRefusal refusal={refusal} />
      <OnlineForm method="post" action="/bans/new" noValidate className="card stack">
        <input type="hidden" name="banId" value={data.banId} />
        <TextField name="name" label="Name" hint="As they give it at the gate; capitals and macrons don't matter" maxLength={100} autoComplete="off" defaultValue={typed.name} error={errors.name} />
        <TextField name="phone" label="Phone number" type="tel" maxLength={40} autoComplete="off" defaultValue={typed.phone} error={errors.phone} />
        <Select name="siteId" label="From where" options={places} defaultValue={typed.siteId} error={errors.siteId} />
        <TextArea name="reason" label="Why" hint="For the office alone: the gate does not tell them" rows={4} maxLength={500} defaultValue={typed.reason} error={errors.reason} />
        <DateField name="untilOn" label="Last day" hint="Empty: for good, until it is lifted" optional defaultValue={typed.untilOn} error={errors.untilOn} />
        <div className="row">
          <Button look="danger" busy={isBusy} busyLabel="Banning…">
            Ban
          </Button>
          <ButtonLink look="quiet" to="/bans">
            Back to the bans
          </ButtonLink>
        </div>
      </OnlineForm>
    </>
  );
}
