/** What a check found, in words: the page and the terminal say the same. */
import type { Broken, Fault } from "#worker/domain/audit/archive-file.ts";

const SENTENCES: Record<Fault, (broken: Broken) => string> = {
  changed: ({ number }) => `Event ${number} was changed: it is not what its hash says.`,
  missing: ({ number }) => `Event ${number} is missing.`,
  "out-of-order": ({ number }) => `Event ${number} does not follow the event before it: events were swapped or replaced.`,
  opening: ({ number, name }) => `A personal value of event ${number} was changed${name ? ` (${name})` : ""}: it is not the one that was written down.`,
  stray: ({ number }) => `Event ${number} was put in: no event can stand there.`,
  head: ({ number }) => `The end of the chain was moved: it does not agree with event ${number}.`,
  checkpoint: ({ number }) => `The checkpoint at event ${number} says something else than the chain: one of the two was rewritten.`,
  "checkpoint-missing": ({ number }) => `The file of the checkpoint at event ${number} is gone.`,
  file: ({ number }) => `The file of the archive that begins with event ${number} is not the one that was written.`,
  "file-missing": ({ number }) => `The file of the archive with event ${number} is gone.`,
};

/** One sentence, which names the event. */
export function describeFault(broken: Broken): string {
  return SENTENCES[broken.fault](broken);
}
