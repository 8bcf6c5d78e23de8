import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import photoFit from "#app/ui/induction/photo-fit.js?url";
import signaturePad from "#app/ui/induction/signature-pad.js?url";
import { Blocks, Button, DefaultButton, ErrorSummary, isShownQuestion, LanguageLink, Notice, PublicFrame, SaidWords, useMessages } from "#app/ui/index.ts";
import { isLanguage } from "#app/messages/index.ts";
import { isFinal, RefusalNotice, RefusalScreen } from "./refusals.tsx";
import type { action, loader, StepRefusal } from "./route.server.ts";
import type { StepPage } from "./step-page.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action, loader } from "./route.server.ts";

/** Without the client's script. A step with a signature has one small module of its own, and works without it. */
export const handle = { noClientJs: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? "InductLite" }];

/** One step of an induction at the gate. */
export default function InductionPage() {
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  // Where the induction itself is in our other language, its own chooser turns both.
  const isInBoth = ["en", "mi"].every((tag) => page.languages.some((language) => language.tag === tag));
  const isStep = !(refusal && isFinal(refusal));
  return (
    <PublicFrame siteName={page.siteName} companyName={page.companyName} head={isInBoth ? undefined : <LanguageLink form={isStep ? "answers" : undefined} />} foot={<p>{page.siteAddress}</p>}>
      {refusal && isFinal(refusal) ? <RefusalScreen refusal={refusal} gatePath={page.gatePath} /> : <Step page={page} refusal={refusal} />}
    </PublicFrame>
  );
}

function Step({ page, refusal }: { page: StepPage; refusal: StepRefusal | undefined }) {
  const { say } = useMessages();
  const again = refusal?.kind === "again" ? refusal : null;
  const errors = Object.fromEntries(Object.entries(again?.fields ?? {}).map(([id, sentence]) => [id, say(sentence)]));
  return (
    <>
      <DefaultButton form="answers" />
      <Place page={page} />
      <Languages page={page} />
      {refusal ? <RefusalNotice refusal={refusal} /> : <Why why={page.why} />}
      <h1>
        <SaidWords said={page.heading} />
      </h1>
      <ErrorSummary errors={Object.entries(errors).map(([id, message]) => ({ fieldId: id === "form" ? "answers" : id, message: withQuestion(page, id, message) }))} />
      <Answers page={page} typed={again?.typed} errors={errors} />
      {page.isSigned ? <script type="module" src={signaturePad} /> : null}
      {page.hasPhoto ? <script type="module" src={photoFit} /> : null}
    </>
  );
}

/** On a step with six questions "Enter an answer" alone says too little. */
function withQuestion({ blocks }: StepPage, id: string, message: string): string {
  const asked = blocks.filter(isShownQuestion).find((question) => question.id === id)?.text.text;
  return asked ? `${message}: ${asked}` : message;
}

function Answers({ page, typed, errors }: { page: StepPage; typed: Record<string, string[]> | undefined; errors: Record<string, string> }) {
  const { step: words, booking } = useMessages();
  const { step, steps, blocks, isAtHome } = page;
  // Urlencoded, long answers in another script would be three times as long as the door takes, and a photo would be its name.
  const isInParts = blocks.some(({ kind }) => kind === "long_text" || kind === "photo");
  return (
    <Form method="post" action={`?step=${step}`} id="answers" className="stack" encType={isInParts ? "multipart/form-data" : undefined} reloadDocument noValidate>
      <input type="hidden" name="step" value={step} />
      {blocks.length > 0 ? <Blocks blocks={blocks} values={typed ?? page.values} errors={errors} /> : <p>{words.nothing}</p>}
      <div className="step-ways">
        <Button large>{step === steps ? (isAtHome ? booking.finish : words.finish) : words.next}</Button>
        {step > 1 ? (
          <Button look="quiet" name="intent" value="back" formNoValidate>
            {words.back}
          </Button>
        ) : null}
      </div>
    </Form>
  );
}

function Place({ page: { step, steps } }: { page: StepPage }) {
  const words = useMessages().step;
  return (
    <div className="step-place">
      <label htmlFor="place">{words.place(step, steps)}</label>
      <progress id="place" value={step} max={steps} />
    </div>
  );
}

/** What the induction is written in, each in its own name; further on it is folded away. What was typed goes along. Our own words follow where we have them. */
function Languages({ page: { languages, step } }: { page: StepPage }) {
  const words = useMessages().step;
  if (languages.length === 0) return null;
  const choices = (
    <div className="languages">
      {languages.map(({ tag, name, isChosen }) => (
        <button
          key={tag}
          form="answers"
          formAction={isLanguage(tag) ? `?step=${step}&lang=${tag}` : undefined}
          className="button button-quiet"
          name="language"
          value={tag}
          lang={tag}
          aria-current={isChosen ? "true" : undefined}
        >
          {name}
        </button>
      ))}
    </div>
  );
  if (step === 1) return choices;
  return (
    <details>
      <summary>{words.change}</summary>
      {choices}
    </details>
  );
}

function Why({ why }: Pick<StepPage, "why">) {
  const words = useMessages().step;
  if (!why) return null;
  return (
    <Notice title={why === "expired" ? words.expiredTitle : words.newVersionTitle}>
      <p>{why === "expired" ? words.expired : words.newVersion}</p>
    </Notice>
  );
}
