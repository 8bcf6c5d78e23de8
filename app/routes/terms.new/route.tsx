import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { languageName, LANGUAGES } from "#app/routes/inductions.$id/kinds.ts";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Wordings } from "#app/routes/terms/wordings.tsx";
import { Button, ButtonLink, Notice, PageHeader, Select, TextArea } from "#app/ui/index.ts";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Write terms · InductLite" }];

/** The next wording of the terms: typed for each language, looked at, published. */
export default function WriteTermsPage() {
  const { termsId, texts: latest } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isBusy = useNavigation().formMethod === "POST";
  const { texts, isPreview } = answer?.typed ?? { texts: latest, isPreview: false };
  const errors: Record<string, string | undefined> = answer?.fields ?? {};
  const free = Object.entries(LANGUAGES).filter(([tag]) => !texts.some(({ language }) => language === tag));
  return (
    <>
      <PageHeader title="Write terms" lead="In force once they are published. What is published stands for ever as it was accepted: to change a word, publish the next version." />
      <FormRefusal refusal={answer?.code ? answer : undefined} />
      <OnlineForm method="post" action="/terms/new" noValidate className="card stack">
        <input type="hidden" name="termsId" value={termsId} />
        {texts.map(({ language, text }) => (
          <TextArea
            key={language}
            name={`text-${language}`}
            label={language === "en" ? "English" : `${languageName(language)}, where they read it`}
            hint={language === "en" ? "Up to 10,000 characters. # makes a heading, - a list, **bold** words" : "Left empty, English is shown in its place"}
            optional={language !== "en"}
            rows={12}
            lang={language}
            dir="auto"
            defaultValue={text}
            error={errors[`text-${language}`]}
          />
        ))}
        {free.length > 0 && texts.length < 20 ? (
          <div className="fields">
            <Select name="another" label="Another language" options={free.map(([value, label]) => ({ value, label }))} optional="for-some" />
            <div>
              <Button look="quiet" name="intent" value="add" busy={isBusy}>
                Add the language
              </Button>
            </div>
          </div>
        ) : null}
        <div className="row">
          <Button name="intent" value="publish" busy={isBusy} busyLabel="Working…">
            Publish
          </Button>
          <Button look="quiet" name="intent" value="preview" busy={isBusy}>
            Preview
          </Button>
          <ButtonLink look="quiet" to="/terms">
            Back to the terms
          </ButtonLink>
        </div>
      </OnlineForm>
      {isPreview ? (
        <>
          <Notice tone="info" title="This is how visitors read them. Nothing is published yet." live />
          <Wordings texts={texts.filter(({ text }) => text.trim() !== "")} />
        </>
      ) : null}
    </>
  );
}
