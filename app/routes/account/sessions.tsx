import { Form, useNavigation } from "@remix-run/react";
import { Badge, Button, type Column, Table, Time } from "#app/ui/index.ts";
import type { Account } from "./route.tsx";

type Session = Account["sessions"][number];

const COLUMNS: Column<Session>[] = [
  {
    key: "device",
    header: "Device",
    isRowName: true,
    cell: ({ device, isThis }) => (
      <>
        {device} {isThis ? <Badge tone="info">this one</Badge> : null}
      </>
    ),
  },
  { key: "company", header: "Company", cell: ({ companyName }) => companyName },
  { key: "place", header: "Place", cell: ({ place }) => place ?? "Unknown" },
  { key: "began", header: "Since", cell: ({ began }) => <Time moment={began} /> },
  { key: "last-use", header: "Last use", cell: ({ lastUsed }) => <Time moment={lastUsed} /> },
  { key: "end", header: "End", nowrap: true, cell: (session) => (session.isThis ? <LogOut /> : <End session={session} />) },
];

/** Where this account is logged in, and the ways to end it. */
export function Sessions({ sessions }: { sessions: Session[] }) {
  const isBusy = useNavigation().formData?.get("intent") === "end-others";
  return (
    <section className="stack" aria-labelledby="sessions">
      <h2 id="sessions">Where you are logged in</h2>
      <p className="soft">
        A session ends by itself after two hours without use. The place is guessed from the network's address, and last use is written down every few minutes.
      </p>
      <Table caption="Sessions" columns={COLUMNS} rows={sessions} rowKey={({ id }) => id} />
      {sessions.length > 1 ? (
        <Form method="post" action="/account" preventScrollReset>
          <input type="hidden" name="intent" value="end-others" />
          <Button look="quiet" busy={isBusy} busyLabel="Ending…">
            End all others
          </Button>
        </Form>
      ) : null}
    </section>
  );
}

function LogOut() {
  return (
    <Form method="post" action="/log-out" reloadDocument>
      <Button look="quiet" small>
        Log out
      </Button>
    </Form>
  );
}

function End({ session: { id, device, place } }: { session: Session }) {
  const isBusy = useNavigation().formData?.get("sessionId") === id;
  return (
    <Form method="post" action="/account" preventScrollReset>
      <input type="hidden" name="intent" value="end" />
      <input type="hidden" name="sessionId" value={id} />
      <Button look="quiet" small busy={isBusy} busyLabel="Ending…">
        End
        <span className="visually-hidden">
          {" "}
          the session of {device}, {place}
        </span>
      </Button>
    </Form>
  );
}
