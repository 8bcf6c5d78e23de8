import type { Content } from "#worker/domain/induction/content.ts";
import type { Video } from "#worker/domain/induction/video.ts";
import type { Words } from "#worker/domain/induction/text.ts";
import { Blocks } from "./blocks.tsx";
import { showBlock } from "./shown.ts";

interface InductionPreviewProps {
  content: Content;
  /** Which of its languages to show; the main one unless given. */
  language?: string | undefined;
  /** Whether the company allows photos, where that is known. */
  photosAllowed?: boolean;
}

/** A whole induction to look at, screen after screen: each heading begins one. Nothing in it can be filled in. */
export function InductionPreview({ content: { blocks, languages, title }, language, photosAllowed = true }: InductionPreviewProps) {
  const [main = "en"] = languages;
  const asked = language ?? main;
  const say = (words: Words) => ((words[asked] ?? "").trim() === "" ? { text: words[main] ?? "", language: main } : { text: words[asked] ?? "", language: asked });
  const shown = blocks.map((block) => showBlock(block, { say, findVideo: guessVideo, addressOf: (assetId) => `/uploads/${assetId}/file`, photoOf: () => (photosAllowed ? "none" : "off") }));
  const starts = shown.flatMap(({ kind }, index) => (kind === "heading" || index === 0 ? [index] : []));
  const heading = say(title);
  return (
    <div className="ind-steps">
      <p className="ind-title" lang={heading.language} dir="auto">
        {heading.text || "No title yet"}
      </p>
      <fieldset className="ind-steps" disabled>
        {starts.map((start, step) => (
          <div className="ind-step" key={shown[start]?.id}>
            <Blocks blocks={shown.slice(start, starts[step + 1])} />
          </div>
        ))}
      </fieldset>
    </div>
  );
}

/** What the gate finds in the address, as far as a preview shows it. */
function guessVideo(url: string): Video | null {
  if (!URL.canParse(url) || !url.startsWith("https:")) return null;
  const { host } = new URL(url);
  if (/(^|\.)(youtube\.com|youtu\.be)$/.test(host)) return { service: "youtube", id: "", key: null };
  return /(^|\.)vimeo\.com$/.test(host) ? { service: "vimeo", id: "", key: null } : null;
}
