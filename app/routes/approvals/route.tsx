import type { MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { AsAt } from "#app/routes/office/as-at.tsx";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { EmptyState, PageHeader, useRefresh } from "#app/ui/index.ts";
import { DecideForm, EntryCard } from "./entry-card.tsx";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.waiting.length ? `(${data.waiting.length}) ` : ""}Approvals · InductLite` }];

const OUTCOMES: Record<string, OutcomeWords> = {
  approved: { tone: "good", title: "They are in.", detail: "Their phone says so within seconds." },
  denied: { tone: "info", title: "They were turned away.", detail: "Their phone says so, with what you wrote." },
  "already-here": { tone: "info", title: "They were in already.", detail: "Nothing was changed." },
  stopped: { tone: "danger", title: "They are stopped now.", detail: "Something has changed since they asked. Why stands below, and on their phone." },
  due: { tone: "caution", title: "An induction comes first.", detail: "It was published after they had asked. Their phone says to sign in again, and leads to it." },
  closed: { tone: "caution", title: "The site is closed.", detail: "Nobody is let in there. Open it again under Sites, then decide." },
  lapsed: { tone: "caution", title: "That was too long ago.", detail: "They have to ask again at the gate." },
  decided: { tone: "info", title: "Somebody had decided before.", detail: "How it stands is below." },
};

/** Who waits at the gates, with yes and no beside each; and what became of those before. */
export default function ApprovalsPage() {
  const { mayDecide, outcome, asAt, waiting, settled } = useLoaderData<typeof loader>();
  const { isOffline } = useRefresh({ everyMs: 5_000 });
  return (
    <>
      <PageHeader title="Approvals" lead={<AsAt moment={asAt} isOffline={isOffline} />} />
      <Outcome words={outcome ? OUTCOMES[outcome] : undefined} />
      <section aria-live="polite" className="stack">
        {waiting.length === 0 ? (
          <EmptyState title="Nobody waits at a gate">
            <p>Who needs your yes before they come in appears here within seconds.</p>
          </EmptyState>
        ) : (
          waiting.map((entry) => (
            <EntryCard key={entry.id} entry={entry}>
              {mayDecide ? <DecideForm entry={entry} /> : null}
            </EntryCard>
          ))
        )}
      </section>
      {settled.length > 0 ? (
        <section className="stack">
          <h2>The last 24 hours</h2>
          {settled.map((entry) => (
            <EntryCard key={entry.id} entry={entry} />
          ))}
        </section>
      ) : null}
    </>
  );
}
