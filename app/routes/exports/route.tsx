import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { Button, DateField, EmptyState, Notice, PageHeader, Select, useRefresh } from "#app/ui/index.ts";
import { ExportCard } from "./export-card.tsx";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Exports · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** Files of visits to take away. */
export default function ExportsPage() {
  const data = useLoaderData<typeof loader>();
  const isWorking = data.exports.some(({ state }) => state === "queued" || state === "running");
  useRefresh({ everyMs: 1_000, active: isWorking });
  return (
    <>
      <PageHeader title="Exports" lead="Visits as a CSV file, for Excel, LibreOffice or another program." />
      {data.mayRequest ? <AskForm data={data} /> : null}
      <section className="stack" aria-labelledby="files">
        <h2 id="files">Files asked for</h2>
        <p className="visually-hidden" role="status">
          {saidOf(data)}
        </p>
        {data.exports.length === 0 ? (
          <EmptyState title="No file yet">
            <p>Choose the site and the days above. The file is made in the background; you may leave this page meanwhile.</p>
          </EmptyState>
        ) : (
          <ul className="cards">
            {data.exports.map((one) => (
              <ExportCard key={one.id} one={one} mayRequest={data.mayRequest} />
            ))}
          </ul>
        )}
        {isWorking ? (
          <noscript>
            <p>
              <a href="/exports">See how far it is</a>
            </p>
          </noscript>
        ) : null}
      </section>
    </>
  );
}

/** One sentence for a screen reader. It changes at each quarter, so that it does not talk all the time. */
function saidOf({ exports, isAsked }: Data): string {
  const [latest] = exports;
  if (!latest) return "";
  const name = `${latest.what}, ${latest.days}`;
  if (latest.state === "done") return isAsked ? `The file of ${name} is ready.` : "";
  if (latest.state === "failed") return `The file of ${name} could not be made.`;
  const share = latest.rowsTotal ? Math.floor((latest.rowsWritten / latest.rowsTotal) * 4) * 25 : 0;
  return latest.state === "queued" ? `The file of ${name} is waiting to be made.` : `The file of ${name} is being made: ${share} %.`;
}

function AskForm({ data }: { data: Data }) {
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const typed = refusal?.typed ?? { siteId: "", ...data.usual };
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  const sites = [{ value: "", label: "All sites" }, ...data.sites.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <section className="card stack" aria-labelledby="ask">
      <h2 id="ask">Ask for a file</h2>
      {refusal?.code === "SWITCHED_OFF" ? <SwitchedOff /> : <FormRefusal refusal={refusal} />}
      <Form method="post" action="/exports" noValidate className="stack" key={refusal ? "again" : data.exports[0]?.id}>
        <input type="hidden" name="id" value={data.formId} />
        <div className="fields">
          <Select name="siteId" label="Site" options={sites} defaultValue={typed.siteId} error={fields.siteId} />
          <DateField name="fromOn" label="First day" defaultValue={typed.fromOn} error={fields.fromOn} />
          <DateField name="toOn" label="Last day" defaultValue={typed.toOn} error={fields.toOn} />
        </div>
        <ul className="notes soft">
          <li>Both days are included, by the clock of each site.</li>
          <li>Phone numbers begin with an apostrophe ('+64…), so that a spreadsheet keeps them whole and runs nothing.</li>
          <li>Files can be taken only while you are logged in. Each download is recorded.</li>
        </ul>
        <div className="row">
          <Button busy={isBusy} busyLabel="Asking…">
            Make the CSV file
          </Button>
        </div>
      </Form>
    </section>
  );
}

/** What is switched off for everybody stands where no context of a company sees it: only who asks for a file finds out. */
function SwitchedOff() {
  return (
    <Notice tone="caution" title="Exports are switched off for everybody just now" live>
      <p>No file was asked for. What you chose stands below: press the button again later, or ask whoever runs InductLite for you how long it will be.</p>
    </Notice>
  );
}
