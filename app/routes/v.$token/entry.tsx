import { CallSomebody, Facts, QrCode, SaidWords, useMessages, Verdict } from "#app/ui/index.ts";
import type { EntryPage } from "./entry.server.ts";

/** Somebody who was not let in at once: why, what becomes of it, and whom to call. It looks again by itself; a link does it at once. */
export function Entry({ entry }: { entry: EntryPage }) {
  const words = useMessages();
  return (
    <>
      <State entry={entry} />
      <Why entry={entry} />
      {entry.note ? (
        <blockquote className="says">
          <p className="soft">{entry.byName ? words.entry.says(entry.byName) : words.entry.saysOffice}</p>
          <p className="lead">{entry.note}</p>
        </blockquote>
      ) : null}
      {entry.screen === "waiting" ? (
        <a className="button button-primary button-large" href="?">
          {words.entry.look}
        </a>
      ) : null}
      {entry.screen === "withdrawn" ? null : <CallSomebody contact={entry.contact} />}
      {entry.qr ? (
        <div className="scan-to-decide">
          <p>{words.entry.scan}</p>
          <QrCode qr={entry.qr} label={words.entry.scanLabel} />
        </div>
      ) : null}
      <Facts
        items={[
          { term: words.visit.name, detail: entry.name },
          { term: words.entry.asked, detail: entry.asked },
        ]}
      />
    </>
  );
}

function State({ entry: { screen } }: { entry: EntryPage }) {
  const words = useMessages().entry;
  switch (screen) {
    case "waiting":
      return (
        <Verdict kind="wait" title={words.waitingTitle}>
          <p>{words.waiting}</p>
        </Verdict>
      );
    case "lapsed":
      return (
        <Verdict kind="stop" title={words.lapsedTitle}>
          <p>{words.lapsed}</p>
        </Verdict>
      );
    case "stopped":
      return <Verdict kind="stop" title={words.stoppedTitle} />;
    case "denied":
      return (
        <Verdict kind="stop" title={words.deniedTitle}>
          <p>{words.denied}</p>
        </Verdict>
      );
    case "withdrawn":
      return (
        <Verdict kind="out" title={words.withdrawnTitle}>
          <p>{words.withdrawn}</p>
        </Verdict>
      );
  }
}

function Why({ entry: { why, questions, screen } }: { entry: EntryPage }) {
  const words = useMessages().entry;
  if (screen === "withdrawn" || screen === "lapsed") return null;
  return (
    <>
      {why.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {questions.length > 0 ? (
        <>
          <p>{words.answers}</p>
          <ul className="stopped-by">
            {questions.map(({ text, answer }, index) => (
              <li key={index}>
                <strong>
                  <SaidWords said={text} />
                </strong>
                {answer ? <span>{words.answered(answer)}</span> : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
