import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { Failure } from "../failure.ts";
import { readOwnerUrl } from "./owner-url.ts";
import type { Answers } from "./secret-values.ts";

/** The address without a path or a slash at its end. Throws Failure when it is not https. */
export function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:" || url.pathname !== "/" || url.search || url.hash) throw new Failure("The address must be of the form https://inductlite.example.co.nz, with nothing after the name.");
  return url.origin;
}

/** Who mails are from. Throws Failure when it has no address. */
export function readMailFrom(text: string): string {
  const [, name = "", address = text] = /^([^<>"\r\n]{0,80}?) ?<([^<>]+)>$/.exec(text) ?? [];
  if (!/^[^\s@<>,]+@[^\s@<>,]+\.[^\s@<>,]+$/.test(address)) throw new Failure("The sender must be of the form InductLite <no-reply@example.co.nz>, or the address alone.");
  return name ? `${name} <${address}>` : address;
}

/** Throws Failure when it is no key of Resend's. */
export function readResendKey(text: string): string {
  if (!/^re_[\w-]{8,190}$/.test(text)) throw new Failure("That is no key of Resend's: it begins with re_.");
  return text;
}

/** Takes each answer from the environment, else asks for it on the terminal; what is secret is not shown while it is typed. */
export function makeAnswers(environment: NodeJS.ProcessEnv): Answers {
  const once = (variable: string, question: string, isSecret: boolean, read: (text: string) => string) => {
    let answer: Promise<string> | undefined;
    return () => (answer ??= (async () => read((environment[variable] || (await ask(variable, question, isSecret))).trim()))());
  };
  const onceIfGiven = (variable: string, question: string, isSecret: boolean, read: (text: string) => string) => {
    let answer: Promise<string | null> | undefined;
    const find = async () => {
      const text = (environment[variable] || (process.stdin.isTTY ? await ask(variable, question, isSecret) : "")).trim();
      return text ? read(text) : null;
    };
    return () => (answer ??= find());
  };
  return {
    ownerUrl: once("OWNER_DATABASE_URL", "URL of the database's owner, from Neon's console (not shown): ", true, readOwnerUrl),
    origin: once("APP_ORIGIN", "Address that people will open, such as https://inductlite.<your subdomain>.workers.dev: ", false, readOrigin),
    mailFrom: onceIfGiven("MAIL_FROM", "Whom mails are from, such as InductLite <no-reply@example.co.nz> (Enter: no mail for now): ", false, readMailFrom),
    resendKey: onceIfGiven("RESEND_API_KEY", "API key of Resend (not shown; Enter: no mail for now): ", true, readResendKey),
  };
}

async function ask(variable: string, question: string, isSecret: boolean): Promise<string> {
  if (!process.stdin.isTTY) throw new Failure(`${variable} is not set, and there is no terminal to ask on: set it and deploy again.`);
  process.stdout.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: isSecret ? silent : process.stdout, terminal: true });
  try {
    return await terminal.question("");
  } finally {
    terminal.close();
    if (isSecret) process.stdout.write("\n");
  }
}
