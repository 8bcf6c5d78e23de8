import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { Badge, Button, type Column, Table, Time } from "#app/ui/index.ts";
import { NameCell, RoleCell } from "./cells.tsx";
import type { Invite } from "./route.tsx";

/** Who was asked and has not come yet. */
export function Invites({ invites }: { invites: Invite[] }) {
  const columns: Column<Invite>[] = [
    { key: "name", header: "Name", cell: (invite) => <NameCell one={invite} />, isRowName: true },
    { key: "role", header: "Role", cell: (invite) => <RoleCell {...invite} /> },
    { key: "invited", header: "Invited", cell: (invite) => <Invited invite={invite} /> },
    { key: "state", header: "State", cell: (invite) => <State invite={invite} /> },
    { key: "change", header: "Change", cell: (invite) => <Changes invite={invite} /> },
  ];
  return <Table caption="Open invites" columns={columns} rows={invites} rowKey={({ id }) => id} />;
}

function Invited({ invite: { invited, invitedByName } }: { invite: Invite }) {
  return (
    <div className="cell-lines">
      <Time moment={invited} />
      {invitedByName ? <span className="soft">by {invitedByName}</span> : null}
    </div>
  );
}

const STATES = {
  waiting: { tone: "info", label: "Waiting for them" },
  "mail-waiting": { tone: "info", label: "Mail on its way" },
  "mail-failed": { tone: "danger", label: "Mail failed" },
  expired: { tone: "caution", label: "Expired" },
} as const;

function State({ invite: { state, expires } }: { invite: Invite }) {
  const { tone, label } = STATES[state];
  return (
    <div className="cell-lines">
      <Badge tone={tone}>{label}</Badge>
      {state === "mail-failed" ? <span className="soft">Is the address right? Then send it again; else withdraw it.</span> : null}
      <span className="soft">
        {state === "expired" ? "since" : "until"} <Time moment={expires} />
      </span>
    </div>
  );
}

function Changes({ invite }: { invite: Invite }) {
  if (!invite.mayChange) return <span className="soft">An owner may</span>;
  const { id, name, email, role, siteIds } = invite;
  return (
    <div className="row">
      <Ask intent="withdraw" inviteId={id} label="Withdraw" name={name} />
      <Ask intent="send-again" inviteId={id} label="Send again" name={name}>
        <input type="hidden" name="name" value={name} />
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="role" value={role} />
        {siteIds.map((siteId) => (
          <input key={siteId} type="hidden" name="siteIds" value={siteId} />
        ))}
      </Ask>
    </div>
  );
}

function Ask({ intent, inviteId, label, name, children }: { intent: string; inviteId: string; label: string; name: string; children?: ReactNode }) {
  const sent = useNavigation().formData;
  const isBusy = sent?.get("intent") === intent && sent.get("inviteId") === inviteId;
  return (
    <Form method="post" action="/team" preventScrollReset>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="inviteId" value={inviteId} />
      {children}
      <Button look="quiet" small busy={isBusy}>
        {label}
        <span className="visually-hidden"> the invite to {name}</span>
      </Button>
    </Form>
  );
}
