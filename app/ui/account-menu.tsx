import { Form } from "@remix-run/react";
import { type KeyboardEvent, useRef } from "react";
import { Button } from "./button.tsx";

interface AccountMenuProps {
  memberName: string;
  roleLabel: string;
  logOutAction: string;
}

/** Who is logged in and the way out: a disclosure, so that it works before the script has loaded. */
export function AccountMenu({ memberName, roleLabel, logOutAction }: AccountMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  function closeOnEscape(event: KeyboardEvent) {
    if (event.key !== "Escape" || !menu.current?.open) return;
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus();
  }
  return (
    <details className="account" ref={menu} onKeyDown={closeOnEscape}>
      <summary>
        <span className="visually-hidden">Account of </span>
        {memberName}
      </summary>
      <div className="account-sheet">
        <p className="account-name">{memberName}</p>
        <p className="soft">{roleLabel}</p>
        <Form method="post" action={logOutAction}>
          <Button look="quiet">Log out</Button>
        </Form>
      </div>
    </details>
  );
}
