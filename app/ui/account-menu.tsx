import { Form, Link } from "@remix-run/react";
import { type KeyboardEvent, useRef } from "react";
import { Button } from "./button.tsx";
import { useClosedElsewhere } from "./use-closed-elsewhere.ts";

interface AccountMenuProps {
  memberName: string;
  roleLabel: string;
  /** True when the account is in several companies. */
  hasCompanies?: boolean;
  logOutAction: string;
}

/** Who is logged in, their account, and the way out: a disclosure, so that it works before the script has loaded. */
export function AccountMenu({ memberName, roleLabel, hasCompanies, logOutAction }: AccountMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  useClosedElsewhere(menu);
  function closeOnEscape(event: KeyboardEvent) {
    if (event.key !== "Escape" || !menu.current?.open) return;
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus();
  }
  return (
    <details className="account" ref={menu} onKeyDown={closeOnEscape}>
      <summary>
        <span className="visually-hidden">Account of </span>
        <span className="account-full">{memberName}</span>
        <span className="account-initials">
          <span className="visually-hidden">{memberName} </span>
          <span aria-hidden="true">{initialsOf(memberName)}</span>
        </span>
      </summary>
      <div className="account-sheet">
        <p className="account-name">{memberName}</p>
        <p className="soft">{roleLabel}</p>
        <ul>
          <li>
            <Link to="/account">Your account</Link>
          </li>
          {hasCompanies ? (
            <li>
              <Link to="/account#companies">Switch company</Link>
            </li>
          ) : null}
        </ul>
        <Form method="post" action={logOutAction} reloadDocument>
          <Button look="quiet">Log out</Button>
        </Form>
      </div>
    </details>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? "")][0] ?? "").join("").toLocaleUpperCase("en-NZ");
}
