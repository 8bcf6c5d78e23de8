import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink, PageHeader } from "#app/ui/index.ts";
import { InductionPreview } from "#app/ui/induction/preview.tsx";
import { inductionStyles } from "#app/ui/induction/styles.ts";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const links: LinksFunction = () => [inductionStyles];
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Version ${data.number} · InductLite` : "Version · InductLite" }];

/** A version as it was published: it stands for ever. */
export default function VersionPage() {
  const { templateId, number, content } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={`Version ${number}`}
        lead="As it was published. It stands as it is."
        actions={
          <ButtonLink look="quiet" to={`/inductions/${templateId}`}>
            Back to the draft
          </ButtonLink>
        }
      />
      <section className="card narrow" aria-label={`Version ${number}`}>
        <InductionPreview content={content} />
      </section>
    </>
  );
}
