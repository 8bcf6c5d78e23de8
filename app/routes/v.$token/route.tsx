import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, useLoaderData, useLocation } from "@remix-run/react";
import { Button, CallSomebody, Facts, LanguageLink, PublicFrame, useMessages, Verdict } from "#app/ui/index.ts";
import { Entry } from "./entry.tsx";
import { Emergency, OnTheBoard } from "./here.tsx";
import type { loader } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action, loader } from "./route.server.ts";

export const handle = { noClientJs: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.visit?.title ?? data?.entry?.title ?? "InductLite" }];

/** The visitor's own page: signed in, with the way out, until the link is used or too old; or how it stands with who is not in. */
export default function OwnPage() {
  const { visit, entry } = useLoaderData<typeof loader>();
  const { siteName, companyName, siteAddress } = visit ?? entry;
  const { pathname } = useLocation();
  const { held } = useMessages();
  return (
    <PublicFrame siteName={siteName} companyName={companyName} head={<LanguageLink />} foot={<p>{siteAddress}</p>}>
      {visit ? <Visit visit={visit} /> : <Entry entry={entry} />}
      <p>
        <a href={`${pathname}/held`}>{held.link}</a>
      </p>
    </PublicFrame>
  );
}

type Shown = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["visit"]>;

function Visit({ visit }: { visit: Shown }) {
  const words = useMessages().visit;
  return (
    <>
      <State visit={visit} />
      {visit.state === "open" ? <OnTheBoard here={visit.here} /> : null}
      <Facts
        items={[
          { term: words.name, detail: visit.name },
          { term: words.signedIn, detail: visit.signedIn },
          ...(visit.signedOut ? [{ term: visit.state === "assumed_left" ? words.recordedAsLeft : words.signedOut, detail: visit.signedOut }] : []),
          ...(visit.inducted ? [{ term: words.inducted, detail: visit.inducted }] : []),
        ]}
      />
    </>
  );
}

function State({ visit }: { visit: Shown }) {
  const words = useMessages().visit;
  switch (visit.state) {
    case "open":
      return (
        <>
          <Verdict kind="in" title={words.openTitle}>
            <p>{words.open}</p>
          </Verdict>
          <Emergency here={visit.here} />
          <Form method="post" reloadDocument>
            <Button large>{words.signOut}</Button>
          </Form>
        </>
      );
    case "just_signed_out":
      return (
        <Verdict kind="out" title={words.outTitle}>
          <p>{words.out(visit.name)}</p>
        </Verdict>
      );
    case "signed_out":
      return (
        <Verdict kind="out" title={words.usedTitle}>
          <p>{words.used}</p>
        </Verdict>
      );
    case "assumed_left":
      return (
        <Verdict kind="stop" title={words.leftTitle}>
          <p>{words.left}</p>
        </Verdict>
      );
    case "expired":
      return (
        <>
          <Verdict kind="stop" title={words.expiredTitle}>
            <p>{words.expired}</p>
          </Verdict>
          <CallSomebody contact={visit.here.contact} />
        </>
      );
  }
}
