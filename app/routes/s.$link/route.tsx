import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button, CallSomebody, ErrorSummary, LanguageLink, Notice, PublicFrame, RadioGroup, TextField, useMessages, Verdict } from "#app/ui/index.ts";
import { Board } from "./board.tsx";
import { Closed } from "./closed.tsx";
import { PrivacyNotice } from "./privacy-notice.tsx";
import { Terms } from "./terms.tsx";
import type { action, loader, Refusal } from "./route.server.ts";
import { WhyAgain } from "./why-again.tsx";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action, loader } from "./route.server.ts";

/** No script on this page: it must work on any phone, in any reception. */
export const handle = { noClientJs: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.site.title ?? "InductLite" }];

/** The page behind the QR at the gate. */
export default function SignInPage() {
  const { site, greeting, unfinished, waiting, isOver, isUnread } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const words = useMessages().gate;
  const isForm = refusal ? refusal.notice !== "already_here" : !greeting;
  return (
    <PublicFrame siteName={site.siteName} companyName={site.companyName} head={<LanguageLink form={isForm ? "sign-in" : undefined} />} foot={<p>{site.siteAddress}</p>}>
      {isOver && !refusal ? (
        <Notice tone="caution" title={words.overTitle} live>
          <p>{words.over}</p>
        </Notice>
      ) : null}
      {site.closed && !greeting?.here ? <Closed closed={site.closed} /> : null}
      {waiting && !refusal ? <Pending to={waiting} /> : null}
      {unfinished && !refusal ? <Unfinished to={unfinished} /> : null}
      <Screen greeting={greeting} refusal={refusal} site={site} isUnread={isUnread} />
    </PublicFrame>
  );
}

/** This phone has begun the induction here: the way back stands before the form, which is there for somebody else. */
function Unfinished({ to }: { to: string }) {
  const words = useMessages().gate;
  return (
    <div className="notice notice-info">
      <p className="notice-title">{words.unfinishedTitle}</p>
      <p>{words.unfinished}</p>
      <a className="button button-primary button-large" href={to}>
        {words.goOn}
      </a>
    </div>
  );
}

/** This phone's owner was not let in at once, and may have been by now. */
function Pending({ to }: { to: string }) {
  const words = useMessages().entry;
  return (
    <div className="notice notice-info">
      <p className="notice-title">{words.pendingTitle}</p>
      <p>{words.pending}</p>
      <a className="button button-primary button-large" href={to}>
        {words.pendingLink}
      </a>
    </div>
  );
}

function Screen({ greeting, refusal, site, isUnread }: Pick<Data, "greeting" | "site" | "isUnread"> & { refusal: Refusal | undefined }) {
  if (refusal?.notice === "already_here") return <AlreadyHere name={refusal.typed.name} contact={site.contact} />;
  if (greeting && !refusal) return <Greeting greeting={greeting} site={site} isUnread={isUnread} />;
  return <SignInForm formKey={site.formKey} refusal={refusal} />;
}

/** Somebody of this name and phone is here, signed in from another phone: said, without handing out their way out. */
function AlreadyHere({ name, contact }: { name: string; contact: Data["site"]["contact"] }) {
  const words = useMessages().gate;
  return (
    <>
      <Verdict kind="in" title={words.alreadyTitle}>
        <p>{words.already(name)}</p>
      </Verdict>
      <p>{words.alreadyOut}</p>
      {contact ? <CallSomebody contact={contact} /> : null}
      <p>
        <a href="?new">{words.somebodyElse}</a>
      </p>
    </>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** A returning phone: one tap in, or one tap to the visit that is still open. */
function Greeting({ greeting, site, isUnread }: { greeting: NonNullable<Data["greeting"]>; site: Data["site"]; isUnread: boolean }) {
  const { here, elsewhere } = greeting;
  const { gate: words, types, say } = useMessages();
  return (
    <>
      {here ? null : <h1>{words.greeting(greeting.name)}</h1>}
      {here ? (
        <>
          <Verdict kind="in" title={words.hereTitle}>
            <p>{words.hereSince(greeting.name, here.since)}</p>
          </Verdict>
          <a className="button button-primary button-large" href={here.visitPath}>
            {words.toSignOut}
          </a>
        </>
      ) : (
        <Form method="post" action="?" reloadDocument noValidate className="stack">
          {elsewhere ? (
            <Notice tone="caution" title={words.elsewhereTitle(elsewhere.siteName)}>
              <p>{words.elsewhere(elsewhere.since)}</p>
            </Notice>
          ) : null}
          <p className="lead">{[types[greeting.visitorType].label, greeting.employer].filter(Boolean).join(", ")}</p>
          <input type="hidden" name="formKey" value={site.formKey} />
          <input type="hidden" name="again" value="1" />
          <Board board={site.board} error={isUnread ? say("Read what stands on the board, then tick the box") : undefined} />
          <PrivacyNotice companyName={site.companyName} short />
          <Terms companyName={site.companyName} terms={site.terms} />
          <Button large>{elsewhere ? words.moveHere : words.signIn}</Button>
        </Form>
      )}
      <p>
        <a href="?new">{words.otherDetails}</a>
      </p>
    </>
  );
}

const VISITOR_TYPES = ["contractor", "visitor", "employee", "delivery"] as const;
const FIELDS = ["name", "phone", "visitorType", "employer", "notices"];

function SignInForm({ formKey, refusal }: { formKey: string; refusal: Refusal | undefined }) {
  const { site } = useLoaderData<typeof loader>();
  const { gate: words, types, say } = useMessages();
  const fields = Object.fromEntries(Object.entries(refusal?.fields ?? {}).map(([field, message]) => [field, say(message)]));
  const typed = refusal?.typed;
  const errors = FIELDS.flatMap((field) => (fields[field] ? [{ fieldId: field, message: fields[field] }] : []));
  return (
    <>
      <h1>{words.signIn}</h1>
      {errors.length > 0 ? <ErrorSummary errors={errors} /> : null}
      {refusal ? <WhyAgain refusal={refusal} /> : null}
      <Form method="post" action="?new" id="sign-in" reloadDocument noValidate className="stack">
        <input type="hidden" name="formKey" value={formKey} />
        <TextField name="name" label={words.name} autoComplete="name" autoCapitalize="words" defaultValue={typed?.name} error={fields.name} />
        <TextField name="phone" label={words.phone} hint={words.phoneHint} type="tel" inputMode="tel" autoComplete="tel" defaultValue={typed?.phone} error={fields.phone} />
        <RadioGroup
          name="visitorType"
          label={words.type}
          options={VISITOR_TYPES.map((value) => ({ value, ...types[value] }))}
          defaultValue={typed?.visitorType}
          error={fields.visitorType}
        />
        <TextField
          name="employer"
          label={words.employer}
          hint={words.employerHint}
          optional="for-some"
          autoComplete="organization"
          defaultValue={typed?.employer}
          error={fields.employer}
        />
        <Board board={site.board} error={fields.notices} isRead={typed?.isRead && !fields.notices} />
        <PrivacyNotice companyName={site.companyName} />
        <Terms companyName={site.companyName} terms={site.terms} />
        <Button large>{words.signIn}</Button>
      </Form>
    </>
  );
}
