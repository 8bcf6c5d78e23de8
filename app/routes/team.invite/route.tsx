import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { FormRefusal, TOO_MANY_INVITES } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { RoleFields } from "#app/routes/team/role-fields.tsx";
import { Button, ButtonLink, PageHeader, TextField } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Invite somebody · InductLite" }];

const NOTHING = { name: "", email: "", role: "viewer", siteIds: [] };

/** Asks somebody to join, by a mail with a link. */
export default function InvitePage() {
  const { companyName, roles, sites } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const typed = refusal?.typed ?? NOTHING;
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  return (
    <>
      <PageHeader title="Invite somebody" lead={`They get a mail with a link, choose their own password, and are in ${companyName}. The link works for three days.`} />
      <FormRefusal refusal={refusal} tooMany={TOO_MANY_INVITES} />
      <OnlineForm method="post" action="/team/invite" noValidate className="card stack">
        <div className="fields">
          <TextField name="name" label="Name" autoComplete="off" maxLength={100} defaultValue={typed.name} error={errors.name} />
          <TextField
            name="email"
            label="E-mail"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            defaultValue={typed.email}
            error={errors.email}
          />
        </div>
        <RoleFields roles={roles} sites={sites} chosen={typed} errors={errors} />
        <div className="row">
          <Button busy={isBusy} busyLabel="Inviting…">
            Send the invite
          </Button>
          <ButtonLink look="quiet" to="/team">
            Back to the team
          </ButtonLink>
        </div>
      </OnlineForm>
    </>
  );
}
