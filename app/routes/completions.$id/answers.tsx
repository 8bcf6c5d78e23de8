import { Badge, Facts } from "#app/ui/index.ts";
import type { Said } from "./said.server.ts";

/** Each question with its answer; a photo as the picture, which stands under `photosUnder` by its question. */
export function Answers({ said, photosUnder }: { said: Said[]; photosUnder: string }) {
  const items = said.map(({ id, question, language, answer, isPhoto, isRight }) => ({
    term: question,
    detail: isPhoto ? (
      <img className="answer-photo" key={id} src={`${photosUnder}/${id}`} alt={`Answer to: ${question}`} loading="lazy" />
    ) : (
      <span lang={language} dir="auto" key={id}>
        {answer || <span className="soft">No answer</span>} {isRight === null ? null : <Badge tone={isRight ? "good" : "caution"}>{isRight ? "Right" : "Not right"}</Badge>}
      </span>
    ),
  }));
  return <Facts items={items} />;
}
