import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { Badge, ButtonLink, ConfirmForm, EmptyState, PageHeader, Table, Time } from "#app/ui/index.ts";
import { Wordings } from "./wordings.tsx";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Terms · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Version = Data["earlier"][number];

const OUTCOMES: Record<string, OutcomeWords> = {
  published: { tone: "good", title: "The terms are in force.", detail: "Whoever signs in from now on accepts them. Who accepted earlier ones stays in the record." },
  withdrawn: { tone: "good", title: "The terms are withdrawn.", detail: "Nobody is asked to accept any from now on." },
  unchanged: { tone: "info", title: "Nothing was changed.", detail: "Somebody did it just before, or the button was pressed twice." },
};

/** The company's own terms, as everybody who signs in accepts them. */
export default function TermsPage() {
  const { inForce, earlier, isAsking, outcome } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Terms"
        lead="Your company's own terms for who comes to its sites. Everybody can read them on the sign-in page, and accepts them by signing in."
        actions={<ButtonLink to="/terms/new">{inForce ? "Write the next ones" : "Write terms"}</ButtonLink>}
      />
      <Outcome words={outcome ? OUTCOMES[outcome] : undefined} />
      {inForce ? <InForce version={inForce} isAsking={isAsking} /> : null}
      {inForce ? null : (
        <EmptyState title="No terms are in force">
          <p>Whoever signs in is asked to accept none. The privacy notice stands on the page all the same.</p>
        </EmptyState>
      )}
      {earlier.length > 0 ? <Earlier versions={earlier} /> : null}
    </>
  );
}

function InForce({ version, isAsking }: { version: Version; isAsking: boolean }) {
  return (
    <>
      <div className="row">
        <Badge tone="good">In force</Badge>
        <span className="soft">
          Version {version.number}, published by {version.publishedByName ?? "somebody"}, <Time moment={version.published} />. Accepted by {countOf(version.acceptedBy, "visit", "visits")}.
        </span>
      </div>
      {isAsking ? (
        <section className="card stack" aria-labelledby="asking">
          <h2 id="asking">Withdraw these terms?</h2>
          <p>Nobody is asked to accept any from now on. What was accepted stays in the record, and they can't be brought back: publish them anew.</p>
          <ConfirmForm
            action="/terms"
            fields={{ termsId: version.id }}
            confirmLabel="Withdraw"
            look="danger"
            cancel={
              <Link className="button button-quiet" to="/terms">
                Leave them in force
              </Link>
            }
          />
        </section>
      ) : (
        <div className="row">
          <ButtonLink look="quiet" to="/terms?withdraw=1">
            Withdraw
          </ButtonLink>
        </div>
      )}
      <Wordings texts={version.texts} />
    </>
  );
}

function Earlier({ versions }: { versions: Version[] }) {
  return (
    <Table
      caption="Earlier terms"
      showCaption
      rows={versions}
      rowKey={({ id }) => id}
      columns={[
        { key: "number", header: "Version", isRowName: true, cell: ({ id, number }) => <Link to={`/terms/${id}`}>Version {number}</Link> },
        { key: "published", header: "Published", cell: ({ published }) => <Time moment={published} /> },
        { key: "by", header: "By", cell: ({ publishedByName }) => publishedByName ?? "–" },
        { key: "withdrawn", header: "Withdrawn", cell: ({ withdrawn }) => (withdrawn ? <Time moment={withdrawn} /> : "–") },
        { key: "accepted", header: "Accepted by", numeric: true, cell: ({ acceptedBy }) => countOf(acceptedBy, "visit", "visits") },
      ]}
    />
  );
}
