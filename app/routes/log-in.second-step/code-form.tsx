import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { SendButton } from "#app/routes/entrance/send-button.tsx";
import { WhyAgain } from "#app/routes/entrance/why-again.tsx";
import { Notice, TextField } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

const FIELDS = {
  code: { label: "Code", hint: "Six digits, new every half minute", autoComplete: "one-time-code", inputMode: "numeric", wrong: "Take the one that your app shows now: each code works once, and not for long." },
  recoveryCode: { label: "Recovery code", hint: "Small or capital letters, with or without dashes", autoComplete: "off", inputMode: "text", wrong: "Check each character, and that you have not used this code before." },
} as const;

/** The one field of a second step. */
export function CodeForm({ name }: { name: keyof typeof FIELDS }) {
  const { here, recoveryHere } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const { wrong, ...field } = FIELDS[name];
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  const isWrong = refusal?.code === "WRONG_CODE" && refusal.typed.way === name;
  return (
    <Form method="post" action={name === "code" ? here : recoveryHere} reloadDocument noValidate className="stack">
      {isWrong ? (
        <Notice tone="danger" title="That code doesn't match" id="why-again" live>
          <p>{wrong}</p>
        </Notice>
      ) : null}
      {refusal && refusal.code !== "WRONG_CODE" ? <WhyAgain refusal={refusal} names={[name]} /> : null}
      <input type="hidden" name="way" value={name} />
      <TextField
        {...field}
        name={name}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        error={errors[name]}
        // The one thing to do on this page.
        autoFocus={!errors[name]}
        aria-describedby={isWrong ? "why-again" : undefined}
      />
      <SendButton>Log in</SendButton>
    </Form>
  );
}
