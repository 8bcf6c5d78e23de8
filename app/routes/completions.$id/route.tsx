import type { MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { languageName } from "#app/routes/inductions.$id/kinds.ts";
import { VISITOR_TYPE_LABELS } from "#app/routes/office/words.ts";
import { Badge, ButtonLink, EmptyState, Facts, PageHeader, Time } from "#app/ui/index.ts";
import { Answers as Said } from "./answers.tsx";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "A passed induction · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** One passed induction, with what was asked and answered. */
export default function CompletionPage() {
  const data = useLoaderData<typeof loader>();
  const { name, templateId, versionNumber, siteName, visitorType, language, score, outOf, completed, until, hasExpired } = data;
  const facts = [
    { term: "Passed", detail: <Time moment={completed} /> },
    { term: "At", detail: siteName },
    { term: "As", detail: VISITOR_TYPE_LABELS[visitorType] ?? visitorType },
    { term: "Version", detail: versionNumber },
    { term: "Language", detail: <span lang={language}>{languageName(language)}</span> },
    { term: "Score", detail: outOf > 0 ? `${score} of ${outOf}` : "No quiz" },
    { term: "Valid until", detail: until ? <><Time moment={until} /> {hasExpired ? <Badge tone="caution">Expired</Badge> : null}</> : "For ever" },
  ];
  return (
    <>
      <PageHeader
        title={name}
        lead="What was asked and answered, as it was then."
        actions={
          <ButtonLink look="quiet" to={`/inductions/${templateId}/completions`}>
            Who else passed
          </ButtonLink>
        }
      />
      <section className="card" aria-label="What was passed">
        <Facts items={facts} />
      </section>
      <Answers data={data} />
    </>
  );
}

function Answers({ data: { id: completionId, isErased, said } }: { data: Data }) {
  if (isErased) {
    return (
      <EmptyState title="The answers were erased">
        <p>The person asked for it. That they passed stays on record.</p>
      </EmptyState>
    );
  }
  if (said.length === 0) return <EmptyState title="Nothing was asked in it" />;
  return (
    <section className="card stack" aria-labelledby="answers">
      <h2 id="answers">Answers</h2>
      <Said said={said} photosUnder={`/completions/${completionId}/photos`} />
    </section>
  );
}
