import { Form } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { askForPasskey, canUsePasskeys, PasskeyError } from "#app/passkey.ts";
import { Button, Notice } from "#app/ui/index.ts";

export interface PasskeyRequest {
  /** What the browser asks the passkey with, as JSON. */
  options: string;
  token: string;
}

interface PasskeyButtonProps {
  action: string;
  /** What goes with the passkey's answer. */
  fields: Record<string, string>;
  getRequest: () => Promise<PasskeyRequest>;
  children: string;
}

/** A device tells nobody whether it has no passkey for us or its person turned away. */
const FAILED = {
  cancelled: "No passkey was used. Try again, or log in the other way.",
  failed: "Your passkey can't be asked for just now. Try again, or log in the other way.",
};

/** Appears where script runs and the browser knows passkeys. The answer goes out as a form, like a password does. */
export function PasskeyButton({ action, fields, getRequest, children }: PasskeyButtonProps) {
  const [canUse, setCanUse] = useState(false);
  useEffect(() => setCanUse(canUsePasskeys()), []);
  const [state, setState] = useState<"idle" | "asking" | "cancelled" | "failed">("idle");
  const [answer, setAnswer] = useState({ response: "", token: "" });
  const form = useRef<HTMLFormElement>(null);
  async function ask() {
    setState("asking");
    try {
      const { options, token } = await getRequest();
      const response = await askForPasskey(options);
      flushSync(() => setAnswer({ response, token }));
      form.current?.submit();
    } catch (error) {
      setState(error instanceof PasskeyError && error.failure === "cancelled" ? "cancelled" : "failed");
    }
  }
  if (!canUse) return null;
  return (
    <Form method="post" action={action} reloadDocument ref={form} className="stack">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="passkeyResponse" value={answer.response} />
      <input type="hidden" name="passkeyToken" value={answer.token} />
      <div role="status" className="empty-gone">
        {state === "cancelled" || state === "failed" ? <Notice tone="caution" title={FAILED[state]} /> : null}
      </div>
      <Button type="button" large look="quiet" busy={state === "asking"} busyLabel="Your device asks you…" onClick={() => void ask()}>
        {children}
      </Button>
    </Form>
  );
}
