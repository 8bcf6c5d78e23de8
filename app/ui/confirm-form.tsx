import { Form, Link, useNavigation } from "@remix-run/react";
import type { MouseEvent, ReactNode } from "react";
import { Button, type ButtonLook } from "./button.tsx";

interface ConfirmFormProps {
  /** Where the answer is posted, such as "/register?site=…". */
  action: string;
  /** What is posted, by name. */
  fields: Record<string, string>;
  confirmLabel: string;
  look?: ButtonLook;
  /** The way back: a link without script, or a DialogClose. */
  cancel: ReactNode;
}

/** The two answers to "are you sure": in a Dialog, or in a card on a page that carries the question without script. */
export function ConfirmForm({ action, fields, confirmLabel, look, cancel }: ConfirmFormProps) {
  const isBusy = useNavigation().state !== "idle";
  return (
    <Form method="post" action={action} className="row" preventScrollReset>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button look={look} busy={isBusy}>
        {confirmLabel}
      </Button>
      {cancel}
    </Form>
  );
}

interface AskLinkProps {
  /** The page that asks without script. */
  to: string;
  /** Opens the dialog where there is script. */
  onAsk: () => void;
  small?: boolean;
  /** Of what takes something away: quiet, in the colour of danger. The answer in the dialog is the loud one. */
  danger?: boolean;
  children: ReactNode;
}

/** Looks like a button. A link, so that the question is asked before any script has loaded, too. */
export function AskLink({ to, onAsk, small, danger, children }: AskLinkProps) {
  function ask(event: MouseEvent<HTMLAnchorElement>) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onAsk();
  }
  return (
    <Link to={to} className={`button button-quiet${small ? " button-small" : ""}${danger ? " button-warn" : ""}`} onClick={ask} preventScrollReset>
      {children}
    </Link>
  );
}
