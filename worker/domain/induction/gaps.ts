/** What a starter left in square brackets for the site to fill in: where it still stands, and what comes in its place. */
import type { Content } from "#worker/domain/induction/content.ts";
import { findGapId, GAP_GROUPS } from "#worker/domain/induction/starters/gaps.ts";
import { textsOf, type TextPlace } from "#worker/domain/induction/texts.ts";
import { ownWords } from "#worker/domain/induction/words.ts";

export interface Gap extends TextPlace {
  id: string;
  language: string;
  /** With its brackets. */
  text: string;
}

/** What is written in place of gaps, by their ids. */
export type Facts = Partial<Record<string, string>>;

// A link is no gap, nor are brackets that somebody wrote: findGapId() knows the starters' own.
const BRACKETS = /\[([^[\]\n]{2,100})\](?!\()/g;

/** Every gap that is open, in any language that the induction has, in the order in which it is read. */
export function gapsOf(content: Content): Gap[] {
  return textsOf(content).flatMap(({ blockId, field, words }) =>
    content.languages.flatMap((language) =>
      [...ownWords(words, language).matchAll(BRACKETS)].flatMap(([text, inside = ""]) => {
        const id = findGapId(inside);
        return id === null ? [] : [{ id, blockId, field, language, text }];
      }),
    ),
  );
}

/** One thing to ask for. */
export interface Question {
  id: string;
  label: string;
  hint: string;
}

/** Each open gap once, as it is asked for, by groups; a group without an open gap is left out. */
export function questionsOf(content: Content): { title: string; questions: Question[] }[] {
  const open = new Set(gapsOf(content).map(({ id }) => id));
  const groups = GAP_GROUPS.map(({ title, gaps }) => ({ title, questions: Object.entries(gaps).map(([text, hint]) => ({ id: findGapId(text) ?? "", label: toLabel(text), hint })).filter(({ id }) => open.has(id)) }));
  return groups.filter(({ questions }) => questions.length > 0);
}

const toLabel = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).replaceAll("'", "’");

/** The content with these facts in every text, of every language, that has their gap; what has no fact stays in brackets. The same content where nothing is put in. */
export function withFacts(content: Content, facts: Facts): Content {
  const changed = structuredClone(content);
  const markdown = new Set(changed.blocks.filter(({ kind }) => kind === "text").map(({ id }) => id));
  let isChanged = false;
  for (const { blockId, words } of textsOf(changed)) {
    for (const [language, before] of Object.entries(words)) {
      words[language] = before.replace(BRACKETS, (whole, inside: string) => {
        const fact = facts[findGapId(inside) ?? ""];
        if (!fact) return whole;
        isChanged = true;
        return markdown.has(blockId ?? "") ? escapeMarkdown(fact) : fact;
      });
    }
  }
  return isChanged ? changed : content;
}

/** A sign that Markdown would read as its own is shown as it was typed. An underscore within a word is none: e-mails have them. */
const escapeMarkdown = (fact: string) => fact.replace(/[\\`*~|[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");
