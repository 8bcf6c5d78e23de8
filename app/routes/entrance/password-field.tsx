import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Field, type FieldProps } from "#app/ui/index.ts";
import { useHasScript } from "./use-script.ts";

interface PasswordFieldProps extends FieldProps {
  name: string;
  autoComplete: "current-password" | "new-password";
  autoFocus?: boolean;
  "aria-describedby"?: string;
}

/** A password, with a button that shows what was typed where there is script. Hidden again before it is sent. */
export function PasswordField({ name, label, hint, error, "aria-describedby": also, ...input }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  const hasScript = useHasScript();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // At once: browsers keep what they remember for other fields, a shown password among them.
    const hide = () => flushSync(() => setShown(false));
    const form = box.current?.form;
    form?.addEventListener("submit", hide);
    return () => form?.removeEventListener("submit", hide);
  }, []);
  return (
    <Field id={name} label={label} hint={hint} error={error}>
      {(control) => (
        <div className="secret">
          <input
            {...input}
            {...control}
            ref={box}
            className="input"
            name={name}
            type={isShown ? "text" : "password"}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            aria-describedby={[control["aria-describedby"], also].filter(Boolean).join(" ") || undefined}
          />
          {hasScript ? (
            <button type="button" className="secret-toggle" aria-controls={name} onClick={() => setShown(!isShown)}>
              {isShown ? "Hide" : "Show"}
              <span className="visually-hidden"> password</span>
            </button>
          ) : null}
        </div>
      )}
    </Field>
  );
}

/** A password to choose. The e-mail goes with it for the browser's own keeper of passwords. */
export function NewPasswordField({ email, label = "Choose a password", error }: { email: string; label?: string; error: string | undefined }) {
  return (
    <>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        name="newPassword"
        label={label}
        hint="12 characters or more. Four words that don't belong together make a good one; spaces are fine."
        autoComplete="new-password"
        error={error}
      />
    </>
  );
}
