import type { MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData, useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { countOf } from "#app/routes/office/words.ts";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { AskLink, Badge, ButtonLink, EmptyState, PageHeader, Time } from "#app/ui/index.ts";
import { AskInDialog, AskInPage } from "./take-down.tsx";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Board · InductLite" }];

export type Notice = ReturnType<typeof useLoaderData<typeof loader>>["notices"][number];

const OUTCOMES: Record<string, OutcomeWords> = {
  up: { tone: "good", title: "It is on the board.", detail: "Whoever signs in from now on reads it first." },
  down: { tone: "good", title: "It is off the board.", detail: "Who read it before stays in the record." },
  unchanged: { tone: "info", title: "Nothing was changed.", detail: "Somebody did it just before, or the button was pressed twice." },
};

/** What people read at the gates before they come in. */
export default function BoardPage() {
  const { mayChange, asking, outcome, notices } = useLoaderData<typeof loader>();
  const [asked, setAsked] = useState<Notice | null>(null);
  const { key } = useLocation();
  useEffect(() => setAsked(null), [key]);
  const [standing, past] = [notices.filter(isStanding), notices.filter((notice) => !isStanding(notice))];
  const askedInPage = standing.find(({ id, mayTakeDown }) => id === asking && mayTakeDown);
  return (
    <>
      <PageHeader
        title="Board"
        lead="Hazards and notices that everybody reads, and says so, before they sign in."
        actions={mayChange ? <ButtonLink to="/board/new">Put something up</ButtonLink> : null}
      />
      <Outcome words={outcome ? OUTCOMES[outcome] : undefined} />
      {askedInPage ? <AskInPage notice={askedInPage} /> : null}
      {standing.length === 0 ? (
        <EmptyState title="Nothing is on the board">
          <p>{mayChange ? "Put up what people should know before they come in: an open trench, a crane that lifts today, where to park." : "What a site manager puts up is here, and at the gate."}</p>
        </EmptyState>
      ) : (
        <ul className="cards">
          {standing.map((notice) => (
            <NoticeCard key={notice.id} notice={notice} onAsk={setAsked} />
          ))}
        </ul>
      )}
      {past.length > 0 ? (
        <details className="card">
          <summary>Earlier: {countOf(past.length, "notice", "notices")}</summary>
          <ul className="cards">
            {past.map((notice) => (
              <NoticeCard key={notice.id} notice={notice} onAsk={setAsked} />
            ))}
          </ul>
        </details>
      ) : null}
      <AskInDialog notice={asked} onClose={() => setAsked(null)} />
    </>
  );
}

const isStanding = ({ state }: { state: string }) => state === "up" || state === "to-come";

const STATES = { up: null, "to-come": "Not yet", over: "Over", down: "Taken down" } as const;

function NoticeCard({ notice, onAsk }: { notice: Notice; onAsk: (notice: Notice) => void }) {
  const state = STATES[notice.state];
  return (
    <li className="card stack">
      <div className="row">
        <SeverityBadge notice={notice} />
        {state ? <Badge tone="plain">{state}</Badge> : null}
        <span className="soft">{notice.where}</span>
      </div>
      <div>
        <h2>{notice.title}</h2>
        {notice.text ? <p className="lines">{notice.text}</p> : null}
      </div>
      <p className="soft">
        {notice.days}. Put up by {notice.putUpByName ?? "somebody"}, <Time moment={notice.putUp} />
        {notice.takenDown ? (
          <>
            , taken down <Time moment={notice.takenDown} />
          </>
        ) : null}
        . Read by {countOf(notice.readBy, "visitor", "visitors")}.
      </p>
      {notice.mayTakeDown ? (
        <div className="row">
          <AskLink to={`/board?ask=${notice.id}`} onAsk={() => onAsk(notice)} danger>
            Take down<span className="visually-hidden">: {notice.title}</span>
          </AskLink>
        </div>
      ) : null}
    </li>
  );
}

const HAZARDS = { high: { tone: "danger", label: "Hazard: high" }, medium: { tone: "caution", label: "Hazard: medium" }, low: { tone: "info", label: "Hazard: low" } } as const;

function SeverityBadge({ notice: { kind, severity } }: { notice: Notice }) {
  if (kind === "notice") return <Badge tone="info">Notice</Badge>;
  const { tone, label } = HAZARDS[severity];
  return <Badge tone={tone}>{label}</Badge>;
}
