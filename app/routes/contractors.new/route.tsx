import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { ContactFields } from "#app/routes/contractors/contact-fields.tsx";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Button, ButtonLink, PageHeader } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Add a contractor · InductLite" }];

/** Another company that sends people to the sites. */
export default function AddContractorPage() {
  const { contractorId } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  return (
    <>
      <PageHeader title="Add a contractor" lead="Its papers come next." />
      <FormRefusal refusal={refusal} />
      <OnlineForm method="post" action="/contractors/new" noValidate className="card stack">
        <input type="hidden" name="contractorId" value={contractorId} />
        <ContactFields typed={refusal?.typed ?? { name: "", contactName: "", contactEmail: "", contactPhone: "" }} errors={refusal?.fields ?? {}} />
        <div className="row">
          <Button busy={isBusy} busyLabel="Adding…">
            Add
          </Button>
          <ButtonLink look="quiet" to="/contractors">
            Back to the contractors
          </ButtonLink>
        </div>
      </OnlineForm>
    </>
  );
}
