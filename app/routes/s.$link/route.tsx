import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button, ErrorSummary, Notice, PublicFrame, RadioGroup, TextField, Verdict } from "#app/ui/index.ts";
import { PrivacyNotice } from "./privacy-notice.tsx";
import type { action, loader, Refusal } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action, loader } from "./route.server.ts";

/** No script on this page: it must work on any phone, in any reception. */
export const handle = { noClientJs: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Sign in at ${data.site.siteName}` : "Sign in" }];

const VISITOR_TYPES = [
  { value: "contractor", label: "Contractor", hint: "Here to work" },
  { value: "visitor", label: "Visitor", hint: "Here to meet or look" },
  { value: "employee", label: "Employee", hint: "You work for this company" },
  { value: "delivery", label: "Delivery", hint: "Dropping off or picking up" },
];

/** The page behind the QR at the gate. */
export default function SignInPage() {
  const { site, greeting, unfinished } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <PublicFrame siteName={site.siteName} companyName={site.companyName} foot={<p>{site.siteAddress}</p>}>
      {unfinished && !refusal ? (
        <Notice title="You have begun the induction here">
          <p>
            <a href={unfinished}>Go on where you were</a>
          </p>
        </Notice>
      ) : null}
      <Screen greeting={greeting} refusal={refusal} site={site} />
    </PublicFrame>
  );
}

function Screen({ greeting, refusal, site }: Pick<Data, "greeting" | "site"> & { refusal: Refusal | undefined }) {
  if (refusal?.notice === "already_here") return <AlreadyHere name={refusal.typed.name} />;
  if (greeting && !refusal) return <Greeting greeting={greeting} site={site} />;
  return <SignInForm formKey={site.formKey} refusal={refusal} />;
}

/** Somebody of this name and phone is here, signed in from another phone: said, without handing out their way out. */
function AlreadyHere({ name }: { name: string }) {
  return (
    <>
      <Verdict kind="in" title="You are already signed in here">
        <p>{name}, there is nothing more to do.</p>
      </Verdict>
      <p>To sign out, open the sign-out page on the phone you signed in with, or ask the site office.</p>
      <p>
        <a href="?new">Sign in somebody else</a>
      </p>
    </>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** A returning phone: one tap in, or one tap to the visit that is still open. */
function Greeting({ greeting, site }: { greeting: NonNullable<Data["greeting"]>; site: Data["site"] }) {
  const { here, elsewhere } = greeting;
  return (
    <>
      {here ? null : <h1>Kia ora, {greeting.name}</h1>}
      {here ? (
        <>
          <Verdict kind="in" title="You are signed in here">
            <p>
              {greeting.name}, since {here.since}.
            </p>
          </Verdict>
          <a className="button button-primary button-large" href={here.visitPath}>
            Go to sign-out
          </a>
        </>
      ) : (
        <Form method="post" reloadDocument className="stack">
          {elsewhere ? (
            <Notice tone="caution" title={`You are still signed in at ${elsewhere.siteName}`}>
              <p>Since {elsewhere.since}. Signing in here records that you have left there.</p>
            </Notice>
          ) : null}
          <p className="lead">{[label(greeting.visitorType), greeting.employer].filter(Boolean).join(", ")}</p>
          <input type="hidden" name="formKey" value={site.formKey} />
          <input type="hidden" name="again" value="1" />
          <PrivacyNotice companyName={site.companyName} short />
          <Button large>{elsewhere ? "Move here and sign in" : "Sign in"}</Button>
        </Form>
      )}
      <p>
        <a href="?new">Not you, or something changed? Sign in with other details</a>
      </p>
    </>
  );
}

const label = (visitorType: string) => VISITOR_TYPES.find(({ value }) => value === visitorType)?.label ?? "";

const FIELDS = ["name", "phone", "visitorType", "employer"];

function SignInForm({ formKey, refusal }: { formKey: string; refusal: Refusal | undefined }) {
  const { site } = useLoaderData<typeof loader>();
  const fields: Record<string, string | undefined> = refusal?.fields ?? {};
  const typed = refusal?.typed;
  const errors = FIELDS.flatMap((field) => (fields[field] ? [{ fieldId: field, message: fields[field] }] : []));
  return (
    <>
      <h1>Sign in</h1>
      {errors.length > 0 ? <ErrorSummary errors={errors} /> : null}
      {refusal ? <WhyAgain refusal={refusal} /> : null}
      <Form method="post" action="?new" reloadDocument noValidate className="stack">
        <input type="hidden" name="formKey" value={formKey} />
        <TextField name="name" label="Your name" autoComplete="name" autoCapitalize="words" maxLength={100} defaultValue={typed?.name} error={fields.name} />
        <TextField
          name="phone"
          label="Phone"
          hint="Like 021 123 4567. Start with + if it is from another country."
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={40}
          defaultValue={typed?.phone}
          error={fields.phone}
        />
        <RadioGroup name="visitorType" label="What brings you here" options={VISITOR_TYPES} defaultValue={typed?.visitorType} error={fields.visitorType} />
        <TextField
          name="employer"
          label="Company you work for"
          hint="Contractors must fill this in. Anybody else may leave it empty."
          optional="for-some"
          autoComplete="organization"
          maxLength={100}
          defaultValue={typed?.employer}
          error={fields.employer}
        />
        <PrivacyNotice companyName={site.companyName} />
        <Button large>Sign in</Button>
      </Form>
    </>
  );
}

/** Says why the form is here again; what was typed stands in it still. */
function WhyAgain({ refusal }: { refusal: Refusal }) {
  const wait = refusal.retryAfterSeconds ?? 60;
  switch (refusal.notice) {
    case "check":
    case "already_here":
      return null;
    case "stale_form":
      return (
        <Notice tone="caution" title="Please press the button once more" live>
          <p>This page was open for long, or was used before. Check that what stands below is right, then press Sign in.</p>
        </Notice>
      );
    case "forgotten":
      return (
        <Notice tone="caution" title="This phone is not remembered any more" live>
          <p>Fill in the form once and you are in.</p>
        </Notice>
      );
    case "too_many":
      return (
        <Notice tone="caution" title={`Many people are signing in. Wait ${wait} ${wait === 1 ? "second" : "seconds"}`} live>
          <p>What you typed is kept. Then press Sign in again.</p>
        </Notice>
      );
    case "quiz_pause":
      return (
        <Notice tone="caution" title={`The questions can be answered again in ${Math.ceil(wait / 60)} ${wait <= 60 ? "minute" : "minutes"}`} live>
          <p>They were answered wrongly too often. Read what the site asks for in the meantime, or talk to the site office.</p>
        </Notice>
      );
    case "unavailable":
      return (
        <Notice tone="danger" title="You are not signed in yet" live>
          <p>The record can't be reached just now. What you typed is kept: press Sign in again in half a minute, or tell the site office.</p>
        </Notice>
      );
  }
}
