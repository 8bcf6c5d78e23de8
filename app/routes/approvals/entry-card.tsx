import { Form, Link, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { countOf } from "#app/routes/office/words.ts";
import { Badge, Button, TextField, Time, type Tone } from "#app/ui/index.ts";
import type { EntryDescribed } from "./describe.server.ts";

const STATES: Record<EntryDescribed["state"], { label: string; tone: Tone | "plain" }> = {
  waiting: { label: "Waiting", tone: "caution" },
  lapsed: { label: "Nobody answered", tone: "plain" },
  approved: { label: "Let in", tone: "good" },
  denied: { label: "Turned away", tone: "danger" },
  stopped: { label: "Stopped", tone: "danger" },
  withdrawn: { label: "In already", tone: "plain" },
};

interface EntryCardProps {
  entry: EntryDescribed;
  /** Of the name, within the page. */
  level?: "h1" | "h2";
  children?: ReactNode;
}

/** Somebody at a gate: who, why they were not let in at once, and how it stands. */
export function EntryCard({ entry, level: Heading = "h2", children }: EntryCardProps) {
  const { label, tone } = STATES[entry.state];
  return (
    <article className="card stack entry-card">
      <div className="row">
        <Badge tone={tone}>{label}</Badge>
        <span className="soft">
          {entry.siteName}, <Time moment={entry.asked} />
          {entry.state === "waiting" ? `, ${entry.waitedMinutes === 0 ? "just now" : `for ${countOf(entry.waitedMinutes, "minute", "minutes")}`}` : ""}
        </span>
      </div>
      <div>
        <Heading className="entry-name">{Heading === "h1" ? entry.name : <Link to={`/approvals/${entry.id}`}>{entry.name}</Link>}</Heading>
        <p>
          {[entry.type, entry.employer].filter(Boolean).join(", ")}, <a href={entry.phoneLink}>{entry.phone}</a>
        </p>
      </div>
      <ul className="why">
        {entry.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {entry.answers.map(({ id, question, answer }) => (
          <li key={id}>
            {question} They answered: <strong>{answer}</strong>
          </li>
        ))}
      </ul>
      {entry.inducted || entry.score ? (
        <p className="soft">
          Induction: {entry.inducted}
          {entry.score ? `, ${entry.score}` : ""}
        </p>
      ) : null}
      {entry.isThisOnce && entry.mayBeDecided ? <p>Letting them in counts for this once: they do the induction again next time.</p> : null}
      {entry.decided ? (
        <p className="soft">
          {entry.decidedByName ? `By ${entry.decidedByName}, ` : ""}
          <Time moment={entry.decided} />
          {entry.note ? `: “${entry.note}”` : ""}
        </p>
      ) : null}
      {children}
    </article>
  );
}

/** Yes and no, each a big button, and what to say with it. It works before the script has loaded. */
export function DecideForm({ entry, noteError, note }: { entry: EntryDescribed; noteError?: string | undefined; note?: string | undefined }) {
  const isBusy = useNavigation().formAction?.startsWith(`/approvals/${entry.id}`) === true;
  return (
    <Form method="post" action={`/approvals/${entry.id}`} className="stack">
      <TextField name="note" id={`note-${entry.id}`} label="Say something to them" hint="They read it on their phone." optional maxLength={300} defaultValue={note} error={noteError} />
      <div className="row decide">
        <Button name="decision" value="approve" large busy={isBusy}>
          Let in<span className="visually-hidden"> {entry.name}</span>
        </Button>
        <Button name="decision" value="deny" look="danger" large busy={isBusy}>
          Turn away<span className="visually-hidden"> {entry.name}</span>
        </Button>
      </div>
    </Form>
  );
}
