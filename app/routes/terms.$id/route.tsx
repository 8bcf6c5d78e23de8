import type { MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { countOf } from "#app/routes/office/words.ts";
import { Wordings } from "#app/routes/terms/wordings.tsx";
import { ButtonLink, PageHeader, Time } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Terms, version ${data?.number ?? ""} · InductLite` }];

/** One version of the terms, as it was accepted. */
export default function TermsVersionPage() {
  const { number, texts, published, publishedByName, withdrawn, isInForce, acceptedBy } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={`Terms, version ${number}`}
        lead={
          <>
            Published by {publishedByName ?? "somebody"}, <Time moment={published} />
            {withdrawn ? (
              <>
                , withdrawn <Time moment={withdrawn} />
              </>
            ) : null}
            {isInForce ? ", in force" : ""}. Accepted by {countOf(acceptedBy, "visit", "visits")}.
          </>
        }
        actions={
          <ButtonLink look="quiet" to="/terms">
            All terms
          </ButtonLink>
        }
      />
      <Wordings texts={texts} />
    </>
  );
}
