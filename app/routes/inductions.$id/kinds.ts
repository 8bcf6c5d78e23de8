/** The kinds of blocks in plain words, and how a block is called in a list. */
import type { Block } from "#worker/domain/induction/content.ts";
import type { Kind } from "./draft.ts";

interface KindWords {
  label: string;
  hint: string;
}

export const READ: Partial<Record<Kind, KindWords>> = {
  heading: { label: "Heading", hint: "Begins a new screen on the phone" },
  text: { label: "Text", hint: "Something to read: rules, hazards, lists" },
  image: { label: "Picture", hint: "A site map or a photo" },
  pdf: { label: "Document", hint: "A PDF to open" },
  video: { label: "Video", hint: "From YouTube or Vimeo" },
};

export const ASK: Partial<Record<Kind, KindWords>> = {
  yes_no: { label: "Yes or no", hint: "A question with two answers" },
  single: { label: "Choose one", hint: "One answer of a list" },
  multiple: { label: "Choose several", hint: "All answers of a list that fit" },
  acknowledgement: { label: "“I understand”", hint: "A sentence to agree to" },
  checkbox: { label: "Tick box", hint: "A sentence to tick if it is so" },
  short_text: { label: "Short answer", hint: "One line, such as a number plate" },
  long_text: { label: "Long answer", hint: "A few sentences" },
  number: { label: "Number", hint: "Such as years or kilograms" },
  date: { label: "Date", hint: "Such as when a card expires" },
  photo: { label: "Photo", hint: "Taken with the phone" },
  signature: { label: "Signature", hint: "Drawn or typed" },
};

export const labelOf = (kind: Kind): string => (READ[kind] ?? ASK[kind])?.label ?? kind;

/** "3. Text". */
export function nameOf(blocks: readonly Pick<Block, "id" | "kind">[], blockId: string): string {
  const place = blocks.findIndex(({ id }) => id === blockId);
  const block = blocks[place];
  return block ? `${place + 1}. ${labelOf(block.kind)}` : "";
}

/** Each block with what stands in its brackets, once. */
export function gapsByBlock(gaps: readonly { blockId: string | null; text: string }[]): { blockId: string | null; texts: string[] }[] {
  const blockIds = [...new Set(gaps.map(({ blockId }) => blockId))];
  return blockIds.map((blockId) => ({ blockId, texts: [...new Set(gaps.filter((gap) => gap.blockId === blockId).map(({ text }) => text))] }));
}

/** Languages that people at gates read, by their tags. Any other can be added by its tag. */
export const LANGUAGES: Record<string, string> = {
  en: "English", mi: "Te reo Māori", sm: "Gagana Samoa", to: "Lea faka-Tonga", fj: "Na Vosa Vakaviti", "zh-Hans": "中文（简体）", "zh-Hant": "中文（繁體）", hi: "हिन्दी", pa: "ਪੰਜਾਬੀ",
  tl: "Tagalog", ko: "한국어", ja: "日本語", vi: "Tiếng Việt", th: "ไทย", id: "Bahasa Indonesia", es: "Español", pt: "Português", fr: "Français", de: "Deutsch", nl: "Nederlands",
  pl: "Polski", ro: "Română", ru: "Русский", uk: "Українська", ar: "العربية", fa: "فارسی", ur: "اردو", ne: "नेपाली", si: "සිංහල", ta: "தமிழ்", ml: "മലയാളം", tvl: "Te Gana Tuvalu", niu: "Vagahau Niuē",
};

export const languageName = (tag: string): string => LANGUAGES[tag] ?? tag;
