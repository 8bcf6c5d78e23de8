import { useFetcher, useNavigation, useSubmit } from "@remix-run/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { canUsePasskeys, createPasskey, PasskeyError, type PasskeyFailure } from "#app/passkey.ts";
import { OwnPassword } from "#app/routes/account/own-password.tsx";
import { FormRefusal, type ShownRefusal } from "#app/routes/office/form-refusal.tsx";
import { Button, Notice, TextField } from "#app/ui/index.ts";
import type { action } from "./route.server.ts";

const FAILURES: Record<PasskeyFailure, string> = {
  cancelled: "No passkey was made: it was cancelled, or took too long. Try again when you are ready.",
  "not-supported": "This browser or device can't make a passkey. Try another one, or set up an authenticator app.",
  "already-registered": "This device already has a passkey of your account.",
  failed: "The device could not make a passkey. Try again, or with another device.",
};

const ADDRESS = "/account/passkeys";

interface AddProps {
  email: string;
  /** Why the last answer of the device was not taken. */
  refusal: ShownRefusal | undefined;
}

/** Makes a passkey on this device, or on a phone beside it. The device answers to script alone. */
export function AddPasskey({ email, refusal }: AddProps) {
  const { canAdd, isAsking, begin, form, failure, began } = useCreation();
  const isSaving = useNavigation().formData?.get("intent") === "add";
  const shown = began ?? refusal;
  const errors: Record<string, string | undefined> = shown?.fields ?? {};
  if (canAdd === null) return <p>Adding a passkey takes a browser that runs this page's script.</p>;
  if (!canAdd) return <Notice tone="caution" title={FAILURES["not-supported"]} />;
  return (
    <form method="post" action={ADDRESS} noValidate className="stack" ref={form} onSubmit={begin}>
      <FormRefusal refusal={shown} />
      <div role="status" className="empty-gone">
        {failure ? <Notice tone="caution" title={failure} /> : null}
      </div>
      <TextField name="name" label="Name of the passkey" hint="Such as the device it is on: “Work laptop”." maxLength={60} autoComplete="off" error={errors.name} />
      <OwnPassword email={email} error={errors.password} />
      <div className="row">
        <Button busy={isAsking || isSaving} busyLabel={isSaving ? "Saving…" : "Follow your device…"}>
          Add a passkey
        </Button>
      </div>
    </form>
  );
}

/** Password to options, options to the device, and its answer back, as one press of one button. */
function useCreation() {
  const fetcher = useFetcher<typeof action>();
  const submit = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  const [canAdd, setCanAdd] = useState<boolean | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState("");
  useEffect(() => setCanAdd(canUsePasskeys()), []);
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  useEffect(() => {
    if (!answer || !form.current) return;
    if (!("creation" in answer)) return setAsking(false);
    const typed = new FormData(form.current);
    createPasskey(answer.creation.options).then(
      (response) => {
        for (const [name, value] of Object.entries({ intent: "add", token: answer.creation.token, response })) typed.set(name, value);
        submit(typed, { method: "post", action: ADDRESS });
      },
      (error: unknown) => setFailure(FAILURES[error instanceof PasskeyError ? error.failure : "failed"]),
    ).finally(() => setAsking(false));
  }, [answer, submit]);
  function begin(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setFailure(navigator.onLine ? "" : "No connection: nothing was sent. Try again once you are back online.");
    if (isAsking || !navigator.onLine) return;
    const typed = new FormData(event.currentTarget);
    typed.set("intent", "begin");
    setAsking(true);
    fetcher.submit(typed, { method: "post", action: ADDRESS });
  }
  const began = answer && "fields" in answer ? answer : undefined;
  return { canAdd, isAsking, begin, form, failure, began };
}
