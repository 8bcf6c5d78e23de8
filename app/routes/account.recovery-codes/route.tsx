import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { CodesOnce } from "#app/routes/account/codes-once.tsx";
import { OwnPassword } from "#app/routes/account/own-password.tsx";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { Button, ButtonLink, EmptyState, PageHeader } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "New recovery codes · InductLite" }];

/** New codes in place of the old ones. */
export default function RecoveryCodesPage() {
  const { email, recoveryCodesLeft, hasSecondStep } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  if (answer && "recoveryCodes" in answer) {
    return <CodesOnce codes={answer.recoveryCodes} lead="The codes from before do not work any more." to="/account?done=codes" />;
  }
  const errors: Record<string, string | undefined> = answer?.fields ?? {};
  return (
    <>
      <PageHeader title="New recovery codes" lead={`You have ${countOf(recoveryCodesLeft, "code", "codes")} left. Ten new ones take their place at once.`} />
      <FormRefusal refusal={answer} />
      {hasSecondStep ? (
        <OnlineForm method="post" action="/account/recovery-codes" noValidate className="card stack narrow">
          <OwnPassword email={email} error={errors.password} />
          <div className="row">
            <Button busy={isBusy} busyLabel="Making…">
              Make ten new codes
            </Button>
            <ButtonLink look="quiet" to="/account">
              Back to your account
            </ButtonLink>
          </div>
        </OnlineForm>
      ) : (
        <EmptyState title="You have no second step yet" action={<ButtonLink to="/account">Back to your account</ButtonLink>}>
          <p>Recovery codes stand in for an authenticator app or a passkey. Set one up first; the codes come with it.</p>
        </EmptyState>
      )}
    </>
  );
}
