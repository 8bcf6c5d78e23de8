import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { SiteForm } from "#app/routes/sites/site-form.tsx";
import { PageHeader } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Edit site · InductLite" }];

/** Name, address and clock of a site; its QR code stays the same. */
export default function EditSitePage() {
  const { id, typed, version } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <>
      <PageHeader title={`Edit ${typed.name}`} lead="The QR code at its gate stays the same and shows the new name at once." />
      <SiteForm
        action={`/sites/${id}/edit`}
        typed={refusal?.typed ?? typed}
        fields={refusal?.fields ?? {}}
        hidden={{ version: String(version) }}
        submitLabel="Save"
        busyLabel="Saving…"
      />
    </>
  );
}
