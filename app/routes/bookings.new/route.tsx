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

export const meta: MetaFunction = () => [{ title: "Invite a visitor · InductLite" }];

const TYPES = [
  { value: "contractor", label: "Contractor", hint: "Comes to work" },
  { value: "visitor", label: "Visitor", hint: "Comes to meet or look" },
  { value: "employee", label: "Employee", hint: "Works for this company" },
  { value: "delivery", label: "Delivery", hint: "Drops off or picks up" },
];

const NOBODY = { visitorType: "visitor", name: "", phone: "", email: "", employer: "", host: "", note: "", toOn: "" };

/** Somebody who is to be expected at a site. */
export default function InviteVisitorPage() {
  const { formId, sites, today } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const typed = refusal?.typed ?? { ...NOBODY, siteId: sites[0]?.id ?? "", fromOn: today };
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  const off = { autoComplete: "off" } as const;
  return (
    <>
      <PageHeader title="Invite a visitor" lead="They are told that you gave their details, for what, and how to see or correct them. With an e-mail address they get a mail; without one you pass on link and QR code." />
      <FormRefusal refusal={refusal} />
      <OnlineForm method="post" action="/bookings/new" noValidate className="card stack">
        <input type="hidden" name="formId" value={formId} />
        <Select name="siteId" label="Site" options={sites.map(({ id, name }) => ({ value: id, label: name }))} defaultValue={typed.siteId} error={errors.siteId} />
        <div className="fields">
          <DateField name="fromOn" label="Day" hint="By the site's clock" defaultValue={typed.fromOn} error={errors.fromOn} />
          <DateField name="toOn" label="Last day" hint="Empty: that day alone" optional defaultValue={typed.toOn} error={errors.toOn} />
        </div>
        <RadioGroup name="visitorType" label="What brings them there" options={TYPES} defaultValue={typed.visitorType} error={errors.visitorType} />
        <div className="fields">
          <TextField name="name" label="Name" maxLength={100} {...off} defaultValue={typed.name} error={errors.name} />
          <TextField name="phone" label="Phone" hint="Like 021 123 4567. Start with + if it is from another country." type="tel" inputMode="tel" maxLength={40} {...off} defaultValue={typed.phone} error={errors.phone} />
          <TextField name="email" label="E-mail" type="email" optional autoCapitalize="none" spellCheck={false} maxLength={254} {...off} defaultValue={typed.email} error={errors.email} />
          <TextField name="employer" label="Company they work for" hint="Contractors must have one" optional="for-some" maxLength={100} {...off} defaultValue={typed.employer} error={errors.employer} />
        </div>
        <TextField name="host" label="Host" hint="Whom they come to see, and whom to call" optional maxLength={100} {...off} defaultValue={typed.host} error={errors.host} />
        <TextArea name="note" label="Note to the visitor" hint="Where to park, what to bring" optional rows={3} maxLength={500} defaultValue={typed.note} error={errors.note} />
        <div className="row">
          <Button busy={isBusy} busyLabel="Inviting…">
            Invite the visitor
          </Button>
          <ButtonLink look="quiet" to="/bookings">
            Back to the expected visitors
          </ButtonLink>
        </div>
      </OnlineForm>
    </>
  );
}
