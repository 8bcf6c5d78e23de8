import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { OwnPassword } from "#app/routes/account/own-password.tsx";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Button, ButtonLink, PageHeader, TextField } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Change the password · InductLite" }];

/** A new password, for who knows the old one. */
export default function PasswordPage() {
  const { email } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  return (
    <>
      <PageHeader title="Change the password" lead="You stay logged in here. Every other session of yours ends, in each of your companies." />
      <FormRefusal refusal={refusal} />
      <OnlineForm method="post" action="/account/password" noValidate className="card stack narrow">
        <OwnPassword email={email} label="Current password" error={errors.password} />
        <TextField
          name="newPassword"
          type="password"
          label="New password"
          hint="At least 12 characters. Four words that don't belong together are good, and so is what your password manager makes."
          autoComplete="new-password"
          error={errors.newPassword}
        />
        <div className="row">
          <Button busy={isBusy} busyLabel="Changing…">
            Change the password
          </Button>
          <ButtonLink look="quiet" to="/account">
            Back to your account
          </ButtonLink>
        </div>
      </OnlineForm>
    </>
  );
}
