import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData, useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { PhoneLink } from "#app/routes/office/visit-cells.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { AskLink, Badge, ButtonLink, EmptyState, PageHeader, Time } from "#app/ui/index.ts";
import { AskInDialog, AskInPage } from "./lift.tsx";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Bans · InductLite" }];

export type Ban = ReturnType<typeof useLoaderData<typeof loader>>["bans"][number];

const OUTCOMES: Record<string, OutcomeWords> = {
  made: { tone: "good", title: "The ban holds.", detail: "Whoever signs in with this name and phone number is stopped; with this number and another name, they wait for a supervisor." },
  lifted: { tone: "good", title: "The ban is lifted.", detail: "They can sign in again." },
  unchanged: { tone: "info", title: "Nothing was changed.", detail: "Somebody did it just before, or the button was pressed twice." },
};

/** Who is kept out, from where, why and until when. */
export default function BansPage() {
  const { asking, outcome, bans } = useLoaderData<typeof loader>();
  const [asked, setAsked] = useState<Ban | null>(null);
  const { key } = useLocation();
  useEffect(() => setAsked(null), [key]);
  const [holding, past] = [bans.filter(({ state }) => state === "holds"), bans.filter(({ state }) => state !== "holds")];
  const askedInPage = holding.find(({ id, mayLift }) => id === asking && mayLift);
  return (
    <>
      <PageHeader title="Bans" lead="Who is not let in, whatever the rules of a gate say. They are told whom to call, and not why." actions={<ButtonLink to="/bans/new">Ban somebody</ButtonLink>} />
      <Outcome words={outcome ? OUTCOMES[outcome] : undefined} />
      {askedInPage ? <AskInPage ban={askedInPage} /> : null}
      {holding.length === 0 ? (
        <EmptyState title="Nobody is banned">
          <p>Ban somebody here, or from their row in the history or the register.</p>
        </EmptyState>
      ) : (
        <ul className="cards">
          {holding.map((ban) => (
            <BanCard key={ban.id} ban={ban} onAsk={setAsked} />
          ))}
        </ul>
      )}
      {past.length > 0 ? (
        <details className="card">
          <summary>Earlier: {countOf(past.length, "ban", "bans")}</summary>
          <ul className="cards">
            {past.map((ban) => (
              <BanCard key={ban.id} ban={ban} onAsk={setAsked} />
            ))}
          </ul>
        </details>
      ) : null}
      <AskInDialog ban={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function BanCard({ ban, onAsk }: { ban: Ban; onAsk: (ban: Ban) => void }) {
  return (
    <li className="card stack">
      <div className="row">
        <Badge tone={ban.state === "holds" ? "danger" : "plain"}>{ban.state === "holds" ? `Banned: ${ban.where}` : ban.state === "lifted" ? "Lifted" : "Over"}</Badge>
        {ban.state === "holds" ? null : <span className="soft">{ban.where}</span>}
        {ban.onSiteId ? (
          <Link className="tap" to={`/register?site=${ban.onSiteId}`}>
            On site now<span className="visually-hidden">: {ban.name}, see the register</span>
          </Link>
        ) : null}
      </div>
      <div>
        <h2>{ban.name}</h2>
        <p>
          <PhoneLink phone={ban.phone} />
        </p>
        <p className="lines">{ban.reason}</p>
      </div>
      <p className="soft">
        {ban.until ? `Until ${ban.until}` : "For good"}. Banned by {ban.bannedByName ?? "somebody"}, <Time moment={ban.banned} />
        {ban.lifted ? (
          <>
            , lifted by {ban.liftedByName ?? "somebody"}, <Time moment={ban.lifted} />
          </>
        ) : null}
        .
      </p>
      {ban.mayLift ? (
        <div className="row">
          <AskLink to={`/bans?lift=${ban.id}`} onAsk={() => onAsk(ban)}>
            Lift the ban<span className="visually-hidden"> of {ban.name}</span>
          </AskLink>
        </div>
      ) : null}
    </li>
  );
}
