import { Facts, type useMessages } from "#app/ui/index.ts";
import type { ShownCompletion, ShownHeld, ShownLine } from "./shown.server.ts";

type Words = ReturnType<typeof useMessages>["held"];

interface RecordProps {
  held: ShownHeld;
  words: Words;
}

/** All that is held about somebody, part by part; the office sees the same in words of its own. */
export function Record({ held, words }: RecordProps) {
  const { name, phone, employer, visits, visitCount, completions, completionCount } = held;
  return (
    <>
      <section className="card stack" aria-labelledby="who">
        <h2 id="who">{words.who}</h2>
        <Facts
          items={[
            { term: words.name, detail: name },
            { term: words.phone, detail: phone },
            { term: words.employer, detail: employer || words.none },
          ]}
        />
      </section>
      <section className="stack" aria-labelledby="visits">
        <h2 id="visits">{words.visits(visitCount)}</h2>
        {visitCount > visits.length ? <p className="soft">{words.newest(visits.length)}</p> : null}
        <Lines lines={visits} />
      </section>
      {completions.length > 0 ? (
        <section className="stack" aria-labelledby="inductions">
          <h2 id="inductions">{words.inductions(completionCount)}</h2>
          {completionCount > completions.length ? <p className="soft">{words.newest(completions.length)}</p> : null}
          {completions.map((completion) => (
            <Completion key={completion.id} completion={completion} words={words} />
          ))}
        </section>
      ) : null}
      <Part id="entries" title={words.entries} lines={held.entries} />
      <Part id="bookings" title={words.bookings} lines={held.bookings} />
      <Part id="bans" title={words.bans} lines={held.bans} />
    </>
  );
}

function Part({ id, title, lines }: { id: string; title: string; lines: ShownLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Lines lines={lines} />
    </section>
  );
}

function Lines({ lines }: { lines: ShownLine[] }) {
  return <Facts items={lines.map(({ id, title, details }) => ({ id, term: title, detail: <Details details={details} /> }))} />;
}

export const Details = ({ details }: { details: string[] }) => <span className="lines">{details.join("\n")}</span>;

function Completion({ completion: { title, language, details, said, isErased }, words }: { completion: ShownCompletion; words: Words }) {
  return (
    <article className="card stack">
      <h3 lang={language}>{title}</h3>
      <p>
        <Details details={details} />
      </p>
      {isErased ? <p className="soft">{words.answersErased}</p> : null}
      {said.length > 0 ? (
        <details>
          <summary>{words.answers}</summary>
          <Facts
            items={said.map((one) => ({
              id: one.id,
              term: one.question,
              detail: one.answer ? (
                <span lang={one.language} dir="auto">
                  {one.answer}
                </span>
              ) : (
                words.noAnswer
              ),
            }))}
          />
        </details>
      ) : null}
    </article>
  );
}
