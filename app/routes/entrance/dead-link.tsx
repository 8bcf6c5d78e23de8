import type { ReactNode } from "react";
import { ButtonLink, Verdict } from "#app/ui/index.ts";

interface DeadLinkProps {
  title: string;
  /** Why, and what else may help. */
  children: ReactNode;
  /** The page where a new link is asked for; none where somebody else must send it. */
  to?: string;
  label?: string;
}

/** A mailed link that leads nowhere any more: what it was, and the way on. */
export function DeadLink({ title, children, to, label }: DeadLinkProps) {
  return (
    <>
      <Verdict kind="stop" title={title} />
      {children}
      {to ? (
        <ButtonLink large reloadDocument to={to}>
          {label}
        </ButtonLink>
      ) : null}
    </>
  );
}
