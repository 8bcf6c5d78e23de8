import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { SiteForm } from "#app/routes/sites/site-form.tsx";
import { PageHeader } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "New site · InductLite" }];

const BLANK = { name: "", address: "", timeZone: "Pacific/Auckland", emergency: "" };

/** A site in three lines; its QR code is there at once. */
export default function NewSitePage() {
  const { siteId, isFirst } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <>
      <PageHeader title={isFirst ? "Your first site" : "New site"} lead="It gets a QR code at once. Print it, put it up at the gate, and people sign in." />
      <SiteForm action="/sites/new" typed={refusal?.typed ?? BLANK} fields={refusal?.fields ?? {}} hidden={{ siteId }} submitLabel="Make the site" busyLabel="Making…" />
    </>
  );
}
