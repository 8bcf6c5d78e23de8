import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button, ErrorSummary, Notice, PublicFrame, TextField } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { action, loader } from "./route.server.ts";

/** No script: the office's own begins after the log-in. */
export const handle = { noClientJs: true };

export const meta: MetaFunction = () => [{ title: "Log in · InductLite" }];

const FIELDS = ["email", "password"];

/** The office's door. */
export default function LogInPage() {
  const { next, ended } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  const isWrong = refusal?.notice === "wrong";
  const errors = FIELDS.flatMap((field) => (fields[field] ? [{ fieldId: field, message: fields[field] }] : []));
  return (
    <PublicFrame siteName="InductLite" companyName="For the office" foot={<p>Signing in at a site? Scan the QR code at its gate: you need no log-in.</p>}>
      <h1>Log in</h1>
      <ErrorSummary errors={errors} />
      <WhyAgain notice={refusal?.notice ?? (ended ? "ended" : null)} />
      <Form method="post" action="/log-in" reloadDocument noValidate className="stack">
        <input type="hidden" name="next" value={refusal?.next ?? next} />
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          defaultValue={refusal?.email}
          error={fields.email}
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          maxLength={200}
          error={fields.password}
          // The page came anew: whoever can't see the message hears it with the field to mend.
          autoFocus={isWrong}
          aria-describedby={isWrong ? "why-again" : undefined}
        />
        <Button large>Log in</Button>
      </Form>
    </PublicFrame>
  );
}

function WhyAgain({ notice }: { notice: "check" | "wrong" | "unavailable" | "ended" | null }) {
  switch (notice) {
    case "wrong":
      return (
        <Notice tone="danger" title="That e-mail and password don't match" id="why-again" live>
          <p>Check both and try again.</p>
        </Notice>
      );
    case "unavailable":
      return (
        <Notice tone="danger" title="We can't reach our records just now" live>
          <p>You are not logged in yet. Try again in a minute.</p>
        </Notice>
      );
    case "ended":
      return (
        <Notice tone="info" title="Your session has ended" live>
          <p>Log in to go on where you were.</p>
        </Notice>
      );
    default:
      return null;
  }
}
