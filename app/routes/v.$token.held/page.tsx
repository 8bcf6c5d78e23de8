import type { useLoaderData } from "@remix-run/react";
import { ErrorSummary, LanguageLink, Notice, PublicFrame, useMessages } from "#app/ui/index.ts";
import type { Refusal, showRecord } from "./held.server.ts";
import { Record } from "./record.tsx";
import { AskForm, Requests } from "./requests.tsx";

type Data = ReturnType<typeof useLoaderData<typeof showRecord>>;

const ASK = "ask";

/** What is held about whoever has the link, and what they ask about it. */
export function HeldPage({ data, refusal }: { data: Data; refusal: Refusal | undefined }) {
  const { held: words, say } = useMessages();
  const fault = refusal?.fault;
  const mayType = data.held !== null && !(data.without.includes("correction") && data.without.includes("erasure"));
  return (
    <PublicFrame siteName={data.siteName} companyName={data.companyName} head={<LanguageLink form={mayType ? ASK : undefined} />} foot={<p>{data.siteAddress}</p>}>
      <h1>{data.title}</h1>
      {fault ? <ErrorSummary errors={[{ fieldId: fault.kind, message: say(fault.error) }]} /> : null}
      {refusal ? null : <Became outcome={data.outcome} />}
      <State state={data.state} />
      {data.held ? <Record held={data.held} words={words} /> : null}
      <Requests requests={data.requests} />
      {data.held ? (
        <>
          <AskForm id={ASK} requestId={data.requestId} refusal={refusal} action={`${data.backPath}/held`} without={data.without} />
          <section className="stack">
            <p>{words.holder(data.companyName)}</p>
            <p>{words.log}</p>
          </section>
        </>
      ) : null}
      <p>
        <a href={data.backPath}>{data.backPath.startsWith("/b/") ? words.backToInvitation : words.back}</a>
      </p>
    </PublicFrame>
  );
}

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
  if (state === "own" || state === "invited" || state === "all") return <p>{words[state]}</p>;
  const [title, text] = state === "old" ? [words.oldTitle, words.old] : state === "erased" ? [words.erasedTitle, words.erased] : [words.notInTitle, words.notIn];
  return (
    <Notice tone="info" title={title}>
      <p>{text}</p>
    </Notice>
  );
}
