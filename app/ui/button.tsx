import { Link } from "@remix-run/react";
import { type ComponentPropsWithoutRef, forwardRef, type MouseEvent, type ReactNode } from "react";

export type ButtonLook = "primary" | "quiet" | "danger";

interface Look {
  look?: ButtonLook;
  /** Full width and taller: the one thing to do on a page used with gloves. */
  large?: boolean;
}

type ButtonProps = Look & {
  /** While true the button says so, keeps the focus and swallows presses. */
  busy?: boolean;
  busyLabel?: string;
} & Omit<ComponentPropsWithoutRef<"button">, "style" | "className" | "disabled">;

/** A button; `type` is "submit" unless given. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look = "primary", large, busy, busyLabel = "Working…", children, onClick, type = "submit", ...button },
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
      className={lookClass({ look, large })}
      aria-disabled={busy ? true : undefined}
      onClick={press}
    >
      {busy ? busyLabel : children}
    </button>
  );
});

type ButtonLinkProps = Look & { to: string; children: ReactNode; reloadDocument?: boolean; download?: boolean };

/** A link that looks like a button. `download` and other doors outside the pages need `reloadDocument`. */
export function ButtonLink({ look = "primary", large, ...link }: ButtonLinkProps) {
  return <Link {...link} className={lookClass({ look, large })} />;
}

function lookClass({ look, large }: Look): string {
  return `button button-${look}${large ? " button-large" : ""}`;
}
