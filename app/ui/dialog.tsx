import * as Radix from "@radix-ui/react-dialog";
import { type ReactElement, type ReactNode, useRef } from "react";

interface DialogProps {
  /** The button that opens it; give it `type="button"`. Leave out when `open` is set from outside. */
  trigger?: ReactElement;
  title: string;
  description?: ReactNode;
  /** What stands in it: fields, and a row of buttons. */
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/**
 * A modal dialog. Radix keeps the focus in and gives it back; its Overlay part is left out because it
 * injects a style element, so the dimmed page and the scroll lock are in our stylesheet.
 */
export function Dialog({ trigger, title, description, children, open, onOpenChange }: DialogProps) {
  const opener = useRef<Element | null>(null);
  // Radix gives the focus back to its own trigger only; an opener that the answer took away leaves it to the page.
  function giveFocusBack(event: Event) {
    if (trigger || !(opener.current instanceof HTMLElement)) return;
    event.preventDefault();
    if (opener.current.isConnected) opener.current.focus();
    else document.getElementById("main")?.focus();
  }
  function rememberFocus() {
    opener.current = document.activeElement;
  }
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <div className="dialog-shade" />
        <Radix.Content className="dialog" onOpenAutoFocus={rememberFocus} onCloseAutoFocus={giveFocusBack} {...(description ? {} : { "aria-describedby": undefined })}>
          <Radix.Title asChild>
            <h2>{title}</h2>
          </Radix.Title>
          {description ? (
            <Radix.Description asChild>
              <div>{description}</div>
            </Radix.Description>
          ) : null}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Closes the dialog around it; wraps a Button with `type="button"`. */
export function DialogClose({ children }: { children: ReactElement }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}
