import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData, useNavigate } from "@remix-run/react";
import { useEffect } from "react";
import { countOf } from "#app/routes/office/words.ts";
import { ButtonLink, Facts, Notice, PageHeader, Progress } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Check of the log · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** The check of the chain, a stretch at a time, to its verdict. */
export default function VerifyPage() {
  const data = useLoaderData<typeof loader>();
  const { outcome, nextAddress } = data;
  const navigate = useNavigate();
  useEffect(() => {
    if (nextAddress) navigate(nextAddress, { replace: true, preventScrollReset: true });
  }, [nextAddress, navigate]);
  return (
    <>
      <PageHeader
        title="Check of the log"
        lead="Each event, in the archive and in the database, with its hash and every checkpoint."
        actions={
          <ButtonLink look="quiet" to="/audit">
            Back to the log
          </ButtonLink>
        }
      />
      {outcome === "going" ? <Going data={data} /> : null}
      {outcome === "whole" ? <Whole data={data} /> : null}
      {outcome === "broken" ? <Broken data={data} /> : null}
      {outcome === "going" ? null : (
        <div className="row">
          <ButtonLink to="/audit/verify" reloadDocument>
            Check again
          </ButtonLink>
        </div>
      )}
    </>
  );
}

const figure = (count: number) => count.toLocaleString("en-NZ");

function Going({ data: { seen, total, nextAddress } }: { data: Data }) {
  return (
    <section className="card stack" aria-label="Progress">
      <Progress id="checked" label="Checking" value={seen.number} max={Math.max(1, total)} detail={`${figure(seen.number)} of ${countOf(total, "event", "events")}, no fault so far`} />
      <noscript>
        <p>
          <a href={nextAddress ?? "/audit/verify"}>Go on with the check</a>
        </p>
      </noscript>
    </section>
  );
}

function Whole({ data: { seen } }: { data: Data }) {
  return (
    <>
      <Notice tone="good" title="The log is whole." live>
        <p>{seen.number === 0 ? "There is no event yet." : "No event was changed, put in, taken out or moved."}</p>
      </Notice>
      <section className="card stack" aria-label="What was checked">
        <Facts
          items={[
            { term: "Events", detail: figure(seen.number) },
            { term: "Of them in the archive", detail: seen.archived === 0 ? "none" : `${figure(seen.archived)}, in ${countOf(seen.files, "file", "files")}` },
            { term: "Checkpoints that agree", detail: figure(seen.checkpoints) },
            { term: "Hash of the last event", detail: <code className="hash">{seen.hash}</code> },
          ]}
        />
      </section>
    </>
  );
}

function Broken({ data: { broken, seen } }: { data: Data }) {
  if (!broken) return null;
  return (
    <>
      <Notice tone="danger" title={broken.sentence} live>
        <p>
          {seen.number > 0 ? `The check had found no fault in the ${countOf(seen.number, "event", "events")} before this stretch. ` : ""}
          Keep everything as it is, and tell whoever runs this deployment: what was written before can be compared with an earlier export.
        </p>
      </Notice>
      <p>
        <Link to={`/audit/${broken.number}`}>Look at event {figure(broken.number)}</Link>
      </p>
    </>
  );
}
