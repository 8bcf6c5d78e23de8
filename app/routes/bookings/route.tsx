import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData, useNavigation } from "@remix-run/react";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { PhoneLink, TypeBadge } from "#app/routes/office/visit-cells.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { Badge, ButtonLink, DateField, EmptyState, ErrorSummary, FilterBar, PageHeader, Select, Table, TextField } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";
import { MailBadge, StateBadge } from "./state.tsx";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Expected visitors · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** Who is expected at the sites, the next first. */
export default function BookingsPage() {
  const data = useLoaderData<typeof loader>();
  const errors = Object.entries(data.fields).map(([fieldId, message]) => ({ fieldId, message }));
  return (
    <>
      <PageHeader
        title="Expected visitors"
        lead="Whoever is invited gets a link: they do the induction at home, and at the gate one tap signs them in."
        actions={
          data.mayChange ? (
            <>
              <ButtonLink to="/bookings/new">Invite a visitor</ButtonLink>
              <ButtonLink look="quiet" to="/bookings/import">
                Invite many from a file
              </ButtonLink>
            </>
          ) : null
        }
      />
      <Outcome words={wordsOf(data.outcome)} />
      <ErrorSummary errors={errors} />
      <Filter data={data} />
      {errors.length === 0 ? <Rows data={data} /> : null}
    </>
  );
}

function wordsOf(outcome: Data["outcome"]): OutcomeWords | undefined {
  if (!outcome) return undefined;
  const { made, mailed, unmailed, isOff, again } = outcome;
  if (made === 0) return { tone: "info", title: "They were invited before.", detail: "The same file was sent twice. Nothing was changed." };
  const mails = mailed > 0 ? `${countOf(mailed, "mail is", "mails are")} on the way. ` : "";
  if (unmailed === 0) return { tone: "good", title: `${countOf(made, "visitor is", "visitors are")} invited.`, detail: `${mails}Without an e-mail address, open the visitor below and pass on link and QR code.` };
  const why = isOff ? "Mail is switched off for now" : `This month's messages are used up; they begin again on ${again}`;
  return { tone: "caution", title: `${countOf(made, "visitor is", "visitors are")} invited, ${unmailed.toLocaleString("en-NZ")} without a mail.`, detail: `${mails}${why}. Who is “Not mailed” below has a page with link and QR code to pass on by hand.` };
}

const VIEWS = [
  { value: "expected", label: "Expected" },
  { value: "over", label: "Over" },
  { value: "cancelled", label: "Called off" },
];

function Filter({ data: { filters, sites, fields } }: { data: Data }) {
  const isBusy = useNavigation().state === "loading";
  const errors: Record<string, string | undefined> = fields;
  return (
    <FilterBar
      label="Expected visitors"
      clearTo="/bookings"
      isFiltered={Boolean(filters.search || filters.site || filters.day) || filters.view !== "expected"}
      isMoreSet={Boolean(filters.site || filters.day) || filters.view !== "expected"}
      busy={isBusy}
      more={
        <>
          <Select name="site" label="Site" options={[{ value: "", label: "All sites" }, ...sites.map(({ id, name }) => ({ value: id, label: name }))]} defaultValue={filters.site} error={errors.site} optional />
          <DateField name="day" label="Day" defaultValue={filters.day} error={errors.day} optional />
          <Select name="view" label="Show" options={VIEWS} defaultValue={filters.view} optional />
        </>
      }
    >
      <TextField name="search" label="Search" hint="Name, phone or employer, with or without macrons" type="search" maxLength={100} defaultValue={filters.search} error={errors.search} optional />
    </FilterBar>
  );
}

function Rows({ data }: { data: Data }) {
  const { bookings, moreAddress, isFirstPage } = data;
  if (bookings.length === 0) return <Nobody data={data} />;
  return (
    <>
      <Table
        caption="Expected visitors, by day"
        rows={bookings}
        rowKey={(booking) => booking.id}
        columns={[
          { key: "name", header: "Name", isRowName: true, cell: (booking) => <Who booking={booking} /> },
          { key: "days", header: "Day", cell: (booking) => <Days booking={booking} /> },
          { key: "state", header: "State", cell: (booking) => <StateBadge state={booking.state} arrived={booking.arrived} /> },
          { key: "site", header: "Site", cell: (booking) => booking.siteName },
          { key: "type", header: "Type", cell: (booking) => <TypeBadge visitorType={booking.visitorType} /> },
          { key: "host", header: "Host", cell: (booking) => booking.host || "–" },
          { key: "phone", header: "Phone", nowrap: true, cell: (booking) => <PhoneLink phone={booking.phone} /> },
          { key: "mail", header: "Mail", cell: (booking) => <MailBadge mail={booking.mail} /> },
        ]}
      />
      <div className="row">
        {isFirstPage ? null : (
          <ButtonLink look="quiet" to="/bookings">
            Back to the first
          </ButtonLink>
        )}
        <span className="soft">{countOf(bookings.length, "visitor", "visitors")}{isFirstPage && !moreAddress ? "" : " on this page"}</span>
        {moreAddress ? (
          <ButtonLink look="quiet" to={moreAddress}>
            Further →
          </ButtonLink>
        ) : null}
      </div>
    </>
  );
}

function Who({ booking: { id, name, employer } }: { booking: Data["bookings"][number] }) {
  return (
    <div className="cell-lines">
      <Link to={`/bookings/${id}`}>{name}</Link>
      {employer ? <span className="soft">{employer}</span> : null}
    </div>
  );
}

function Days({ booking: { days, isToday, state } }: { booking: Data["bookings"][number] }) {
  return (
    <div className="cell-lines">
      <span>{days}</span>
      {isToday && state !== "cancelled" ? <Badge tone="info">Today</Badge> : null}
    </div>
  );
}

function Nobody({ data: { filters, mayChange } }: { data: Data }) {
  if (filters.search || filters.site || filters.day || filters.view !== "expected") {
    return (
      <EmptyState title="Nobody matches this" action={<ButtonLink look="quiet" to="/bookings">Show everybody who is expected</ButtonLink>}>
        <p>Try another day, all sites or fewer letters.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nobody is expected">
      <p>{mayChange ? "Invite a visitor: they are told where and when, do the induction before they come, and are in with one tap." : "Whom a site manager invites is here."}</p>
    </EmptyState>
  );
}
