/** The outline that every starter follows, after what WorkSafe NZ asks of a site induction. What stands in square brackets the site fills in: gaps.ts lists them all. */
import type { Block, Content } from "#worker/domain/induction/content.ts";
import type { Critical, Question } from "#worker/domain/induction/questions.ts";
import type { Words } from "#worker/domain/induction/text.ts";

/** What a kind of site says under each heading, in Markdown. */
export interface StarterTexts {
  title: Words;
  inCharge: string;
  hazards: string;
  rules: string;
  emergencies: string;
  speakUp: string;
  health: string;
  /** Whoever does not agree is stopped. */
  agree: string;
  /** "Yes" is for the site to decide on. */
  unfit: string;
  /** Six or seven; four are drawn. */
  pool: Block[];
  /** What is signed. */
  promise: string;
}

/** A content of 24 or 25 blocks: six parts to read, two questions that stop people, a quiz, a promise and a signature. */
export function makeStarter(texts: StarterTexts): Content {
  return {
    languages: ["en", "mi"],
    title: texts.title,
    blocks: [
      ...section("charge", { en: "Who is in charge", mi: "Ngā kaiwhakahaere" }, texts.inCharge),
      ...section("hazards", { en: "Hazards and risks", mi: "Ngā mōrearea" }, texts.hazards),
      ...section("rules", { en: "Site rules", mi: "Ngā ture" }, texts.rules),
      yesNo("agree", texts.agree, "yes", "stop"),
      ...section("urgent", { en: "In an emergency", mi: "Ohotata" }, texts.emergencies),
      ...section("speakup", { en: "Speak up", mi: "Kōrero mai" }, texts.speakUp),
      ...section("health", { en: "Health and facilities", mi: "Hauora" }, texts.health),
      yesNo("unfit", texts.unfit, "no", "ask"),
      heading("quiz", { en: "Questions", mi: "Ngā pātai" }),
      ...texts.pool,
      heading("sign", { en: "Your signature", mi: "Tō waitohu" }),
      { kind: "acknowledgement", ...ask("promise", texts.promise), critical: null },
      { kind: "signature", ...ask("signed", "Sign here") },
    ],
    quiz: { passPercent: 75, attempts: 3, coolDownMinutes: 10, draw: 4 },
    validDays: 365,
  };
}

const idOf = (name: string) => name.padEnd(8, "0");

const ask = (name: string, en: string) => ({ id: idOf(name), text: { en }, help: {}, required: true, showIf: null });

const heading = (name: string, text: Words): Block => ({ kind: "heading", id: idOf(name), text });

const section = (name: string, title: Words, en: string): Block[] => [heading(name, title), { kind: "text", id: idOf(`${name.slice(0, 6)}t`), text: { en } }];

function yesNo(name: string, en: string, right: "yes" | "no", critical: Critical): Question {
  return { kind: "yes_no", ...ask(name, en), right, points: 1, pool: false, critical };
}

/** A question of the pool; `right` is the place of the right option, from 0. */
export function choice(name: string, en: string, options: string[], right: number): Question {
  const listed = options.map((text, index) => ({ id: "abcdef".charAt(index), text: { en: text } }));
  return { kind: "single", ...ask(name, en), options: listed, right: [listed[right]?.id ?? ""], points: 1, pool: true, critical: null };
}

/** What everybody is asked to tell, and what the law gives them, is the same everywhere. `manager` is whom to tell, such as "site manager". */
export const speakUp = (manager: string) => `Tell the ${manager}, [${manager}'s name], straight away, or call [${manager}'s phone number], about:

- any injury or illness from work, however small
- any near miss: what could have hurt somebody
- any hazard that nobody has dealt with, and anything broken

Nobody gets into trouble for reporting. What you report is written down, looked into and put right.

# When it is serious

Under the Health and Safety at Work Act 2015, WorkSafe must be told as soon as possible of a notifiable event: a death, a notifiable injury or illness, or an incident that put somebody's health or safety at serious risk. The ${manager} calls WorkSafe on [0800 030 040](tel:0800030040), day or night. Leave the scene as it is until an inspector says otherwise. You may help the injured, make the place safe and do what the police say.

# Your rights and your say

- You may stop work, or refuse to start it, if you believe it exposes you or somebody else to a serious and immediate risk. Tell us straight away, and stay available for other work. Nobody may treat you badly for it.
- Your health and safety representative is [health and safety representative's name], [health and safety representative's phone number]. Bring them anything that worries you, and your ideas.
- We talk about health and safety at [meeting, with its day and time]. Everybody has a say, whoever employs them.
- You have duties too: take reasonable care of yourself and of others, and follow reasonable instructions.`;
