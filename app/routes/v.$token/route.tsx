import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, useLoaderData } from "@remix-run/react";
import { Button, Facts, PublicFrame, Verdict } from "#app/ui/index.ts";
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
          <Verdict kind="in" title="You are signed in">
            <p>Keep this page. When you leave, open it and sign out.</p>
          </Verdict>
          <Form method="post" reloadDocument>
            <Button large>Sign out</Button>
          </Form>
        </>
      );
    case "just_signed_out":
      return (
        <Verdict kind="out" title="You are signed out">
          <p>Haere rā, {visit.name}. To come back, scan the QR code at the gate.</p>
        </Verdict>
      );
    case "signed_out":
      return (
        <Verdict kind="out" title="This link was already used">
          <p>You are signed out. To come back, scan the QR code at the gate.</p>
        </Verdict>
      );
    case "assumed_left":
      return (
        <Verdict kind="stop" title="You were recorded as left">
          <p>You signed in somewhere else, or the site office recorded that you had gone. Still here? Scan the QR code at the gate.</p>
        </Verdict>
      );
    case "expired":
      return (
        <Verdict kind="stop" title="This sign-out link has expired">
          <p>You are still on the register. A sign-out link works for 24 hours: ask the site office to record that you left.</p>
        </Verdict>
      );
  }
}
