import { RichText } from "../rich-text.tsx";
import { useMessages } from "../shell-context.ts";
import type { ShownContent } from "./shown.ts";
import { SaidWords } from "./words.tsx";

/** Something to read, see or open. */
export function ContentBlock({ block }: { block: ShownContent }) {
  switch (block.kind) {
    case "heading":
      return (
        <h2>
          <SaidWords said={block.text} />
        </h2>
      );
    case "text":
      return <RichText markdown={block.text.text} lang={block.text.language} headingLevel={2} />;
    case "image":
      return <Picture block={block} />;
    case "pdf":
      return <DocumentLink block={block} />;
    case "video":
      return <VideoLink block={block} />;
  }
}

/** Its description stands there while there is no picture. */
function Picture({ block: { alt, address } }: { block: Extract<ShownContent, { kind: "image" }> }) {
  const words = useMessages().block;
  if (address) return <img className="picture" src={address} alt={alt.text} lang={alt.language} loading="lazy" decoding="async" />;
  return (
    <div className="placeholder">
      <p className="placeholder-kind">{words.picture}</p>
      <p>
        <SaidWords said={alt} />
      </p>
      <p className="soft">{words.noPicture}</p>
    </div>
  );
}

/** Opened beside the page, which is being filled in. */
function DocumentLink({ block: { title, address } }: { block: Extract<ShownContent, { kind: "pdf" }> }) {
  const words = useMessages().block;
  if (!address) {
    return (
      <div className="placeholder">
        <p className="placeholder-kind">{words.document}</p>
        <p>
          <SaidWords said={title} />
        </p>
        <p className="soft">{words.noDocument}</p>
      </div>
    );
  }
  return (
    <a className="button button-quiet opens" href={address} target="_blank" rel="noopener">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6 2h8l4 4v16H6zM9 11h6M9 15h6" fill="none" stroke="currentColor" strokeWidth="2" />
      </svg>
      <span>
        <SaidWords said={title} /> (PDF)
      </span>
    </a>
  );
}

/** Nothing of the video's service is loaded here: it learns of somebody only when they open it. */
function VideoLink({ block }: { block: Extract<ShownContent, { kind: "video" }> }) {
  const words = useMessages().block;
  if (!block.video) return <p className="placeholder soft">{words.noVideo}</p>;
  return (
    <div className="video">
      <a className="button button-quiet opens" href={block.video.address} target="_blank" rel="noopener noreferrer nofollow">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M8 5v14l11-7z" fill="currentColor" />
        </svg>
        <SaidWords said={block.title} />
      </a>
      <p className="soft">{words.watch(block.video.service)}</p>
    </div>
  );
}
