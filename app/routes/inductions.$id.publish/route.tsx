import type { MetaFunction } from "@remix-run/cloudflare";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { forWhom } from "#app/routes/inductions/words.ts";
import { countOf, VISITOR_TYPE_LABELS } from "#app/routes/office/words.ts";
import { FormRefusal, type ShownRefusal } from "#app/routes/office/form-refusal.tsx";
import { nameOf } from "#app/routes/inductions.$id/kinds.ts";
import { Button, ButtonLink, Checkbox, ConfirmForm, Notice, PageHeader, RadioGroup } from "#app/ui/index.ts";
import { Gaps } from "./gaps.tsx";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.isWithdrawing ? "Withdraw an induction · InductLite" : "Publish an induction · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

/** What publishing, or withdrawing, an induction does, and the button that does it. */
export default function PublishPage() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = answer && "typed" in answer ? answer : undefined;
  if (data.isWithdrawing) return <Withdraw data={data} />;
  const isHindered = data.obstacles.length > 0 || data.rivals.length > 0;
  return (
    <>
      <PageHeader title={`Publish “${data.name}”`} lead={`It becomes version ${data.publishedNumber + 1}. A version is never changed: what people passed can always be shown.`} />
      {answer && "isStale" in answer && answer.isStale ? (
        <Notice tone="caution" title="The draft was changed since you opened this page" live>
          <p>Nothing was published. Look at it again, then publish.</p>
        </Notice>
      ) : null}
      <Hindrances data={data} />
      {isHindered ? <Back data={data} /> : <PublishForm data={data} refusal={refusal} />}
    </>
  );
}

function Back({ data: { id } }: { data: Data }) {
  return (
    <div className="row">
      <ButtonLink look="quiet" to={`/inductions/${id}`}>
        Back to the draft
      </ButtonLink>
    </div>
  );
}

function Hindrances({ data: { id, obstacles, rivals, blocks, gaps, gapCount } }: { data: Data }) {
  return (
    <>
      {obstacles.length > 0 ? (
        <Notice tone="danger" title={`${countOf(obstacles.length, "thing", "things")} to fix first`} live>
          <ul>
            {obstacles.map(({ blockId, message }, index) => (
              <li key={index}>{blockId ? <Link to={`/inductions/${id}#block-${blockId}`}>{`${nameOf(blocks, blockId)}: ${message}`}</Link> : message}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {rivals.map((rival) => (
        <Notice key={`${rival.id} ${rival.visitorType}`} tone="danger" title={`${VISITOR_TYPE_LABELS[rival.visitorType] ?? ""}: the gate asks for another one`} live>
          <p>
            <Link to={`/inductions/${rival.id}`}>{rival.name}</Link> is live for them. Withdraw it, or take them off one of the two.
          </p>
        </Notice>
      ))}
      {gapCount > 0 ? <Gaps id={id} blocks={blocks} count={gapCount} gaps={gaps} /> : null}
    </>
  );
}

function PublishForm({ data, refusal }: { data: Data; refusal: (ShownRefusal & { typed: { redo: boolean } }) | undefined }) {
  const { id, siteName, visitorTypes, draftNumber, versionId, publishedNumber, completions, hasUnpublished, liveNumber, gapCount } = data;
  const isBusy = useNavigation().formMethod === "POST";
  return (
    <Form method="post" action={`/inductions/${id}/publish`} className="card stack narrow" noValidate>
      <FormRefusal refusal={refusal} />
      <input type="hidden" name="intent" value="publish" />
      <input type="hidden" name="draftNumber" value={draftNumber} />
      <input type="hidden" name="versionId" value={versionId} />
      <p>
        <b>{forWhom(visitorTypes)}</b> at <b>{siteName ?? "all sites"}</b> do it before they sign in, from now on.
      </p>
      {!hasUnpublished && liveNumber !== null ? <p className="soft">Nothing was changed since version {publishedNumber}.</p> : null}
      {publishedNumber > 0 ? (
        <RadioGroup
          name="redo"
          label="Who passed an earlier version"
          hint={`It was passed ${countOf(completions, "time", "times")} so far.`}
          defaultValue={refusal?.typed.redo ? "yes" : "no"}
          options={[
            { value: "no", label: "Need not do it again", hint: "What they passed stays valid until it expires. Right for corrected words." },
            { value: "yes", label: "Do it again at their next visit", hint: "Right for new hazards or rules." },
          ]}
        />
      ) : (
        <input type="hidden" name="redo" value="no" />
      )}
      {gapCount > 0 ? <Checkbox name="withGaps" label="Publish with these gaps" hint="People at the gate read the brackets" error={refusal?.fields["withGaps"]} /> : null}
      <div className="row">
        <Button busy={isBusy} busyLabel="Publishing…">
          Publish version {publishedNumber + 1}
        </Button>
        <Link className="button button-quiet" to={`/inductions/${id}`}>
          Back to the draft
        </Link>
      </div>
    </Form>
  );
}

function Withdraw({ data }: { data: Data }) {
  const { id, name, liveNumber, liveFor, siteName } = data;
  return (
    <>
      <PageHeader title={`Withdraw “${name}”?`} />
      {liveNumber === null ? (
        <>
          <Notice title="No gate asks for it now" />
          <Back data={data} />
        </>
      ) : (
        <section className="card stack narrow" aria-label="The question">
          <p>
            {forWhom(liveFor)} at {siteName ?? "all sites"} sign in without it from now on. Who passed it stays on record, and you can publish it again.
          </p>
          <ConfirmForm
            action={`/inductions/${id}/publish`}
            fields={{ intent: "withdraw" }}
            confirmLabel="Withdraw it"
            look="danger"
            cancel={
              <Link className="button button-quiet" to={`/inductions/${id}`}>
                Leave it as it is
              </Link>
            }
          />
        </section>
      )}
    </>
  );
}
