/** What the editor is told of a draft beside the draft itself. */
import type { Content } from "#worker/domain/induction/content.ts";
import { gapsOf } from "#worker/domain/induction/gaps.ts";
import { PHOTOS_OFF, publishable } from "#worker/domain/induction/publishable.ts";
import { missingWords } from "#worker/domain/induction/texts.ts";

/** What is to be fixed before it can be published, what a starter left to be filled in, and which block each text that another language lacks is in. */
export function checksOf(content: Content, company: { photosAllowed: boolean }) {
  return {
    obstacles: publishable(content, company),
    gaps: gapsOf(content).map(({ blockId, text, language }) => ({ blockId, text, language })),
    missing: Object.fromEntries(Object.entries(missingWords(content)).map(([language, places]) => [language, places.map(({ blockId }) => blockId)])),
  };
}

/** What the editor says itself of a photo that must be answered, since a save knows nothing of the company; null where photos are allowed. */
export const photosOffIn = ({ photosAllowed }: { photosAllowed: boolean }): string | null => (photosAllowed ? null : PHOTOS_OFF);

export type Checks = ReturnType<typeof checksOf>;
