import { Form } from "@remix-run/react";
import { Button, TextArea, useMessages } from "#app/ui/index.ts";
import type { Refusal } from "./held.server.ts";
import { Details } from "./record.tsx";
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
  id: string;
  requestId: string;
  refusal: Refusal | undefined;
  /** Where the form is sent. */
  action: string;
  /** Kinds that are not offered. */
  without: string[];
}

/** What can be asked: one form, so that a change of language takes along all that was typed. Sent twice it asks once. */
export function AskForm({ id, requestId, refusal, action, without }: AskProps) {
  const { held: words, say } = useMessages();
  const of = (kind: "correction" | "erasure") => ({ name: kind, defaultValue: refusal?.typed[kind], error: refusal?.fault?.kind === kind ? say(refusal.fault.error) : undefined });
  return (
    <Form method="post" action={action} id={id} reloadDocument noValidate className="stack">
      <input type="hidden" name="requestId" value={requestId} />
      {without.includes("access") ? null : (
        <section className="card stack" aria-labelledby="all">
          <h2 id="all">{words.allTitle}</h2>
          <p>{words.allHint}</p>
          <Ask intent="access">{words.askAll}</Ask>
        </section>
      )}
      {without.includes("correction") ? null : (
        <section className="card stack" aria-labelledby="correct">
          <h2 id="correct">{words.correctTitle}</h2>
          <TextArea label={words.correctLabel} {...of("correction")} />
          <Ask intent="correction">{words.askCorrect}</Ask>
        </section>
      )}
      {without.includes("erasure") ? null : (
        <section className="card stack" aria-labelledby="erase">
          <h2 id="erase">{words.eraseTitle}</h2>
          <p>{words.eraseStays}</p>
          <TextArea label={words.eraseLabel} optional {...of("erasure")} />
          <Ask intent="erasure">{words.askErase}</Ask>
        </section>
      )}
    </Form>
  );
}

function Ask({ intent, children }: { intent: string; children: string }) {
  return (
    <div>
      <Button look="quiet" name="intent" value={intent}>
        {children}
      </Button>
    </div>
  );
}
