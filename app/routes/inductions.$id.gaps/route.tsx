import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { Button, ButtonLink, EmptyState, PageHeader, TextField } from "#app/ui/index.ts";
import { inductionStyles } from "#app/ui/induction/styles.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const links: LinksFunction = () => [inductionStyles];

export const meta: MetaFunction = () => [{ title: "Facts of the site · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** Asks once for each fact that a starter leaves to the site, and puts it in everywhere. */
export default function GapsPage() {
  const data = useLoaderData<typeof loader>();
  const { id, name, groups } = data;
  if (groups.length === 0) {
    return (
      <>
        <PageHeader title="The facts of your site" lead={`“${name}”`} />
        <EmptyState title="Every fact is filled in" action={<ButtonLink to={`/inductions/${id}`}>Go to the induction</ButtonLink>}>
          <p>You can change all of it where it stands.</p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="The facts of your site" lead={`Type each one once: it goes in everywhere in “${name}” that needs it.`} />
      <FactsForm data={data} />
    </>
  );
}

function FactsForm({ data: { id, isForAll, known, groups } }: { data: Data }) {
  const refusal = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  const typed: Record<string, string | undefined> = refusal?.typed ?? known;
  return (
    <Form method="post" action={`/inductions/${id}/gaps`} noValidate className="card stack">
      <FormRefusal refusal={refusal} />
      {isForAll ? <p>These facts will be read at every site’s gate: write only what is true at each of your sites, and leave the rest empty.</p> : null}
      <p>Leave empty what you don’t know yet. It stays in [brackets], and you can come back to this page.</p>
      {groups.map((group) => (
        <fieldset key={group.title} className="ed-facts">
          <legend>
            <h2>{group.title}</h2>
          </legend>
          <div className="fields">
            {group.questions.map(({ id: gap, label, hint }) => (
              <TextField key={gap} name={gap} label={label} hint={hint || undefined} type={gap.endsWith("phone-number") ? "tel" : "text"} maxLength={200} optional="for-some" autoComplete="off" defaultValue={typed[gap] ?? ""} error={fields[gap]} />
            ))}
          </div>
        </fieldset>
      ))}
      <div className="row">
        <Button busy={isBusy} busyLabel="Putting them in…">
          Put these in
        </Button>
        <Link className="button button-quiet" to={`/inductions/${id}`}>
          I’ll fill this in later
        </Link>
      </div>
    </Form>
  );
}
