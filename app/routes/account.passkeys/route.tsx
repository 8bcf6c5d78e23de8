import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CodesOnce } from "#app/routes/account/codes-once.tsx";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { Outcome } from "#app/routes/office/outcome.tsx";
import { ButtonLink, type Column, EmptyState, PageHeader, Table, Time } from "#app/ui/index.ts";
import { AddPasskey } from "./add.tsx";
import { RemovePasskey } from "./remove.tsx";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Passkeys · InductLite" }];

type Passkey = ReturnType<typeof useLoaderData<typeof loader>>["passkeys"][number];

const COLUMNS: Column<Passkey>[] = [
  { key: "name", header: "Name", cell: ({ name }) => name, isRowName: true },
  { key: "where", header: "Kept", cell: ({ isBackedUp }) => (isBackedUp ? "On all devices of its keeper" : "On one device") },
  { key: "added", header: "Added", cell: ({ added }) => <Time moment={added} /> },
  { key: "last-use", header: "Last use", cell: ({ lastUsed }) => (lastUsed ? <Time moment={lastUsed} /> : "Never") },
  {
    key: "remove",
    header: "Remove",
    nowrap: true,
    cell: ({ id, name }) => (
      <ButtonLink look="quiet" small to={`/account/passkeys?remove=${id}`}>
        Remove<span className="visually-hidden"> {name}</span>
      </ButtonLink>
    ),
  },
];

const useRefusal = () => {
  const answer = useActionData<typeof action>();
  return answer && "fields" in answer ? answer : undefined;
};

/** The passkeys of one's account: those there are, and one more. */
export default function PasskeysPage() {
  const { email, passkeys, removing, isRemoved } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = useRefusal();
  if (answer && "recoveryCodes" in answer) {
    return <CodesOnce codes={answer.recoveryCodes} lead="The passkey is added: at the next log-in, choose “Log in with a passkey”." to="/account?done=passkey" />;
  }
  const isAboutRemoving = refusal?.typed.intent === "remove";
  const asked = passkeys.find(({ id }) => id === removing);
  return (
    <>
      <PageHeader
        title="Passkeys"
        lead="A passkey lets you in by the finger, face or PIN of your device. Nobody can guess it, and no false page can take it."
        actions={
          <ButtonLink look="quiet" to="/account">
            Back to your account
          </ButtonLink>
        }
      />
      <Outcome words={isRemoved && !refusal ? { tone: "good", title: "The passkey is removed.", detail: "We have told you by mail, too." } : undefined} />
      {isAboutRemoving ? <FormRefusal refusal={refusal} ids={{ password: "password-to-remove" }} /> : null}
      {asked ? <RemovePasskey passkey={asked} email={email} error={isAboutRemoving ? refusal.fields.password : undefined} /> : null}
      {passkeys.length > 0 ? (
        <Table caption="Your passkeys" columns={COLUMNS} rows={passkeys} rowKey={({ id }) => id} />
      ) : (
        <EmptyState title="No passkey yet">
          <p>Add one below on this device, or on a phone or security key beside it.</p>
        </EmptyState>
      )}
      <section className="card stack narrow" aria-labelledby="add">
        <h2 id="add">Add a passkey</h2>
        <AddPasskey email={email} refusal={isAboutRemoving ? undefined : refusal} />
      </section>
    </>
  );
}
