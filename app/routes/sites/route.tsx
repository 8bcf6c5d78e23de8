import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData, useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { countOf } from "#app/routes/office/words.ts";
import { AskLink, Badge, ButtonLink, EmptyState, Notice, PageHeader, QrCode, Time } from "#app/ui/index.ts";
import { AskInDialog, AskInPage, type Asking } from "./change.tsx";
import { Poster } from "./poster.tsx";
import type { Intent, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.poster ? "Poster · InductLite" : "Sites · InductLite" }];

export type Site = ReturnType<typeof useLoaderData<typeof loader>>["sites"][number];

/** The sites with their QR codes; with ?poster=<id>, one of them to print and put up. */
export default function SitesPage() {
  const { companyName, mayChange, maySetRules, poster, asking, outcome, sites } = useLoaderData<typeof loader>();
  const [asked, setAsked] = useState<Asking | null>(null);
  const { key } = useLocation();
  useEffect(() => setAsked(null), [key]);
  const posterSite = sites.find(({ id }) => id === poster);
  if (posterSite?.link) return <Poster site={posterSite} link={posterSite.link} companyName={companyName} />;
  const askedInPage = asking && sites.find(({ id }) => id === asking.siteId);
  return (
    <>
      <PageHeader
        title="Sites"
        lead="Print a site's QR code and put it up at the gate. Whoever scans it signs in there."
        actions={mayChange ? <ButtonLink to="/sites/new">Add a site</ButtonLink> : null}
      />
      <WhatCameOfIt outcome={outcome} isFirst={outcome === "create" && sites.length === 1} />
      {poster ? <Notice tone="caution" title="That site has no sign-in link to print." live /> : null}
      {mayChange && asking && askedInPage ? <AskInPage asking={{ intent: asking.intent, site: askedInPage }} /> : null}
      {sites.length === 0 ? (
        <EmptyState title={mayChange ? "Your company has no site yet" : "There is no site yet for you to see"}>
          <p>{mayChange ? "Add the first one: it takes three lines, and its QR code is there at once." : "Ask an owner or admin of your company to give you one."}</p>
        </EmptyState>
      ) : (
        <ul className="cards">
          {sites.map((site) => (
            <SiteCard key={site.id} site={site} mayChange={mayChange} maySetRules={maySetRules} onAsk={setAsked} />
          ))}
        </ul>
      )}
      <AskInDialog asking={asked} onClose={() => setAsked(null)} />
    </>
  );
}

const OUTCOMES: Record<string, { tone: "good" | "info"; title: string; detail?: string }> = {
  create: { tone: "good", title: "The site is made.", detail: "Print its poster and put it up at the gate: people can sign in from now on." },
  edit: { tone: "good", title: "The site is changed.", detail: "Its sign-in page shows it at once." },
  replace: { tone: "good", title: "The link is replaced.", detail: "Print the new QR code now: the one at the gate says that it was replaced, and lets nobody in." },
  close: { tone: "good", title: "The site is closed.", detail: "Nobody can sign in there. Who is on site stays on the register until they leave." },
  reopen: { tone: "good", title: "The site is open again.", detail: "The QR code at its gate works as before." },
  unchanged: { tone: "info", title: "Nothing was changed.", detail: "Somebody did it just before, or the button was pressed twice." },
};

function WhatCameOfIt({ outcome, isFirst }: { outcome: string | null; isFirst: boolean }) {
  const known = outcome ? OUTCOMES[outcome] : undefined;
  return (
    <div role="status" className="empty-gone">
      {known ? (
        <Notice tone={known.tone} title={known.title}>
          <p>{known.detail}</p>
          {isFirst ? (
            <p>
              Next: <Link to="/inductions/new">make your induction</Link>, what people read and answer before they are let in.
            </p>
          ) : null}
        </Notice>
      ) : null}
    </div>
  );
}

interface SiteCardProps {
  site: Site;
  mayChange: boolean;
  maySetRules: boolean;
  onAsk: (asking: Asking) => void;
}

function SiteCard({ site, mayChange, maySetRules, onAsk }: SiteCardProps) {
  return (
    <li className="card site-card">
      {site.link ? <QrCode qr={site.link.qr} label={`QR code to sign in at ${site.name}`} /> : null}
      <div className="stack site-facts">
        <div>
          <h2>{site.name}</h2>
          <p className="soft">{site.address}</p>
        </div>
        <div className="row">
          {site.closed ? (
            <Badge tone="caution">
              Closed since <Time moment={site.closed} />
            </Badge>
          ) : (
            <Badge tone="good">Open</Badge>
          )}
          <Link className="tap" to={`/register?site=${site.id}`}>
            {countOf(site.onSite, "person", "people")} on site<span className="visually-hidden"> at {site.name}</span>
          </Link>
        </div>
        {site.link ? (
          <p>
            <a className="site-link" href={site.link.url}>
              {site.link.url}
            </a>
          </p>
        ) : (
          <p className="soft">This site has no sign-in link.</p>
        )}
        <div className="row">
          {site.link ? (
            <ButtonLink to={`/sites?poster=${site.id}`}>
              Poster to print<span className="visually-hidden"> for {site.name}</span>
            </ButtonLink>
          ) : null}
          {maySetRules ? (
            <ButtonLink look="quiet" to={`/sites/${site.id}/rules`}>
              Rules at the gate<span className="visually-hidden"> of {site.name}</span>
            </ButtonLink>
          ) : null}
          {mayChange ? (
            <ButtonLink look="quiet" to={`/sites/${site.id}/edit`}>
              Edit<span className="visually-hidden"> {site.name}</span>
            </ButtonLink>
          ) : null}
        </div>
        {mayChange ? <Dangers site={site} onAsk={onAsk} /> : null}
      </div>
    </li>
  );
}

/** What is seldom done, and takes something away from people at the gate: apart, and quiet. */
function Dangers({ site, onAsk }: Pick<SiteCardProps, "site" | "onAsk">) {
  const ask = (intent: Intent, label: string, danger: boolean) => (
    <AskLink to={`/sites?ask=${intent}&site=${site.id}`} onAsk={() => onAsk({ intent, site })} danger={danger}>
      {label}
      <span className="visually-hidden"> {site.name}</span>
    </AskLink>
  );
  return (
    <div className="row site-dangers">
      {site.link ? ask("replace", "Replace the link", true) : null}
      {site.closed ? ask("reopen", "Open again", false) : ask("close", "Close the site", true)}
    </div>
  );
}
