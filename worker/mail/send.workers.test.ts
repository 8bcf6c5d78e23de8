import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { MailEnv } from "#worker/env.ts";
import { composeMail } from "./compose.ts";
import type { Mail } from "./mail.ts";
import { MailError } from "./mail-error.ts";
import { openMailer } from "./send.ts";

const RESEND = { MAIL_FROM: env.MAIL_FROM ?? "", RESEND_API_KEY: env.RESEND_API_KEY ?? "", RESEND_URL: env.RESEND_URL ?? "" };
const trouble = (what: string) => ({ ...RESEND, RESEND_URL: `${env.TEST_MAIL_TROUBLE_URL}/${what}` });

/** A mail to an address that no other test uses. */
function mailTo(to: string): Mail {
  return composeMail({ kind: "reset", to, link: "https://induct.example/reset/ā", expiresAt: new Date("2026-11-23T20:05:00Z") });
}

async function received(to: string): Promise<{ from: string; to: string[]; subject: string; html: string; text: string }[]> {
  return (await fetch(`${RESEND.RESEND_URL}/emails.json?to=${encodeURIComponent(to)}`)).json();
}

async function failureOf(settings: MailEnv, mail = mailTo("trouble@example.com"), budgetMs?: number): Promise<MailError> {
  const error: unknown = await openMailer(settings, budgetMs ? { budgetMs } : {}).send(mail, crypto.randomUUID()).then(() => null, (reason: unknown) => reason);
  if (!(error instanceof MailError)) throw new Error(`it was expected to fail with a MailError, not ${String(error)}`);
  return error;
}

const told = ({ failure, retry, message, retryAfterSeconds }: MailError) => ({ failure, retry, message, retryAfterSeconds });

describe("by Resend", () => {
  it("a mail arrives as it was composed, macrons and all, from the sender that is set", async () => {
    const mail = mailTo("whole@example.com");
    await openMailer(env).send(mail, crypto.randomUUID());
    expect(await received("whole@example.com")).toEqual([expect.objectContaining({ ...mail, to: [mail.to], from: "InductLite <no-reply@inductlite.example>" })]);
  });

  it("a mail that is sent again under its key arrives once", async () => {
    const [mail, key] = [mailTo("once@example.com"), crypto.randomUUID()];
    for (let time = 0; time < 3; time += 1) await openMailer(RESEND).send(mail, key);
    expect(await received("once@example.com")).toHaveLength(1);
  });

  it("a mail whose words changed between two tries counts as sent, for the first one is on its way", async () => {
    const [mail, key] = [mailTo("changed@example.com"), crypto.randomUUID()];
    await openMailer(RESEND).send(mail, key);
    await openMailer(RESEND).send({ ...mail, subject: "In other words" }, key);
    expect((await received("changed@example.com")).map(({ subject }) => subject)).toEqual([mail.subject]);
  });

  it("a key that is not known, and one that may not send, are for somebody to mend", async () => {
    expect(told(await failureOf({ ...RESEND, RESEND_API_KEY: "re_other" }))).toEqual({
      failure: "sender_refused", retry: false, message: "the mail service did not accept our key or our address (invalid_api_key)", retryAfterSeconds: undefined,
    });
    expect(await failureOf(trouble("403/validation_error"))).toMatchObject({ failure: "sender_refused", retry: false });
    expect(await failureOf(trouble("422/invalid_from_address"))).toMatchObject({ failure: "sender_refused", retry: false });
  });

  it.each([
    ["400/validation_error", "refused", false],
    ["404/not_found", "refused", false],
    ["409/concurrent_idempotent_requests", "no_answer", true],
    ["413/", "refused", false],
    ["422/validation_error", "refused", false],
    ["408/", "no_answer", true],
    ["500/application_error", "no_answer", true],
    ["503/", "no_answer", true],
    ["hang-up", "no_answer", true],
  ])("an answer of %s is %s, and another try makes sense: %s", async (what, failure, retry) => {
    const error = await failureOf(trouble(what));
    expect(error).toMatchObject({ failure, retry });
    // What the service wrote named the recipient.
    expect(error.message).not.toContain("hemi@example.com");
  });

  it("too many at once is tried again, after as long as the service asks", async () => {
    expect(told(await failureOf(trouble("429/rate_limit_exceeded")))).toEqual({
      failure: "too_many", retry: true, message: "the mail service takes no more for now (rate_limit_exceeded)", retryAfterSeconds: 7,
    });
  });

  it("a service that says nothing is given up after the time that it has, and tried again", async () => {
    expect(told(await failureOf(trouble("silence"), mailTo("trouble@example.com"), 50))).toMatchObject({ failure: "no_answer", retry: true, message: "the mail service did not answer" });
  });

  it("a service that sends us elsewhere is not followed: the key goes nowhere else", async () => {
    expect(await failureOf(trouble("307/elsewhere"))).toMatchObject({ failure: "refused", retry: false });
    expect(await (await fetch(`${env.TEST_MAIL_TROUBLE_URL}/sent-on`)).json()).toMatchObject({ sentOn: 0 });
  });
});

describe("by Cloudflare's binding", () => {
  const binding = (send: (mail: unknown) => Promise<{ messageId: string }>): MailEnv => ({ MAIL_FROM: RESEND.MAIL_FROM, MAIL: { send } });
  const saying = (code: string) => binding(() => Promise.reject(Object.assign(new Error("hemi@example.com was refused"), { code })));

  it("a mail goes out in the form that the binding takes, when there is no key of Resend's", async () => {
    if (!env.MAIL) throw new Error("the tests' Worker has no binding MAIL");
    await expect(openMailer({ MAIL_FROM: RESEND.MAIL_FROM, MAIL: env.MAIL }).send(mailTo("bound@example.com"), "key")).resolves.toBeUndefined();
  });

  it("it is given sender, recipient, subject and both forms, the sender's name apart", async () => {
    const given: unknown[] = [];
    const mail = mailTo("bound@example.com");
    await openMailer(binding(async (each) => ({ messageId: `<${given.push(each)}>` }))).send(mail, "key");
    expect(given).toEqual([{ ...mail, from: { name: "InductLite", email: "no-reply@inductlite.example" } }]);
  });

  it.each([
    ["E_RATE_LIMIT_EXCEEDED", "too_many", true],
    ["E_DAILY_LIMIT_EXCEEDED", "too_many", true],
    ["E_INTERNAL_SERVER_ERROR", "no_answer", true],
    ["E_SENDER_NOT_VERIFIED", "sender_refused", false],
    ["E_SENDER_DOMAIN_NOT_AVAILABLE", "sender_refused", false],
    ["E_RECIPIENT_SUPPRESSED", "refused", false],
    ["E_VALIDATION_ERROR", "refused", false],
  ])("%s is %s, and another try makes sense: %s", async (code, failure, retry) => {
    const error = await failureOf(saying(code));
    expect(error).toMatchObject({ failure, retry });
    expect(error.message).toContain(`(${code})`);
    expect(`${error.message} ${String(error.cause)}`).not.toContain("hemi@example.com");
  });

  it("one that breaks, or says nothing within its time, is tried again", async () => {
    expect(await failureOf(binding(() => Promise.reject(new Error("Network connection lost"))))).toMatchObject({ failure: "no_answer", retry: true });
    expect(await failureOf(binding(() => new Promise(() => undefined)), mailTo("trouble@example.com"), 50)).toMatchObject({ failure: "no_answer", retry: true });
  });
});

describe("settings", () => {
  it.each([
    ["nothing", {}, "mail is not set up"],
    ["a sender alone", { MAIL_FROM: RESEND.MAIL_FROM }, "mail is not set up"],
    ["no sender", { RESEND_API_KEY: "re_x" }, "mail is not set up (MAIL_FROM)"],
    ["a sender without an address", { ...RESEND, MAIL_FROM: "InductLite" }, "mail is not set up (MAIL_FROM)"],
    ["a sender of two lines", { ...RESEND, MAIL_FROM: "Induct\r\nBcc: x <a@b.example>" }, "mail is not set up (MAIL_FROM)"],
    ["a key that no header takes", { ...RESEND, RESEND_API_KEY: "re_x\r\nX: y" }, "mail is not set up (RESEND_API_KEY)"],
    ["another machine in Resend's place", { ...RESEND, RESEND_URL: "http://mail.example" }, "mail is not set up (RESEND_URL)"],
    ["another machine by https", { ...RESEND, RESEND_URL: "https://mail.example" }, "mail is not set up (RESEND_URL)"],
    ["a machine that begins like this one", { ...RESEND, RESEND_URL: "http://localhost.mail.example" }, "mail is not set up (RESEND_URL)"],
    ["no address in Resend's place", { ...RESEND, RESEND_URL: "localhost" }, "mail is not set up (RESEND_URL)"],
  ])("that are not usable make each mail fail for good: %s", async (_what, settings, message) => {
    expect(told(await failureOf(settings))).toEqual({ failure: "not_set_up", retry: false, message, retryAfterSeconds: undefined });
  });

  it("may name the sender by its address alone", async () => {
    await openMailer({ ...RESEND, MAIL_FROM: "no-reply@inductlite.example" }).send(mailTo("bare@example.com"), crypto.randomUUID());
    expect(await received("bare@example.com")).toEqual([expect.objectContaining({ from: "no-reply@inductlite.example" })]);
  });
});

describe("a mail that could carry a header of its own", () => {
  it.each(["a@b.example\r\nBcc: c@d.example", "a@b.example,c@d.example", "A <a@b.example>", "a b@c.example", "nobody", ""])("is refused before it leaves, with the recipient %j", async (to) => {
    expect(told(await failureOf(RESEND, { ...mailTo("x@example.com"), to }))).toMatchObject({ failure: "refused", retry: false });
  });

  it("is refused before it leaves, with a subject of two lines", async () => {
    expect(await failureOf(RESEND, { ...mailTo("lines@example.com"), subject: "a\r\nBcc: b" })).toMatchObject({ failure: "refused", retry: false });
    expect(await received("lines@example.com")).toEqual([]);
  });
});
