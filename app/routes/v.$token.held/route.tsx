import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ErrorSummary, LanguageLink, Notice, PublicFrame, useMessages } from "#app/ui/index.ts";
import { Record } from "./record.tsx";
import { AskForms, Requests } from "./requests.tsx";
import type { action, loader } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action, loader } from "./route.server.ts";

export const handle = { noClientJs: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? "InductLite" }];

/** What is held about whoever has the link of a visit, and what they ask about it. */
export default function HeldPage() {
  const data = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const { held: words, say } = useMessages();
  return (
    <PublicFrame siteName={data.siteName} companyName={data.companyName} head={<LanguageLink />} foot={<p>{data.siteAddress}</p>}>
      <h1>{data.title}</h1>
      {refusal ? <ErrorSummary errors={[{ fieldId: refusal.kind, message: say(refusal.error) }]} /> : <Became outcome={data.outcome} />}
      <State state={data.state} />
      {data.held ? <Record held={data.held} words={words} /> : null}
      <Requests requests={data.requests} />
      {data.held ? (
        <>
          <AskForms requestId={data.requestId} refusal={refusal} action={`${data.visitPath}/held`} without={data.without} />
          <section className="stack">
            <p>{words.holder(data.companyName)}</p>
            <p>{words.log}</p>
          </section>
        </>
      ) : null}
      <p>
        <a href={data.visitPath}>{words.back}</a>
      </p>
    </PublicFrame>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

function Became({ outcome }: Pick<Data, "outcome">) {
  const { held: words } = useMessages();
  if (!outcome) return null;
  const isAsked = outcome === "asked";
  return (
    <Notice tone={isAsked ? "good" : "info"} title={isAsked ? words.askedTitle : words.openTitle} live>
      <p>{isAsked ? words.askedNow : words.open}</p>
    </Notice>
  );
}

/** How much of it stands here, and why not all. */
function State({ state }: Pick<Data, "state">) {
  const { held: words } = useMessages();
  if (state === "own" || state === "all") return <p>{words[state]}</p>;
  const [title, text] = state === "old" ? [words.oldTitle, words.old] : state === "erased" ? [words.erasedTitle, words.erased] : [words.notInTitle, words.notIn];
  return (
    <Notice tone="info" title={title}>
      <p>{text}</p>
    </Notice>
  );
}
