import { useNavigation } from "@remix-run/react";
import { OwnPassword } from "#app/routes/account/own-password.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Button, ButtonLink } from "#app/ui/index.ts";

interface RemoveProps {
  passkey: { id: string; name: string };
  email: string;
  error: string | undefined;
}

/** Asks for the password before a passkey goes. */
export function RemovePasskey({ passkey: { id, name }, email, error }: RemoveProps) {
  const isBusy = useNavigation().formData?.get("intent") === "remove";
  return (
    <section className="card stack narrow" aria-labelledby="removing">
      <h2 id="removing">Remove the passkey “{name}”?</h2>
      <p>It does not let you in any more. Take it out of your device or password manager, too: we can't. With the last second step the recovery codes go.</p>
      <OnlineForm method="post" action={`/account/passkeys?remove=${id}`} noValidate className="stack">
        <input type="hidden" name="intent" value="remove" />
        <input type="hidden" name="passkeyId" value={id} />
        <OwnPassword id="password-to-remove" email={email} error={error} />
        <div className="row">
          <Button look="danger" busy={isBusy} busyLabel="Removing…">
            Remove it
          </Button>
          <ButtonLink look="quiet" to="/account/passkeys">
            Keep it
          </ButtonLink>
        </div>
      </OnlineForm>
    </section>
  );
}
