import type { MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData, useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { BanLink, PhoneLink, SinceCell, TypeBadge } from "#app/routes/office/visit-cells.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { AskLink, ButtonLink, type Column, EmptyState, FilterBar, Notice, PageHeader, Pager, Select, Table, TextField, useRefresh } from "#app/ui/index.ts";
import { type ShownVisit, showLive } from "./live-rows.ts";
import { LiveState } from "./live-state.tsx";
import { AskInDialog, AskInPage } from "./mark-left.tsx";
import type { loader } from "./route.server.ts";
import { useLiveRegister } from "./use-live-register.ts";
import { useRowInUse } from "./use-row-in-use.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "On site now · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Visit = ShownVisit;

/** Without a socket the page looks again this often; with one, only so that its session and its days stay fresh. */
const POLL_MS = 30_000;
const POLL_LIVE_MS = 5 * 60_000;

/** Who is on site now. */
export default function RegisterPage() {
  const loaded = useLoaderData<typeof loader>();
  const { live, state, isWhole, nowMs } = useLiveRegister(loaded.sites, loaded.filters.site);
  const { isOffline } = useRefresh({ everyMs: isWhole && state === "live" ? POLL_LIVE_MS : POLL_MS });
  const [asked, setAsked] = useState<Visit | null>(null);
  const { inUse, watchUse } = useRowInUse();
  const { sites, visits, newer } = showLive(loaded, live, { nowMs, held: asked?.id ?? inUse });
  const data: Data & { visits: Visit[] } = { ...loaded, sites, visits };
  const { key } = useLocation();
  useEffect(() => setAsked(null), [key]);
  const total = data.sites.reduce((sum, site) => sum + site.onSite, 0);
  return (
    <>
      <PageHeader
        title="On site now"
        lead={<LiveState state={isWhole ? state : "starting"} loadedAt={data.asAt} isOffline={isOffline} />}
        actions={
          <ButtonLink look="quiet" to={data.pageAddress}>
            Refresh
          </ButtonLink>
        }
      />
      {data.problem ? <Notice tone="caution" title={data.problem} live /> : null}
      <WhatCameOfIt left={data.left} />
      {data.asking && data.mayEnd ? <AskInPage visit={data.visits.find(({ id }) => id === data.asking)} backTo={data.pageAddress} /> : null}
      <RegisterFilter data={data} total={total} />
      {data.filters.earlier && data.visits.length > 0 ? (
        <Notice tone="caution" title="They probably left without signing out">
          <p>Find out whether they have gone, then mark them as left: in an emergency everybody on this list is looked for.</p>
        </Notice>
      ) : null}
      <Newer count={newer} to={data.firstAddress} />
      <div {...watchUse}>
        <Rows data={data} total={total} onAsk={setAsked} />
      </div>
      <AskInDialog visit={asked} backTo={data.pageAddress} onClose={() => setAsked(null)} />
    </>
  );
}

function WhatCameOfIt({ left }: { left: string | null }) {
  return (
    <div role="status" className="empty-gone">
      {left === "now" ? <Notice tone="good" title="Marked as left. The history shows it as “Assumed left”." /> : null}
      {left === "before" ? <Notice tone="info" title="That person had already left. Nothing was changed." /> : null}
    </div>
  );
}

/** Who came while somebody searches, or reads further on: they are not pushed in between. */
function Newer({ count, to }: { count: number; to: string }) {
  return (
    <div role="status" className="empty-gone">
      {count > 0 ? (
        <p className="row">
          {count.toLocaleString("en-NZ")} newer
          <ButtonLink look="quiet" small to={to}>
            Show
          </ButtonLink>
        </p>
      ) : null}
    </div>
  );
}

const SINCE = [
  { value: "", label: "Any time" },
  { value: "1", label: "An earlier day" },
];

function RegisterFilter({ data, total }: { data: Data; total: number }) {
  const isBusy = useNavigation().state === "loading";
  const { site, search, earlier } = data.filters;
  const sites = [
    { value: "", label: `All sites (${total.toLocaleString("en-NZ")})` },
    ...data.sites.map(({ id, name, onSite }) => ({ value: id, label: `${name} (${onSite.toLocaleString("en-NZ")})` })),
  ];
  return (
    <FilterBar
      label="People on site"
      clearTo="/register"
      isFiltered={Boolean(site || search || earlier)}
      isMoreSet={Boolean(site || earlier)}
      busy={isBusy}
      more={
        <>
          <Select name="site" label="Site" options={sites} defaultValue={site} optional />
          <Select name="earlier" label="Since" options={SINCE} defaultValue={earlier ? "1" : ""} optional />
        </>
      }
    >
      <TextField name="search" label="Search" hint="Name, phone or employer" type="search" maxLength={100} defaultValue={search} optional />
    </FilterBar>
  );
}

function Rows({ data, total, onAsk }: { data: Data & { visits: Visit[] }; total: number; onAsk: (visit: Visit) => void }) {
  const { visits, filters } = data;
  if (visits.length === 0) return <NobodyHere data={data} total={total} />;
  const columns: Column<Visit>[] = [
    { key: "name", header: "Name", isRowName: true, cell: (visit) => visit.name },
    { key: "phone", header: "Phone", nowrap: true, cell: (visit) => <PhoneLink phone={visit.phone} /> },
    { key: "employer", header: "Employer", cell: (visit) => visit.employer || "–" },
    { key: "type", header: "Type", cell: (visit) => <TypeBadge visitorType={visit.visitorType} /> },
    ...(filters.site ? [] : [{ key: "site", header: "Site", cell: (visit: Visit) => visit.siteName }]),
    { key: "since", header: "Since", cell: (visit) => <SinceCell since={visit.since} isEarlier={visit.isEarlier} /> },
  ];
  if (data.mayEnd) {
    const joiner = data.pageAddress.includes("?") ? "&" : "?";
    columns.push({
      key: "leave",
      header: "Sign out",
      nowrap: true,
      cell: (visit) => (
        <AskLink small to={`${data.pageAddress}${joiner}leave=${visit.id}`} onAsk={() => onAsk(visit)}>
          Mark as left<span className="visually-hidden"> {visit.name}</span>
        </AskLink>
      ),
    });
  }
  if (data.mayBan) columns.push({ key: "ban", header: "Ban", nowrap: true, cell: (visit) => <BanLink visit={visit} /> });
  const count = `${countOf(visits.length, "person", "people")}${data.olderAddress || !data.isFirstPage ? " on this page" : ""}`;
  return (
    <>
      <Table caption="People on site now, the latest first" rows={visits} rowKey={(visit) => visit.id} rowLook={(visit) => visit.look} columns={columns} />
      <Pager newerTo={data.isFirstPage ? undefined : data.firstAddress} newerLabel="← Latest" olderTo={data.olderAddress ?? undefined} summary={count} />
    </>
  );
}

function NobodyHere({ data, total }: { data: Data; total: number }) {
  const isFiltered = data.filters.site || data.filters.search || data.filters.earlier || !data.isFirstPage;
  if (isFiltered && total > 0) {
    return (
      <EmptyState title="Nobody on site matches this" action={<ButtonLink look="quiet" to="/register">Show everybody on site</ButtonLink>}>
        <p>The history finds people who have left.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nobody is on site now" action={<ButtonLink look="quiet" to="/history">Look at the history</ButtonLink>}>
      <p>People appear here as soon as they sign in at a gate.</p>
    </EmptyState>
  );
}
