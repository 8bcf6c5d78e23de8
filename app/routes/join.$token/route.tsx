import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { EntranceFrame } from "#app/routes/entrance/frame.tsx";
import { LogInAsOther, LogInFirst } from "#app/routes/entrance/other-account.tsx";
import { NewPasswordField } from "#app/routes/entrance/password-field.tsx";
import { SendButton } from "#app/routes/entrance/send-button.tsx";
import { WhyAgain } from "#app/routes/entrance/why-again.tsx";
import { ROLE_MEANINGS } from "#app/routes/office/role-words.ts";
import { ROLE_LABELS } from "#app/routes/office/words.ts";
import { entranceStyles, Facts, TextField } from "#app/ui/index.ts";
import { ClosedInvite } from "./closed-invite.tsx";
import type { action, loader } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const links: LinksFunction = () => [entranceStyles];

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.invite ? `Join ${data.invite.companyName} · InductLite` : "Invitation · InductLite" }];

export type Invite = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["invite"]>;

/** Behind the link of an invitation. Opening it does nothing yet: mail programs open links too. */
export default function JoinPage() {
  const { invite } = useLoaderData<typeof loader>();
  if (invite?.state !== "open") return <ClosedInvite invite={invite} />;
  const { companyName, invitedByName, role, siteNames, email, expiresAt } = invite;
  return (
    <EntranceFrame companyName={companyName} foot={<p>This invitation works until {expiresAt} New Zealand time. You don't know who sent it? Then close this page: nothing happens without the button.</p>}>
      <h1>Join {companyName}</h1>
      <p>{invitedByName ? `${invitedByName} invites you.` : "You are invited."} This is what you would be there:</p>
      <Facts
        items={[
          {
            term: "Your role",
            detail: (
              <>
                {ROLE_LABELS[role]}
                <span className="fact-more">{ROLE_MEANINGS[role]}</span>
              </>
            ),
          },
          { term: siteNames.length === 1 ? "Your site" : "Your sites", detail: siteNames.length > 0 ? siteNames.join(", ") : "All sites" },
          { term: "E-mail", detail: email },
        ]}
      />
      <Accept invite={invite} />
    </EntranceFrame>
  );
}

function Accept({ invite: { companyName, email, name, hasAccount } }: { invite: Invite }) {
  const { path, isLoggedIn } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  if (hasAccount && refusal?.code === "OTHER_ACCOUNT") return <LogInAsOther email={email} />;
  if (hasAccount && !isLoggedIn) return <LogInFirst email={email} path={path} what="to join" />;
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  return (
    <>
      <WhyAgain refusal={refusal} names={["name", "newPassword"]} />
      <Form method="post" reloadDocument noValidate className="stack">
        <input type="hidden" name="intent" value={hasAccount ? "own" : "new"} />
        <TextField name="name" label="Your name" hint="As the others there see it" autoComplete="name" autoCapitalize="words" maxLength={100} defaultValue={refusal?.typed.name ?? name} error={fields.name} />
        {hasAccount ? null : <NewPasswordField email={email} error={fields.newPassword} />}
        <SendButton>Join {companyName}</SendButton>
      </Form>
    </>
  );
}
