import { CallSomebody, Notice, useMessages } from "#app/ui/index.ts";
import type { Here } from "./route.server.ts";

/** Where somebody is: what to do in an emergency and whom to call. It stands above the way out, which is looked for hours later. */
export function Emergency({ here: { emergency, contact } }: { here: Here }) {
  const words = useMessages().visit;
  return (
    <>
      {emergency ? (
        <Notice tone="info" title={words.gatherTitle}>
          <p className="lead">{emergency}</p>
        </Notice>
      ) : null}
      {contact ? <CallSomebody contact={contact} /> : null}
    </>
  );
}

/** What stands on the board now, in one line each: it was read before they came in. */
export function OnTheBoard({ here: { board } }: { here: Here }) {
  const { visit, board: words } = useMessages();
  if (board.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="on-the-board">
      <h2 id="on-the-board">{visit.boardTitle}</h2>
      <ul className="on-the-board">
        {board.map(({ id, kind, severity, title }) => (
          <li key={id}>
            <strong>{kind === "notice" ? words.notice : words[severity]}:</strong> {title}
          </li>
        ))}
      </ul>
    </section>
  );
}
