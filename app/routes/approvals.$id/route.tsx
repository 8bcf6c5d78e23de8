import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { DecideForm, EntryCard } from "#app/routes/approvals/entry-card.tsx";
import { Answers } from "#app/routes/completions.$id/answers.tsx";
import { Notice, useRefresh } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.entry.name ?? "Somebody"} at the gate · InductLite` }];

/** One person at a gate: what a supervisor comes to who has scanned the code on the visitor's phone. */
export default function ApprovalPage() {
  const { mayDecide, entry, said } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  useRefresh({ everyMs: 5_000, active: entry.state === "waiting" });
  return (
    <>
      {refused?.fields.decision ? <Notice tone="danger" title={refused.fields.decision} live /> : null}
      <EntryCard entry={entry} level="h1">
        {mayDecide && entry.mayBeDecided ? <DecideForm entry={entry} note={refused?.note} noteError={refused?.fields.note} /> : null}
        {!mayDecide && entry.mayBeDecided ? <p>Your role does not decide who comes in. A site manager, an admin or an owner does.</p> : null}
      </EntryCard>
      {said.length > 0 ? (
        <section className="card stack" aria-labelledby="said">
          <h2 id="said">What they answered</h2>
          <Answers said={said} photosUnder={`/approvals/${entry.id}/photos`} />
        </section>
      ) : null}
      <p>
        <Link className="tap" to="/approvals">All who wait</Link>
      </p>
    </>
  );
}
