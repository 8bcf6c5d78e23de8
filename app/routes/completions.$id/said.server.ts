/** What somebody answered, as words beside the questions of the version that they were asked. */
import { messagesFor, type Messages } from "#app/messages/index.ts";
import { calendarDay } from "#app/routes/office/times.server.ts";
import { isPhoto, type Answer, type Answers } from "#worker/domain/induction/answers.ts";
import { isQuestion, type Content } from "#worker/domain/induction/content.ts";
import { mark } from "#worker/domain/induction/marking.ts";
import { isMarkable, isOfPool, type Question } from "#worker/domain/induction/questions.ts";
import type { Words } from "#worker/domain/induction/text.ts";
import { wordsIn } from "#worker/domain/induction/words.ts";

export interface Said {
  id: string;
  question: string;
  /** The language that it was read in, for `lang`. */
  language: string;
  answer: string;
  /** Its picture stands under the completion, by this question. */
  isPhoto: boolean;
  /** Null where any answer will do. */
  isRight: boolean | null;
}

/** Every question that was put to them, in the order of the version; one that was not answered has an empty answer. Our own words are English unless given. */
export function saidIn(content: Content, drawn: string[], answers: Answers, language: string, own = OFFICE): Said[] {
  const say = (words: Words) => wordsIn(words, language, content.languages);
  const { wrong } = mark(content, drawn, answers);
  return content.blocks.filter(isQuestion).flatMap((question): Said[] => {
    if (isOfPool(question) && !drawn.includes(question.id)) return [];
    const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    if (answer === undefined && question.showIf !== null) return [];
    const { text, language: read } = say(question.text);
    return [{ id: question.id, question: text, language: read, answer: answer === undefined ? "" : sayAnswer(question, answer, (words) => say(words).text, own), isPhoto: isPhoto(answer), isRight: isMarkable(question) && question.right !== null ? !wrong.includes(question.id) : null }];
  });
}

type AnswerWords = Messages["answer"];
const OFFICE: AnswerWords = messagesFor("en").answer;

/** An answer in words; `say` gives those of its options and units, `own` are ours. */
export function sayAnswer(question: Question, answer: Answer, say: (words: Words) => string, own = OFFICE): string {
  if (Array.isArray(answer) || "options" in question) {
    const options = "options" in question ? question.options : [];
    return [answer].flat().map((id) => say(options.find((option) => option.id === id)?.text ?? {})).join(", ");
  }
  if (isPhoto(answer)) return own.photo;
  if (typeof answer !== "string") return own.signed(answer.typed || own.drawn);
  if (["yes_no", "checkbox", "acknowledgement"].includes(question.kind)) return answer === "yes" || answer === "no" || answer === "ticked" ? own[answer] : answer;
  if (question.kind === "date" && own === OFFICE && /^\d{4}-\d\d-\d\d$/.test(answer)) return calendarDay(answer, true);
  return question.kind === "number" && question.unit ? `${answer} ${say(question.unit)}` : answer;
}
