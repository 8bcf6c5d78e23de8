import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { CodesOnce } from "#app/routes/account/codes-once.tsx";
import { OwnPassword } from "#app/routes/account/own-password.tsx";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Button, ButtonLink, PageHeader, QrCode, TextField } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Authenticator app · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Errors = Record<string, string | undefined>;

/** Sets up an app that makes codes, in place of one that is there; or takes it away. */
export default function AuthenticatorPage() {
  const { email, hasTotp, offer } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer && "recoveryCodes" in answer) {
    return <CodesOnce codes={answer.recoveryCodes} lead="The authenticator app is set up: at the next log-in you are asked for its code." to="/account?done=authenticator" />;
  }
  const isRemoving = answer?.typed.intent === "remove";
  const errors: Errors = answer?.fields ?? {};
  return (
    <>
      <PageHeader
        title={hasTotp ? "Change the authenticator app" : "Set up an authenticator app"}
        lead={hasTotp ? "On a new phone? What you set up here takes the place of the app that you have now." : "An app on your phone shows a code that changes every half minute. At the log-in you type it after the password."}
      />
      <FormRefusal refusal={answer} ids={isRemoving ? { password: "password-to-remove" } : {}} />
      <SetUp offer={answer?.typed.offer ?? offer} email={email} errors={isRemoving ? {} : errors} />
      {hasTotp ? <Remove email={email} errors={isRemoving ? errors : {}} /> : null}
    </>
  );
}

function SetUp({ offer, email, errors }: { offer: Data["offer"]; email: string; errors: Errors }) {
  const isBusy = useNavigation().formData?.get("intent") === "add";
  return (
    <OnlineForm method="post" action="/account/authenticator" noValidate className="card stack" key={offer.sealed}>
      <input type="hidden" name="intent" value="add" />
      <input type="hidden" name="sealed" value={offer.sealed} />
      <div className="site-card">
        <QrCode qr={offer.qr} label="QR code for an authenticator app" />
        <ol className="notes">
          <li>Open an authenticator app on your phone. Any will do: the one of Google, Microsoft or Apple, 2FAS, Aegis, or your password manager.</li>
          <li>
            Scan the code with it. On this phone, or without a camera: <a href={offer.uri}>open it in the app</a>, or type this key:{" "}
            <code className="set-up-key">{offer.secret}</code>
          </li>
          <li>Type the six digits that the app shows, and your password.</li>
        </ol>
      </div>
      <div className="fields">
        <TextField name="code" label="Code from the app" inputMode="numeric" autoComplete="one-time-code" maxLength={40} error={errors.code} />
        <OwnPassword email={email} error={errors.password} />
      </div>
      <div className="row">
        <Button busy={isBusy} busyLabel="Checking…">
          Switch it on
        </Button>
        <ButtonLink look="quiet" to="/account">
          Back to your account
        </ButtonLink>
      </div>
    </OnlineForm>
  );
}

function Remove({ email, errors }: { email: string; errors: Errors }) {
  const isBusy = useNavigation().formData?.get("intent") === "remove";
  return (
    <section className="card stack narrow" aria-labelledby="remove">
      <h2 id="remove">Remove it</h2>
      <p>Then your password alone lets you in, unless you have a passkey. With the last second step the recovery codes go, too.</p>
      <OnlineForm method="post" action="/account/authenticator" noValidate className="stack">
        <input type="hidden" name="intent" value="remove" />
        <OwnPassword id="password-to-remove" email={email} error={errors.password} />
        <div className="row">
          <Button look="danger" busy={isBusy} busyLabel="Removing…">
            Remove the authenticator app
          </Button>
        </div>
      </OnlineForm>
    </section>
  );
}
