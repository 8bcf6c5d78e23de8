import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, useLoaderData } from "@remix-run/react";
import { Button, PublicFrame } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action, loader } from "./route.server.ts";

export const handle = { noClientJs: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Induction at ${data.siteName}` : "Induction" }];

/** One step of an induction at the gate. */
export default function StepPage() {
  const page = useLoaderData<typeof loader>();
  return (
    <PublicFrame siteName={page.siteName} companyName={page.companyName}>
      <h1>
        Step {page.step} of {page.steps}
      </h1>
      <Form method="post" reloadDocument className="stack">
        <input type="hidden" name="step" value={page.step} />
        <Button large>Continue</Button>
      </Form>
    </PublicFrame>
  );
}
