/** A block as somebody reads it: its words in one language, and nothing of which answers are right. */
import type { Block } from "#worker/domain/induction/content.ts";
import type { Option } from "#worker/domain/induction/questions.ts";
import type { Video } from "#worker/domain/induction/video.ts";
import type { Words } from "#worker/domain/induction/text.ts";

/** Words with the language that they are in, for `lang`. */
export interface Said {
  text: string;
  language: string;
}

interface Asked {
  id: string;
  text: Said;
  /** Null where there is none. */
  help: Said | null;
  required: boolean;
}

export interface ShownOption {
  id: string;
  text: Said;
}

/** Whether photos are asked for there, and whether one was sent. */
export type PhotoState = "off" | "none" | "attached";

type Plain = Asked & { kind: "short_text" | "long_text" | "yes_no" | "checkbox" | "acknowledgement" | "signature" };
type WithOptions = Asked & { kind: "single" | "multiple"; options: ShownOption[] };
type OfNumber = Asked & { kind: "number"; min: number | null; max: number | null; unit: Said | null };
type OfPhoto = Asked & { kind: "photo"; state: PhotoState };
type OfDate = Asked & { kind: "date"; when: "past" | "future" | "any" };

export type ShownQuestion = Plain | OfPhoto | WithOptions | OfNumber | OfDate;

export type ShownContent =
  | { kind: "heading" | "text"; id: string; text: Said }
  | { kind: "image"; id: string; alt: Said; address: string | null }
  | { kind: "pdf"; id: string; title: Said; address: string | null }
  | { kind: "video"; id: string; title: Said; video: { service: string; address: string } | null };

export type ShownBlock = ShownContent | ShownQuestion;

export interface Speaker {
  /** The words in the language that is read, or in the main one. */
  say: (words: Words) => Said;
  findVideo: (url: string) => Video | null;
  /** Where a picture or PDF is opened: by a session in the office, by the attempt at a gate. */
  addressOf: (assetId: string) => string;
  /** By the block's id. */
  photoOf: (id: string) => PhotoState;
}

/** Gives what is shown of a block. It is the same for somebody at the gate and for the editor's preview. */
export function showBlock(block: Block, { say, findVideo, addressOf, photoOf }: Speaker): ShownBlock {
  switch (block.kind) {
    case "heading":
    case "text":
      return { kind: block.kind, id: block.id, text: say(block.text) };
    case "image":
      return { kind: block.kind, id: block.id, alt: say(block.alt), address: block.assetId && addressOf(block.assetId) };
    case "pdf":
      return { kind: block.kind, id: block.id, title: say(block.title), address: block.assetId && addressOf(block.assetId) };
    case "video":
      return { kind: block.kind, id: block.id, title: say(block.title), video: toAddress(findVideo(block.url)) };
    default:
      return showQuestion(block, say, photoOf);
  }
}

function showQuestion(question: Exclude<Block, { kind: ShownContent["kind"] }>, say: Speaker["say"], photoOf: Speaker["photoOf"]): ShownQuestion {
  const help = say(question.help);
  const asked = { id: question.id, text: say(question.text), help: help.text === "" ? null : help, required: question.required };
  switch (question.kind) {
    case "single":
    case "multiple":
      return { kind: question.kind, ...asked, options: question.options.map(({ id, text }: Option) => ({ id, text: say(text) })) };
    case "number":
      return { kind: question.kind, ...asked, min: question.min, max: question.max, unit: question.unit && say(question.unit) };
    case "date":
      return { kind: question.kind, ...asked, when: question.when };
    case "photo":
      return { kind: question.kind, ...asked, state: photoOf(question.id) };
    default:
      return { kind: question.kind, ...asked };
  }
}

/** The page of the video itself: it is opened by a tap, and nothing of it is loaded before. */
function toAddress(video: Video | null): { service: string; address: string } | null {
  if (!video) return null;
  if (video.service === "youtube") return { service: "YouTube", address: `https://www.youtube.com/watch?v=${video.id}` };
  return { service: "Vimeo", address: `https://vimeo.com/${video.id}${video.key ? `/${video.key}` : ""}?dnt=1` };
}

const READ: readonly string[] = ["heading", "text", "image", "pdf", "video"] satisfies ShownContent["kind"][];

export const isShownQuestion = (block: ShownBlock): block is ShownQuestion => !READ.includes(block.kind);
