import { Checkbox, useMessages } from "#app/ui/index.ts";
import type { BoardShown } from "./route.server.ts";

const TONES = { high: "notice-danger", medium: "notice-caution", low: "notice-info" } as const;

/** What stands on the site's board, with the box that says it was read. It is a part of the form that signs in. */
export function Board({ board, error, isRead }: { board: BoardShown[]; error: string | undefined; isRead?: boolean | undefined }) {
  const words = useMessages().board;
  if (board.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="board">
      <h2 id="board">{words.title}</h2>
      {board.map(({ id, kind, severity, title, text }) => (
        <article key={id} className={`notice ${kind === "notice" ? "notice-info" : TONES[severity]}`}>
          <h3 className="notice-title">
            {kind === "notice" ? words.notice : words[severity]}: {title}
          </h3>
          {text ? <p className="lines">{text}</p> : null}
          <input type="hidden" name="notice" value={id} />
        </article>
      ))}
      <Checkbox name="notices" label={words.read} error={error} defaultChecked={isRead} required />
    </section>
  );
}
