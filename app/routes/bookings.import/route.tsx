import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { Button, ButtonLink, Field, Notice, PageHeader, Table, TextArea } from "#app/ui/index.ts";
import type { LineFault } from "#worker/domain/booking/file.ts";
import type { action, ImportRefusal, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Invite many visitors · InductLite" }];

const SHOWN_AT_MOST = 200;

/** Many visitors from a spreadsheet: all of them, or none while a line is wrong. */
export default function ImportPage() {
  const { formId, siteNames } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  const faults = refusal && "faults" in refusal ? (refusal as ImportRefusal).faults : [];
  const box = (
    <TextArea name="csv" label={refusal ? "The rows" : "Or paste the rows"} hint={refusal ? "Correct them here and press again, or choose the corrected file" : "With the line that names the columns"} optional="for-some" rows={10} spellCheck={false} autoComplete="off" defaultValue={refusal?.typed.csv ?? ""} error={errors.csv} />
  );
  return (
    <>
      <PageHeader title="Invite many visitors" lead="From a file of your spreadsheet, 500 at most. Each line is checked first: while one is wrong, nobody is invited and no mail goes out." />
      {faults.length > 0 ? (
        <Notice tone="danger" title={correct(faults)} live>
          <p>The rows are kept in the box. Correct the lines that are named under it and press again.</p>
        </Notice>
      ) : (
        <FormRefusal refusal={refusal} />
      )}
      {/* Each answer makes it anew: the file that was checked is no longer chosen, and its rows stand in the field. */}
      <OnlineForm key={formId} method="post" action="/bookings/import" encType="multipart/form-data" noValidate className="card stack">
        <input type="hidden" name="formId" value={formId} />
        {faults.length > 0 ? box : null}
        <div>
          <p>The first line names the columns: {siteNames.length === 1 ? "" : "Site, "}Name, Phone and First day, and where you like Type, E-mail, Employer, Host, Note and Last day. Days are like 2026-11-24 or 24/11/2026.</p>
          {siteNames.length > 1 ? <p className="soft">Your open sites: {siteNames.slice(0, 20).join(", ")}{siteNames.length > 20 ? ", …" : ""}</p> : null}
        </div>
        <div className="row">
          <ButtonLink look="quiet" small to="/bookings/template" reloadDocument download>
            Download a template
          </ButtonLink>
        </div>
        <Field id="file" label="CSV file" hint="Saved as “CSV UTF-8”; with commas or semicolons" optional="for-some" error={errors.file}>
          {(control) => <input className="input" type="file" name="file" accept=".csv,text/csv" {...control} />}
        </Field>
        {faults.length > 0 ? null : box}
        <div className="row">
          <Button busy={isBusy} busyLabel="Checking each line…">
            Check and invite
          </Button>
          <ButtonLink look="quiet" to="/bookings">
            Back to the expected visitors
          </ButtonLink>
        </div>
      </OnlineForm>
      {faults.length > 0 ? <FaultyLines faults={faults} /> : null}
    </>
  );
}

const correct = (faults: LineFault[]) => `${countOf(faults.length, "thing", "things")} to correct in ${countOf(new Set(faults.map(({ line }) => line)).size, "line", "lines")}. Nobody was invited.`;

/** One row for each line, with all that is to be corrected in it. */
function FaultyLines({ faults }: { faults: LineFault[] }) {
  const lines = [...new Set(faults.map(({ line }) => line))].map((line) => {
    const ofLine = faults.filter((fault) => fault.line === line);
    return { line, text: ofLine[0]?.text ?? "", ofLine };
  });
  return (
    <>
      <Table
        caption="What to correct, by line"
        rows={lines.slice(0, SHOWN_AT_MOST)}
        rowKey={({ line }) => `${line}`}
        columns={[
          { key: "line", header: "Line", isRowName: true, cell: ({ line, text }) => <LineText line={line} text={text} /> },
          { key: "what", header: "What to correct", cell: ({ ofLine }) => <WhatToCorrect faults={ofLine} /> },
        ]}
      />
      {lines.length > SHOWN_AT_MOST ? <p className="soft">And {countOf(lines.length - SHOWN_AT_MOST, "more line", "more lines")}.</p> : null}
    </>
  );
}

function WhatToCorrect({ faults }: { faults: LineFault[] }) {
  return (
    <ul>
      {faults.map(({ column, value, message }) => (
        <li key={`${column} ${message}`}>
          {column ? <strong>{column}</strong> : null}
          {value ? <> <q>{value}</q></> : null}
          {column || value ? ": " : null}
          {message}
        </li>
      ))}
    </ul>
  );
}

/** The pasted box has no numbers: the line's own words show which one it is. */
function LineText({ line, text }: { line: number; text: string }) {
  return (
    <span className="cell-lines">
      <span>Line {line}</span>
      {text ? <span className="soft line-text">{text}</span> : null}
    </span>
  );
}
