import { AskLink, Badge, ButtonLink, type Column, Table, Time } from "#app/ui/index.ts";
import { NameCell, RoleCell } from "./cells.tsx";
import type { Question } from "./route.server.ts";
import type { Member } from "./route.tsx";

type OnAsk = (question: Question, member: Member) => void;

const NAME: Column<Member> = { key: "name", header: "Name", cell: (member) => <NameCell one={member} />, isRowName: true };
const ROLE: Column<Member> = { key: "role", header: "Role", cell: (member) => <RoleCell {...member} /> };

/** Who may log in. */
export function Members({ members, onAsk }: { members: Member[]; onAsk: OnAsk }) {
  const columns: Column<Member>[] = [
    NAME,
    ROLE,
    { key: "second-step", header: "Second step", cell: ({ hasSecondFactor }) => <Badge tone={hasSecondFactor ? "good" : "plain"}>{hasSecondFactor ? "On" : "Off"}</Badge> },
    { key: "last-use", header: "Last use", cell: ({ lastUsed }) => (lastUsed ? <Time moment={lastUsed} /> : "Never") },
    { key: "change", header: "Change", cell: (member) => <Changes member={member} onAsk={onAsk} /> },
  ];
  return <Table caption="Members" columns={columns} rows={members} rowKey={({ id }) => id} />;
}

function Changes({ member, onAsk }: { member: Member; onAsk: OnAsk }) {
  if (!member.mayChange) return <span className="soft">An owner may</span>;
  return (
    <div className="row">
      <ButtonLink look="quiet" small to={`/team/${member.id}`}>
        Change<span className="visually-hidden"> {member.name}</span>
      </ButtonLink>
      {member.isSelf ? null : <Ask question="disable" label="Disable" member={member} onAsk={onAsk} />}
    </div>
  );
}

function Ask({ question, label, member, onAsk }: { question: Question; label: string; member: Member; onAsk: OnAsk }) {
  return (
    <AskLink small to={`/team?ask=${question}&member=${member.id}`} onAsk={() => onAsk(question, member)}>
      {label}
      <span className="visually-hidden"> {member.name}</span>
    </AskLink>
  );
}

/** Who may not any more, set apart. */
export function Disabled({ members, onAsk }: { members: Member[]; onAsk: OnAsk }) {
  const columns: Column<Member>[] = [
    NAME,
    ROLE,
    { key: "since", header: "Disabled", cell: ({ disabled }) => (disabled ? <Time moment={disabled} /> : null) },
    {
      key: "enable",
      header: "Change",
      cell: (member) => (member.mayChange ? <Ask question="enable" label="Enable" member={member} onAsk={onAsk} /> : <span className="soft">An owner may</span>),
    },
  ];
  return <Table caption="Disabled members" columns={columns} rows={members} rowKey={({ id }) => id} />;
}
