import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { type ShouldRevalidateFunction, useLoaderData } from "@remix-run/react";
import { useHasScript } from "#app/routes/entrance/use-script.ts";
import { forWhom } from "#app/routes/inductions/words.ts";
import { Badge, ButtonLink, Notice, PageHeader } from "#app/ui/index.ts";
import { InductionPreview } from "#app/ui/induction/preview.tsx";
import { inductionStyles } from "#app/ui/induction/styles.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import type { Draft } from "./draft.ts";
import { InductionEditor } from "./editor.tsx";
import type { loader } from "./route.server.ts";
import { Versions } from "./versions.tsx";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { action, loader } from "./route.server.ts";

export const links: LinksFunction = () => [inductionStyles];

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.name} · InductLite` : "Induction · InductLite" }];

/** What is being written here is newer than what the server has. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl, defaultShouldRevalidate }) => currentUrl.pathname !== nextUrl.pathname && defaultShouldRevalidate;

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
export type Loaded = Omit<Data, "draft"> & { draft: Draft };

/** One induction: its draft to write, or to look at, and its versions. */
export default function InductionPage() {
  const data = useLoaderData<typeof loader>();
  const hasScript = useHasScript();
  const content = data.draft as Content;
  const loaded: Loaded = { ...data, draft: { name: data.name, visitorTypes: data.visitorTypes, content } };
  return (
    <>
      <PageHeader title={data.name} lead={`${data.siteName ?? "All sites"} · ${forWhom(data.visitorTypes)}`} actions={<Actions data={data} />} />
      {hasScript && data.mayChange ? <InductionEditor key={data.id} loaded={loaded} /> : <ReadOnly data={data} content={content} />}
      <Versions loaded={loaded} />
    </>
  );
}

function Actions({ data: { id, liveNumber, publishedNumber, mayChange } }: { data: Data }) {
  return (
    <>
      {liveNumber !== null ? <Badge tone="good">Version {liveNumber} is live</Badge> : <Badge>{publishedNumber > 0 ? "Withdrawn" : "Not published"}</Badge>}
      <ButtonLink look="quiet" to={`/inductions/${id}/completions`}>
        Who passed
      </ButtonLink>
      {mayChange && liveNumber !== null ? (
        <ButtonLink look="quiet" to={`/inductions/${id}/publish?ask=withdraw`}>
          Withdraw…
        </ButtonLink>
      ) : null}
    </>
  );
}

function ReadOnly({ data: { id, mayChange, photosAllowed, checks }, content }: { data: Data; content: Content }) {
  return (
    <>
      {mayChange ? (
        <>
          <p className="soft">Writing it takes a browser that runs this page’s script. This is the draft as it is now.</p>
          <div className="row">
            {checks.gaps.length > 0 ? <ButtonLink look="quiet" to={`/inductions/${id}/gaps`}>Fill in the facts of your site</ButtonLink> : null}
            <ButtonLink look="quiet" to={`/inductions/${id}/publish`}>Publish…</ButtonLink>
          </div>
        </>
      ) : (
        <Notice title="You see the draft as it is now">
          <p>Whoever may change it: an owner, an admin or, where it is for one site, that site’s manager.</p>
        </Notice>
      )}
      <section className="card narrow" aria-label="The draft">
        <InductionPreview content={content} photosAllowed={photosAllowed} />
      </section>
    </>
  );
}
