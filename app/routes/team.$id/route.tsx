import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { RoleFields } from "#app/routes/team/role-fields.tsx";
import { Button, ButtonLink, Notice, PageHeader } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data ? `Change ${data.member.name}` : "Member"} · InductLite` }];

/** What one member may do, and where. */
export default function MemberPage() {
  const { member, isDisabled, roles, sites } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  const chosen = refusal?.typed ?? member;
  return (
    <>
      <PageHeader title={`Change ${member.name}`} lead={member.email} />
      <FormRefusal refusal={refusal} />
      {member.isSelf ? (
        <Notice tone="caution" title="This is you">
          <p>With another role you may not be able to come back to this page. Somebody else then has to give you the old one again.</p>
        </Notice>
      ) : null}
      {isDisabled ? <Notice title="This member is disabled">{<p>What you choose here counts from when they are enabled again.</p>}</Notice> : null}
      <OnlineForm
        method="post"
        action={`/team/${member.id}`}
        noValidate
        className="card stack"
        // Another version is another form, so that what it shows is how things are.
        key={refusal?.typed ? "again" : member.version}
        // The menu of another role comes with a new document.
        reloadDocument={member.isSelf}
      >
        <input type="hidden" name="version" value={member.version} />
        <RoleFields roles={roles} sites={sites} chosen={chosen} errors={errors} />
        <Widens sites={sites} member={member} />
        <p className="soft">A change acts at their next click. They stay logged in.</p>
        <div className="row">
          <Button busy={isBusy} busyLabel="Saving…">
            Save
          </Button>
          <ButtonLink look="quiet" to="/team">
            Back to the team
          </ButtonLink>
        </div>
      </OnlineForm>
    </>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** Of all changes the one from site manager is the only one that may take rights away and show more. */
function Widens({ member: { name, role, siteIds }, sites }: Pick<Data, "member" | "sites">) {
  if (role !== "site_manager") return null;
  const [own, others] = [sites.filter(({ id }) => siteIds.includes(id)), sites.filter(({ id }) => !siteIds.includes(id))];
  const namesOf = (some: Data["sites"]) => some.map((site) => site.name).join(", ");
  return (
    <Notice tone="caution" title="Every other role sees all sites, a viewer's too">
      <p>
        {name} now sees {own.length > 0 ? `${namesOf(own)} and nothing else` : "no site"}. As anything but a site manager they see the visits, names and phone numbers of
        every site{others.length > 0 ? `: ${namesOf(others)} as well` : ", each one that is added later too"}.
      </p>
    </Notice>
  );
}
