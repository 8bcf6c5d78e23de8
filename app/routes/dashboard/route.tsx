import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData } from "@remix-run/react";
import { AsAt } from "#app/routes/office/as-at.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { SinceCell, TypeBadge } from "#app/routes/office/visit-cells.tsx";
import { BarChart, ButtonLink, EmptyState, PageHeader, StatCard, Table, useRefresh } from "#app/ui/index.ts";
import { FirstSteps } from "./first-steps.tsx";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Dashboard · InductLite" }];

/** The office's first page: how many are where, and who came last. */
export default function DashboardPage() {
  const { asAt, welcome, mayAddSite, sites, days, latest } = useLoaderData<typeof loader>();
  const { isOffline } = useRefresh({ everyMs: 30_000 });
  const onSite = sites.reduce((sum, site) => sum + site.onSite, 0);
  return (
    <>
      <PageHeader title="Dashboard" lead={<AsAt moment={asAt} isOffline={isOffline} />} actions={<Refresh />} />
      {welcome ? <FirstSteps welcome={welcome} /> : null}
      {sites.length === 0 ? (
        <EmptyState title="There is no site yet for you to see">
          <p>{mayAddSite ? <Link to="/sites/new">Add your first site</Link> : "Ask an owner or admin of your company to give you one."}</p>
        </EmptyState>
      ) : (
        <>
          <div className="stats">
            <StatCard live label="On site now" value={onSite.toLocaleString("en-NZ")} detail={countOf(sites.length, "site", "sites")} to="/register" />
            {sites.map((site) => (
              <SiteCard key={site.id} site={site} />
            ))}
          </div>
          <BarChart title="Sign-ins over the last 14 days" bars={days} unit="sign-ins" />
          <Latest latest={latest} onSite={onSite} />
        </>
      )}
    </>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

function Refresh() {
  return (
    <ButtonLink look="quiet" to="/dashboard">
      Refresh
    </ButtonLink>
  );
}

function SiteCard({ site }: { site: Data["sites"][number] }) {
  return (
    <StatCard
      label={site.name}
      value={site.onSite.toLocaleString("en-NZ")}
      to={`/register?site=${site.id}`}
      detail={
        <>
          {site.signedInToday.toLocaleString("en-NZ")} signed in today{site.isClosed ? " · site closed" : ""}
          {site.waiting > 0 ? (
            <Link className="stat-caution" to="/approvals">
              {countOf(site.waiting, "person waits", "people wait")} at the gate
            </Link>
          ) : null}
          {site.sinceEarlier > 0 ? (
            <Link className="stat-caution" to={`/register?site=${site.id}&earlier=1`}>
              {countOf(site.sinceEarlier, "person", "people")} since an earlier day
            </Link>
          ) : null}
        </>
      }
    />
  );
}

function Latest({ latest, onSite }: { latest: Data["latest"]; onSite: number }) {
  if (latest.length === 0) {
    return (
      <EmptyState title="Nobody is on site now" action={<ButtonLink look="quiet" to="/sites">Sites and their QR codes</ButtonLink>}>
        <p>People appear here as soon as they sign in at a gate.</p>
      </EmptyState>
    );
  }
  return (
    <section className="stack" aria-labelledby="latest">
      <div className="page-header">
        <h2 id="latest">Latest on site</h2>
        {onSite > latest.length ? <Link to="/register">All {onSite.toLocaleString("en-NZ")} on site</Link> : null}
      </div>
      <Table
        caption="Who came last and is on site"
        rows={latest}
        rowKey={(visit) => visit.id}
        columns={[
          { key: "name", header: "Name", isRowName: true, cell: (visit) => visit.name },
          { key: "employer", header: "Employer", cell: (visit) => visit.employer || "–" },
          { key: "type", header: "Type", cell: (visit) => <TypeBadge visitorType={visit.visitorType} /> },
          { key: "site", header: "Site", cell: (visit) => visit.siteName },
          { key: "since", header: "Since", cell: (visit) => <SinceCell since={visit.since} isEarlier={visit.isEarlier} /> },
        ]}
      />
    </section>
  );
}
