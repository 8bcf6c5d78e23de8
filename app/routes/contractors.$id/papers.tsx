import { Form, useNavigation } from "@remix-run/react";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Badge, Button, type Column, DateField, EmptyState, RadioGroup, Table, TextField } from "#app/ui/index.ts";
import type { Data } from "./route.tsx";

const KINDS = { insurance: "Insurance", licence: "Licence" } as const;
const CHOICES = Object.entries(KINDS).map(([value, label]) => ({ value, label }));

type Paper = Data["papers"][number];

/** What the office has seen, the first to end at the top. */
export function Papers({ data: { contractorId, papers, mayChange } }: { data: Data }) {
  if (papers.length === 0) {
    return (
      <EmptyState title="No papers yet">
        <p>Where a gate asks for papers, their people are stopped or wait.</p>
      </EmptyState>
    );
  }
  const columns: Column<Paper>[] = [
    { key: "label", header: "What", isRowName: true, cell: ({ label }) => label },
    { key: "kind", header: "Kind", cell: ({ kind }) => KINDS[kind] },
    { key: "state", header: "State", cell: ({ state }) => <Badge tone={state.tone}>{state.text}</Badge> },
    { key: "by", header: "Added by", cell: ({ addedByName }) => addedByName ?? "–" },
  ];
  if (mayChange) columns.push({ key: "off", header: "Take off", nowrap: true, cell: (paper) => <TakeOff contractorId={contractorId} paper={paper} /> });
  return <Table caption="Papers, the first to end at the top" rows={papers} rowKey={({ id }) => id} columns={columns} />;
}

function TakeOff({ contractorId, paper }: { contractorId: string; paper: Paper }) {
  return (
    <Form method="post" action={`/contractors/${contractorId}`} preventScrollReset>
      <input type="hidden" name="intent" value="take-off" />
      <input type="hidden" name="paperId" value={paper.id} />
      <Button look="quiet" small>
        Take off<span className="visually-hidden"> {paper.label}</span>
      </Button>
    </Form>
  );
}

interface AddPaperProps {
  data: Data;
  typed: { kind: string; label: string; expiresOn: string } | null;
  errors: Record<string, string | undefined>;
}

export function AddPaper({ data: { contractorId, paperId }, typed, errors }: AddPaperProps) {
  const isBusy = useNavigation().formMethod === "POST";
  return (
    <OnlineForm method="post" noValidate className="card stack" action={`/contractors/${contractorId}`} key={typed ? "again" : paperId}>
      <h2>Add a paper</h2>
      <input type="hidden" name="intent" value="add-paper" />
      <input type="hidden" name="paperId" value={paperId} />
      <RadioGroup name="kind" label="Kind" options={CHOICES} defaultValue={typed?.kind ?? "insurance"} error={errors.kind} />
      <div className="fields">
        <TextField name="label" label="What it is, with its number" hint="Like “Public liability, AB123”" maxLength={100} autoComplete="off" defaultValue={typed?.label ?? ""} error={errors.label} />
        <DateField name="expiresOn" label="Last day that it is good for" defaultValue={typed?.expiresOn ?? ""} error={errors.expiresOn} />
      </div>
      <div className="row">
        <Button busy={isBusy} busyLabel="Adding…">
          Add the paper
        </Button>
      </div>
    </OnlineForm>
  );
}
