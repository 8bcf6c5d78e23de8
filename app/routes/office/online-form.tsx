import { Form, type FormProps } from "@remix-run/react";
import { type FormEvent, useState } from "react";
import { Notice } from "#app/ui/index.ts";

/** A form that keeps what was typed when the device has no connection: sent anyway, an error screen would take its place. */
export function OnlineForm({ children, onSubmit, ...form }: FormProps) {
  const [isOffline, setOffline] = useState(false);
  function submit(event: FormEvent<HTMLFormElement>) {
    setOffline(!navigator.onLine);
    if (navigator.onLine) onSubmit?.(event);
    else event.preventDefault();
  }
  return (
    <Form {...form} onSubmit={submit}>
      <div role="status" className="empty-gone">
        {isOffline ? (
          <Notice tone="caution" title="No connection">
            <p>Nothing was sent and nothing was changed. Press the button again once you are back online.</p>
          </Notice>
        ) : null}
      </div>
      {children}
    </Form>
  );
}
