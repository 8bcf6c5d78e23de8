import { Form } from "@remix-run/react";
import { Button, TextArea, useMessages } from "#app/ui/index.ts";
import { Details } from "./record.tsx";
import type { Refusal } from "./route.server.ts";
import type { ShownRequest } from "./shown.server.ts";

/** What they asked, how it stands, and the answer. */
export function Requests({ requests }: { requests: ShownRequest[] }) {
  const { held: words } = useMessages();
  if (requests.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="requests">
      <h2 id="requests">{words.requests}</h2>
      {requests.map(({ id, title, details, text, answer }) => (
        <article className="card stack" key={id}>
          <h3>{title}</h3>
          <p>
            <Details details={details} />
          </p>
          {text ? <Quoted by={words.saidYou} text={text} /> : null}
          {answer ? <Quoted by={words.answer} text={answer} /> : null}
        </article>
      ))}
      <p>{words.complain}</p>
    </section>
  );
}

function Quoted({ by, text }: { by: string; text: string }) {
  return (
    <div>
      <p className="soft">{by}</p>
      <p className="lines">{text}</p>
    </div>
  );
}

interface AskProps {
  requestId: string;
  refusal: Refusal | undefined;
  /** Where the form is sent. */
  action: string;
  /** Kinds that are not offered. */
  without: string[];
}

/** What can be asked. A form sent twice asks once: `requestId` is in all of them, and one of them is sent. */
export function AskForms({ requestId, refusal, action, without }: AskProps) {
  const { held: words, say } = useMessages();
  const of = (kind: Refusal["kind"]) => (refusal?.kind === kind ? { error: say(refusal.error), defaultValue: refusal.text } : {});
  const form = (intent: Refusal["kind"]) => (
    <>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="requestId" value={requestId} />
    </>
  );
  return (
    <>
      {without.includes("access") ? null : (
        <section className="card stack" aria-labelledby="all">
          <h2 id="all">{words.allTitle}</h2>
          <p>{words.allHint}</p>
          <Form method="post" action={action} reloadDocument>
            {form("access")}
            <Button look="quiet">{words.askAll}</Button>
          </Form>
        </section>
      )}
      {without.includes("correction") ? null : (
        <section className="card stack" aria-labelledby="correct">
          <h2 id="correct">{words.correctTitle}</h2>
          <Form method="post" action={action} reloadDocument noValidate className="stack">
            {form("correction")}
            <TextArea id="correction" name="text" label={words.correctLabel} {...of("correction")} />
            <Button look="quiet">{words.askCorrect}</Button>
          </Form>
        </section>
      )}
      {without.includes("erasure") ? null : (
        <section className="card stack" aria-labelledby="erase">
          <h2 id="erase">{words.eraseTitle}</h2>
          <p>{words.eraseStays}</p>
          <Form method="post" action={action} reloadDocument noValidate className="stack">
            {form("erasure")}
            <TextArea id="erasure" name="text" label={words.eraseLabel} optional {...of("erasure")} />
            <Button look="quiet">{words.askErase}</Button>
          </Form>
        </section>
      )}
    </>
  );
}
