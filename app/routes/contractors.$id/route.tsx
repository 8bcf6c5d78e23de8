import type { MetaFunction } from "@remix-run/cloudflare";
import { Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { ContactFields } from "#app/routes/contractors/contact-fields.tsx";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { Badge, Button, ButtonLink, ConfirmForm, Facts, PageHeader } from "#app/ui/index.ts";
import { AddPaper, Papers } from "./papers.tsx";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Contractor · InductLite" }];

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

const OUTCOMES: Record<string, OutcomeWords> = {
  added: { tone: "good", title: "The contractor is added.", detail: "Now add the papers that you have seen." },
  edited: { tone: "good", title: "The contractor is changed." },
  paper: { tone: "good", title: "The paper is added.", detail: "Gates that ask for one go by it from now on." },
  off: { tone: "good", title: "The paper is taken off." },
  unchanged: { tone: "info", title: "Nothing was changed.", detail: "Somebody did it just before, or the button was pressed twice." },
};

/** One company that sends people to the sites, with its papers. */
export default function ContractorPage() {
  const data = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const { contractorId, typed, isArchived, mayChange, isAsking, outcome } = data;
  return (
    <>
      <PageHeader title={typed.name} lead={isArchived ? <Badge>Archived</Badge> : null} actions={<ButtonLink look="quiet" to="/contractors">All contractors</ButtonLink>} />
      <Outcome words={outcome && !refusal ? OUTCOMES[outcome] : undefined} />
      <FormRefusal refusal={refusal} />
      {isAsking && mayChange ? <AskArchive contractorId={contractorId} name={typed.name} /> : null}
      <Papers data={data} />
      {mayChange ? <AddPaper data={data} typed={refusal?.typed.intent === "add-paper" ? refusal.typed : null} errors={refusal?.fields ?? {}} /> : null}
      {mayChange ? <Details data={data} refusal={refusal} /> : <Contact data={data} />}
    </>
  );
}

function Contact({ data: { typed } }: { data: Data }) {
  const said = (text: string) => text || "–";
  return <Facts items={[{ term: "Contact", detail: said(typed.contactName) }, { term: "Phone", detail: said(typed.contactPhone) }, { term: "E-mail", detail: said(typed.contactEmail) }]} />;
}

function Details({ data, refusal }: { data: Data; refusal: ReturnType<typeof useActionData<typeof action>> }) {
  const isBusy = useNavigation().formMethod === "POST";
  const isAgain = refusal?.typed.intent === "edit";
  return (
    <OnlineForm method="post" noValidate className="card stack" action={`/contractors/${data.contractorId}`}>
      <h2>Company and contact</h2>
      <input type="hidden" name="intent" value="edit" />
      <ContactFields typed={isAgain ? refusal.typed : data.typed} errors={isAgain ? refusal.fields : {}} />
      <div className="row">
        <Button busy={isBusy} busyLabel="Saving…">
          Save
        </Button>
        <ButtonLink look="quiet" to={`/contractors/${data.contractorId}?archive=1`}>
          Archive
        </ButtonLink>
      </div>
    </OnlineForm>
  );
}

function AskArchive({ contractorId, name }: { contractorId: string; name: string }) {
  return (
    <section className="card stack" aria-labelledby="asking">
      <h2 id="asking">Archive {name}?</h2>
      <p>Where a gate asks for papers, their people are stopped or wait from now on. What was written down about them stays.</p>
      <ConfirmForm
        action={`/contractors/${contractorId}`}
        fields={{ intent: "archive" }}
        confirmLabel="Archive"
        cancel={
          <Link className="button button-quiet" to={`/contractors/${contractorId}`}>
            Leave it
          </Link>
        }
      />
    </section>
  );
}
