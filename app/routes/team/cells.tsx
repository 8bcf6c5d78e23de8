import { ROLE_LABELS } from "#app/routes/office/words.ts";
import { Badge } from "#app/ui/index.ts";

interface Somebody {
  name: string;
  email: string;
  isSelf?: boolean;
}

/** Whose row it is. */
export function NameCell({ one: { name, email, isSelf } }: { one: Somebody }) {
  return (
    <div className="cell-lines">
      <span>
        {name} {isSelf ? <Badge tone="info">you</Badge> : null}
      </span>
      <span className="soft cell-detail">{email}</span>
    </div>
  );
}

/** A role, and for a site manager the sites. */
export function RoleCell({ role, siteNames }: { role: string; siteNames: string[] }) {
  return (
    <div className="cell-lines">
      <span>{ROLE_LABELS[role]}</span>
      {role === "site_manager" ? <span className="soft">{siteNames.join(", ") || "No site yet"}</span> : null}
    </div>
  );
}
