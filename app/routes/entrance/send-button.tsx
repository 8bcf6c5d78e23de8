import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button, type ButtonLook } from "#app/ui/index.ts";

/** The form's one button. While the form is on its way it swallows presses: a link that was just used would be refused the second time. */
export function SendButton({ look, children }: { look?: ButtonLook; children: ReactNode }) {
  const [isSending, setSending] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const form = button.current?.form;
    // At once: the second press of a double click comes a moment later.
    const begin = () => flushSync(() => setSending(true));
    // Whoever comes back to the page finds the button as it was.
    const end = () => setSending(false);
    form?.addEventListener("submit", begin);
    window.addEventListener("pageshow", end);
    return () => {
      form?.removeEventListener("submit", begin);
      window.removeEventListener("pageshow", end);
    };
  }, []);
  return (
    <Button large ref={button} look={look} busy={isSending} busyLabel="One moment…">
      {children}
    </Button>
  );
}
