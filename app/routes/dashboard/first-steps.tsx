import { Link } from "@remix-run/react";
import { Notice } from "#app/ui/index.ts";

export interface Welcome {
  /** Who made the company, or who has joined it. */
  as: "company" | "member";
  companyName: string;
  roleLabel: string;
  mayInvite: boolean;
  mayWrite: boolean;
}

/** What stands over the first page for who has just come: where they are, and what to do first. */
export function FirstSteps({ welcome: { as, companyName, roleLabel, mayInvite, mayWrite } }: { welcome: Welcome }) {
  const title = as === "company" ? `${companyName} is ready, and you are its owner` : `You are in: this is ${companyName}`;
  return (
    <Notice tone="good" title={title} live>
      <p>{as === "company" ? "Your first steps:" : `Your role here: ${roleLabel}. Your first steps:`}</p>
      <ul>
        {as === "company" ? (
          <li>
            <Link to="/sites/new">Add your first site</Link>: its QR code is ready to print at once.
          </li>
        ) : null}
        {mayWrite ? (
          <li>
            <Link to="/inductions/new">Make your induction</Link>: what people read and answer before they are let in.
          </li>
        ) : null}
        {mayInvite ? (
          <li>
            <Link to="/team">Invite your team</Link>: who works in the office, and who looks after each site.
          </li>
        ) : null}
        <li>
          <Link to="/account">Make your log-in safer</Link>: with a passkey, or with codes from an app on your phone.
        </li>
      </ul>
    </Notice>
  );
}
