import { Link } from "@remix-run/react";
import { type ComponentPropsWithoutRef, forwardRef, type MouseEvent, type ReactNode } from "react";

export type ButtonLook = "primary" | "quiet" | "danger";

interface Look {
  look?: ButtonLook;
  /** Full width and taller: the one thing to do on a page used with gloves. */
  large?: boolean;
  /** For a button in a row of a table. */
  small?: boolean;
}

type ButtonProps = Look & {
  /** While true the button says so, keeps the focus and swallows presses. */
  busy?: boolean;
  busyLabel?: string;
} & Omit<ComponentPropsWithoutRef<"button">, "style" | "className" | "disabled">;

/** A button; `type` is "submit" unless given. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look = "primary", large, small, busy, busyLabel = "Working…", children, onClick, type = "submit", ...button },
  ref,
) {
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (busy) event.preventDefault();
    else onClick?.(event);
  }
  return (
    <button
      {...button}
      ref={ref}
      type={type}
      className={lookClass({ look, large, small })}
      aria-disabled={busy ? true : undefined}
      onClick={press}
    >
      {busy ? busyLabel : children}
    </button>
  );
});

type ButtonLinkProps = Look & { to: string; children: ReactNode; reloadDocument?: boolean; download?: boolean };

/** A link that looks like a button. `download` and other doors outside the pages need `reloadDocument`. */
export function ButtonLink({ look = "primary", large, small, ...link }: ButtonLinkProps) {
  return <Link {...link} className={lookClass({ look, large, small })} />;
}

function lookClass({ look, large, small }: Look): string {
  return `button button-${look}${large ? " button-large" : ""}${small ? " button-small" : ""}`;
}
