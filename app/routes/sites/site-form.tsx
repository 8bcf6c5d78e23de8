import { Form, Link, useNavigation } from "@remix-run/react";
import { Button, ErrorSummary, Select, TextField } from "#app/ui/index.ts";
import type { SiteTyped } from "./site-form.server.ts";

const ZONES = [
  { value: "Pacific/Auckland", label: "New Zealand" },
  { value: "Pacific/Chatham", label: "Chatham Islands" },
];

interface SiteFormProps {
  action: string;
  typed: SiteTyped;
  fields: Record<string, string | undefined>;
  /** What else is posted, by name. */
  hidden: Record<string, string>;
  submitLabel: string;
  busyLabel: string;
}

/** What a site is called and where it is: the same for a new one and for one to be changed. */
export function SiteForm({ action, typed, fields, hidden, submitLabel, busyLabel }: SiteFormProps) {
  const isBusy = useNavigation().formMethod === "POST";
  const errors = ["name", "address", "emergency", "timeZone"].flatMap((fieldId) => (fields[fieldId] ? [{ fieldId, message: fields[fieldId] }] : []));
  return (
    <Form method="post" action={action} noValidate className="card stack">
      <ErrorSummary errors={errors} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField name="name" label="Name" hint="As people at the gate know it" maxLength={100} defaultValue={typed.name} error={fields.name} autoComplete="off" />
      <TextField name="address" label="Address" hint="So that somebody who scans the code sees that they are in the right place" maxLength={200} defaultValue={typed.address} error={fields.address} autoComplete="off" />
      <TextField name="emergency" label="Where to gather in an emergency" hint="Such as: the car park by the main gate. Shown to everybody who has signed in" optional maxLength={200} defaultValue={typed.emergency} error={fields.emergency} autoComplete="off" />
      <Select name="timeZone" label="Clock" hint="Times and days of this site are shown by it" options={ZONES} defaultValue={typed.timeZone} error={fields.timeZone} />
      <div className="row">
        <Button busy={isBusy} busyLabel={busyLabel}>
          {submitLabel}
        </Button>
        <Link className="button button-quiet" to="/sites">
          Back to the sites
        </Link>
      </div>
    </Form>
  );
}
