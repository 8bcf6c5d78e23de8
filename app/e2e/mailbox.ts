import { expect } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";

/** A mail as the mailbox of `npm start` gives it; `links` are those of its text, in their order. */
export type ReceivedMail = { id: string; at: string; from: string; to: string[]; subject: string; html: string; text: string; links: string[] };

/** The mails to an address, newest first. */
export async function mailsTo(to: string): Promise<ReceivedMail[]> {
  const { mailbox } = await readDemo();
  return (await (await fetch(`${mailbox}/emails.json?to=${encodeURIComponent(to)}`)).json()) as ReceivedMail[];
}

/** Waits for a mail to this address with such a subject, and gives the newest. `but` names those that came before. */
export async function waitForMail(to: string, subject: RegExp, but: ReceivedMail[] = []): Promise<ReceivedMail> {
  let found: ReceivedMail | undefined;
  const isNew = ({ id }: ReceivedMail) => !but.some((earlier) => earlier.id === id);
  await expect
    .poll(async () => (found = (await mailsTo(to)).find((mail) => subject.test(mail.subject) && isNew(mail))), { message: `no mail to ${to} with a subject like ${subject} came`, timeout: 20_000 })
    .toBeDefined();
  if (!found) throw new Error(`no mail to ${to}`);
  return found;
}
