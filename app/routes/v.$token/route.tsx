import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, useLoaderData } from "@remix-run/react";
import { Button, Facts, Notice, PublicFrame } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action, loader } from "./route.server.ts";

export const handle = { noClientJs: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Your visit at ${data.siteName}` : "Your visit" }];

/** The visitor's own page: signed in, with the way out, until the link is used or too old. */
export default function VisitPage() {
  const visit = useLoaderData<typeof loader>();
  return (
    <PublicFrame siteName={visit.siteName} companyName={visit.companyName} foot={<p>{visit.siteAddress}</p>}>
      <State visit={visit} />
      <Facts
        items={[
          { term: "Name", detail: visit.name },
          { term: "Signed in", detail: visit.signedIn },
          ...(visit.signedOut ? [{ term: visit.state === "assumed_left" ? "Recorded as left" : "Signed out", detail: visit.signedOut }] : []),
        ]}
      />
    </PublicFrame>
  );
}

function State({ visit }: { visit: ReturnType<typeof useLoaderData<typeof loader>> }) {
  switch (visit.state) {
    case "open":
      return (
        <>
          <h1>You are signed in</h1>
          <p className="lead">Keep this page. When you leave, open it and sign out.</p>
          <Form method="post" reloadDocument>
            <Button large>Sign out</Button>
          </Form>
        </>
      );
    case "just_signed_out":
      return (
        <>
          <h1>You are signed out</h1>
          <p className="lead">Haere rā, {visit.name}. To come back, scan the QR code at the gate.</p>
        </>
      );
    case "signed_out":
      return (
        <>
          <h1>This link was already used</h1>
          <p className="lead">You are signed out. To come back, scan the QR code at the gate.</p>
        </>
      );
    case "assumed_left":
      return (
        <>
          <h1>You were recorded as left</h1>
          <p className="lead">You signed in somewhere else, or the site office recorded that you had gone. Still here? Scan the QR code at the gate.</p>
        </>
      );
    case "expired":
      return (
        <>
          <h1>This sign-out link has expired</h1>
          <Notice tone="caution" title="You are still on the register">
            <p>A sign-out link works for 24 hours. Ask the site office to record that you left.</p>
          </Notice>
        </>
      );
  }
}
