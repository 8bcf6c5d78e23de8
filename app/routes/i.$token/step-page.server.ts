/** A step as its page shows it: the words in one language, and nothing of the rest of the induction, nor of what is right. */
import { LANGUAGE_NAMES, isLanguage, type Messages } from "#app/messages/index.ts";
import { isShownQuestion, showBlock, type Said, type ShownBlock } from "#app/ui/induction/shown.ts";
import { isPhoto, type Answer, type Answers } from "#worker/domain/induction/answers.ts";
import type { Doing } from "#worker/domain/induction/step.ts";
import { keepAsked, shown } from "#worker/domain/induction/steps.ts";
import type { Words } from "#worker/domain/induction/text.ts";
import { findVideo } from "#worker/domain/induction/video.ts";
import { wordsIn } from "#worker/domain/induction/words.ts";
import type { OpenSite } from "#worker/domain/site/find-site.ts";

export interface StepPage {
  /** Of the document. */
  title: string;
  siteName: string;
  companyName: string;
  siteAddress: string;
  /** From 1. */
  step: number;
  steps: number;
  heading: Said;
  blocks: ShownBlock[];
  /** What was typed or answered before, by the fields' names. */
  values: Record<string, string[]>;
  isSigned: boolean;
  hasPhoto: boolean;
  why: "expired" | "new-version" | null;
  /** The gate's page, or that of whoever prepares before they come. */
  gatePath: string;
  isAtHome: boolean;
  languages: LanguageChoice[];
}

interface LanguageChoice {
  tag: string;
  /** Its own. */
  name: string;
  isChosen: boolean;
}

export function describeStep(doing: Doing & { step: number }, site: OpenSite, about: { why: string | null; token: string; backPath: string; isAtHome: boolean; photos: boolean; words: Messages }): StepPage {
  const { attempt, induction, steps, step } = doing;
  const { content } = induction;
  const say = speakerOf(doing);
  const kept = keepAsked(steps, attempt.answers);
  const [first, ...others] = shown(steps[step]?.blocks ?? [], kept).map((block) => showBlock(block, { say, findVideo, addressOf: (assetId) => `/i/${about.token}/${assetId}`, photoOf: (id) => (!about.photos ? "off" : isPhoto(kept[id]) ? "attached" : "none") }));
  const isHeaded = first?.kind === "heading";
  const blocks = isHeaded ? others : first ? [first, ...others] : [];
  return {
    title: about.words.step.title(step + 1, steps.length, site.snapshot.siteName),
    siteName: site.snapshot.siteName,
    companyName: site.snapshot.companyName,
    siteAddress: site.snapshot.address,
    step: step + 1,
    steps: steps.length,
    heading: isHeaded ? first.text : say(content.title),
    blocks,
    values: attempt.drafts?.[step] ?? valuesOf(blocks, kept),
    isSigned: blocks.some(({ kind }) => kind === "signature"),
    hasPhoto: blocks.some(({ kind }) => kind === "photo"),
    why: about.why === "expired" || about.why === "new-version" ? about.why : null,
    gatePath: about.backPath,
    isAtHome: about.isAtHome,
    languages: content.languages.length > 1 ? content.languages.map((tag) => ({ tag, name: ownName(tag), isChosen: tag === attempt.language })) : [],
  };
}

const speakerOf = ({ attempt, induction }: Doing) => (words: Words) => wordsIn(words, attempt.language, induction.content.languages);

function valuesOf(blocks: ShownBlock[], answers: Answers): Record<string, string[]> {
  return Object.fromEntries(blocks.filter(isShownQuestion).flatMap(({ id }) => (answers[id] === undefined ? [] : fieldsOf(id, answers[id]))));
}

function fieldsOf(id: string, answer: Answer): [name: string, values: string[]][] {
  if (typeof answer === "string") return [[id, [answer]]];
  if (Array.isArray(answer)) return [[id, answer]];
  if (isPhoto(answer)) return [];
  return [[id, [answer.typed]], ...("drawn" in answer ? [[`${id}.drawn`, [answer.drawn]] satisfies [string, string[]]] : [])];
}

/** A language's name in that language: "English", "Te reo Māori", "简体中文". */
function ownName(tag: string): string {
  if (isLanguage(tag)) return LANGUAGE_NAMES[tag];
  const name = new Intl.DisplayNames([tag], { type: "language", fallback: "code" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}
