/** From what a mail is about to the mail itself. */
import { htmlOf } from "./html.ts";
import { writeLetter } from "./letters.ts";
import type { Mail, MailContent } from "./mail.ts";
import { textOf } from "./text.ts";

const MOST_SUBJECT_CHARACTERS = 150;

/** Pure: the same content is the same mail, so a second try under its idempotency key asks for nothing new. */
export function composeMail(content: MailContent): Mail {
  const letter = writeLetter(content);
  const subject = boundSubject(letter.subject);
  return { to: content.to, subject, html: htmlOf({ ...letter, subject }), text: textOf(letter) };
}

/** Two long names may stand in it; line breaks went when they were made fit (typed-words.ts). */
function boundSubject(subject: string): string {
  const characters = [...subject];
  return characters.length <= MOST_SUBJECT_CHARACTERS ? subject : `${characters.slice(0, MOST_SUBJECT_CHARACTERS - 1).join("")}…`;
}
