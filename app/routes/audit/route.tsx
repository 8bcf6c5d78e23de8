import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useLoaderData, useNavigation } from "@remix-run/react";
import { countOf } from "#app/routes/office/words.ts";
import { ButtonLink, DateField, EmptyState, ErrorSummary, FilterBar, Notice, PageHeader, Pager, Select, Table, Time } from "#app/ui/index.ts";
import { ACTION_WORDS } from "./action-words.ts";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Audit log · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Event = Data["events"][number];

/** Who did what, the latest first. */
export default function AuditPage() {
  const data = useLoaderData<typeof loader>();
  const errors = Object.entries(data.fields).map(([fieldId, message]) => ({ fieldId, message }));
  const isFiltered = Object.values(data.filters).some(Boolean);
  return (
    <>
      <PageHeader
        title="Audit log"
        lead="Who did what, when and from where. Nobody can change it unseen."
        actions={
          <>
            <ButtonLink look="quiet" to="/audit/verify">
              Check the log
            </ButtonLink>
            <ButtonLink look="quiet" to={data.exportAddress} reloadDocument>
              {isFiltered ? "Export what is shown" : "Export the log"}
            </ButtonLink>
          </>
        }
      />
      <ErrorSummary errors={errors} />
      {data.filters.row ? <RowNotice data={data} /> : null}
      <EventFilter data={data} isFiltered={isFiltered} />
      {data.isPlaceLost ? (
        <Notice tone="caution" title="This page of the list can't be found" live>
          <p>
            The address was cut or changed on its way. <a href={data.firstAddress}>Start from the latest event</a>.
          </p>
        </Notice>
      ) : null}
      {errors.length === 0 && !data.isPlaceLost ? <Rows data={data} isFiltered={isFiltered} /> : null}
      <Kept data={data} />
    </>
  );
}

/** Says that one row's history is shown. The form carries it on. */
function RowNotice({ data: { filters, fields, rowName } }: { data: Data }) {
  const [kind = ""] = filters.row.split(":");
  const sentence = (fields as Record<string, string | undefined>).row;
  return (
    <Notice title={sentence ?? `The history of ${rowName ?? `one ${kind.replaceAll("-", " ")}`}`} tone={sentence ? "caution" : "info"}>
      <p>
        <Link to="/audit">Show all events</Link>
      </p>
    </Notice>
  );
}

const OTHERS = [
  { value: "visitors", label: "Visitors" },
  { value: "strangers", label: "Somebody not logged in" },
  { value: "system", label: "The system" },
  { value: "operator", label: "The deployment's operator" },
];

const ACTIONS = [
  { value: "", label: "All actions" },
  ...Object.entries(ACTION_WORDS).map(([value, { group, label }]) => ({ value, label: `${group}: ${label}` })).sort((one, other) => one.label.localeCompare(other.label, "en-NZ")),
];

function EventFilter({ data: { filters, fields: refused, members }, isFiltered }: { data: Data; isFiltered: boolean }) {
  const isBusy = useNavigation().state === "loading";
  const fields: Record<string, string | undefined> = refused;
  const people = [{ value: "", label: "Everybody" }, ...members.map(({ id, name }) => ({ value: id, label: name })), ...OTHERS];
  return (
    <FilterBar
      label="Events"
      clearTo="/audit"
      isFiltered={isFiltered}
      isMoreSet={Boolean(filters.action || filters.from || filters.to)}
      busy={isBusy}
      more={
        <>
          <Select name="action" label="What" options={ACTIONS} defaultValue={filters.action} error={fields.action} optional />
          <DateField name="from" label="From" defaultValue={filters.from} error={fields.from} optional />
          <DateField name="to" label="To" defaultValue={filters.to} error={fields.to} optional />
        </>
      }
    >
      {filters.row && !fields.row ? <input type="hidden" name="row" value={filters.row} /> : null}
      <Select name="who" label="Who" options={people} defaultValue={filters.who} error={fields.who} optional />
    </FilterBar>
  );
}

function Rows({ data, isFiltered }: { data: Data; isFiltered: boolean }) {
  const { events } = data;
  if (events.length === 0) return <NothingFound data={data} isFiltered={isFiltered} />;
  const isWhole = data.isFirstPage && !data.olderAddress;
  return (
    <>
      <Table
        caption="Events, the latest first"
        rows={events}
        rowKey={({ number }) => String(number)}
        columns={[
          { key: "what", header: "What happened", isRowName: true, cell: (event) => <Sentence event={event} /> },
          { key: "at", header: "When", cell: ({ at }) => <Time moment={at} /> },
          { key: "from", header: "From where", cell: (event) => <From event={event} /> },
          { key: "number", header: "Event", numeric: true, cell: ({ number }) => number.toLocaleString("en-NZ") },
        ]}
      />
      <Pager newerTo={data.newerAddress ?? undefined} olderTo={data.olderAddress ?? undefined} summary={`${countOf(events.length, "event", "events")}${isWhole ? "" : " on this page"}`} />
    </>
  );
}

function Sentence({ event: { number, who, what } }: { event: Event }) {
  return (
    <Link to={`/audit/${number}`}>
      {who} {what}
    </Link>
  );
}

function From({ event: { place, device } }: { event: Event }) {
  if (!place && !device) return "–";
  return (
    <div className="cell-lines">
      {place ? <span>{place}</span> : null}
      {device ? <span className="soft">{device}</span> : null}
    </div>
  );
}

function NothingFound({ data, isFiltered }: { data: Data; isFiltered: boolean }) {
  if (!data.isFirstPage) {
    return <EmptyState title="There is nothing further this way" action={<ButtonLink look="quiet" to={data.firstAddress}>Go to the latest event</ButtonLink>} />;
  }
  return (
    <EmptyState title={isFiltered ? "No event matches this" : "No event yet"} action={isFiltered ? <ButtonLink look="quiet" to="/audit">Show all events</ButtonLink> : undefined}>
      <p>{isFiltered ? "Try a longer time, everybody, or all actions." : "What people do here appears in this list."}</p>
    </EmptyState>
  );
}

/** What an export is, and what stands elsewhere: the archive, and the proof that nothing was rewritten. */
function Kept({ data: { archive, checkpoint } }: { data: Data }) {
  return (
    <div className="stack soft">
      <p>
        An export is a text file with a line for each event (NDJSON). Any text editor opens it; it is made to be kept, and to be checked by a program without us. A spreadsheet does
        not read it by itself.
      </p>
      {archive ? (
        <p>
          The first {countOf(archive.events, "event", "events")}, to <Time moment={archive.lastAt} />, stand in the archive ({countOf(archive.files, "file", "files")}). They are not in this list; a check and an export include them.
        </p>
      ) : null}
      {checkpoint ? (
        <p>
          The last checkpoint was taken at event {checkpoint.number.toLocaleString("en-NZ")}, <Time moment={checkpoint.taken} />.
        </p>
      ) : null}
    </div>
  );
}
