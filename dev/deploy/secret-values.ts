/** Which secrets each Worker has, and where each comes from when it is missing. */
import { Failure } from "../failure.ts";
import { makeSecrets } from "../secrets.ts";
import { makeSigningKey } from "../signing-keys.ts";

export type SecretName = "DATABASE_URL" | "SIGNING_KEY_A" | "SEALING_KEY" | "APP_ORIGIN" | "MAIL_FROM" | "RESEND_API_KEY";
export type SecretValues = Partial<Record<SecretName, string>>;

/** The consumer alone sends mail, and writes the address into its links; the Worker alone seals. */
const SECRETS_OF: Record<"worker" | "consumer", readonly SecretName[]> = {
  worker: ["DATABASE_URL", "SIGNING_KEY_A", "SEALING_KEY", "APP_ORIGIN"],
  consumer: ["DATABASE_URL", "SIGNING_KEY_A", "APP_ORIGIN", "MAIL_FROM", "RESEND_API_KEY"],
};

/** What only a person knows. Asked when it is needed, each at most once; null is "not now", where that is an answer. */
export type Answers = {
  ownerUrl(): Promise<string>;
  origin(): Promise<string>;
  mailFrom(): Promise<string | null>;
  resendKey(): Promise<string | null>;
};

/** With Cloudflare's own binding for mail nobody needs a key of Resend's. */
export function secretsOf(part: "worker" | "consumer", { hasMailBinding }: { hasMailBinding: boolean }): readonly SecretName[] {
  return SECRETS_OF[part].filter((name) => name !== "RESEND_API_KEY" || !hasMailBinding);
}

/** A value for a secret that is missing: made, or asked for. Null when the person leaves it out. */
export async function findValue(name: SecretName, answers: Answers, { values, missing }: { values: SecretValues; missing: Set<SecretName> }): Promise<string | null> {
  const known = values[name];
  if (known !== undefined) return known;
  switch (name) {
    case "DATABASE_URL": throw new Failure("The application's login has no URL: deploy again.");
    // Slot B and which of the two signs are a rotation's to set (dev/operator/deployed-keys.ts).
    case "SIGNING_KEY_A": return JSON.stringify(makeSigningKey());
    case "SEALING_KEY": return makeSecrets().sealingKey;
    case "APP_ORIGIN": return answers.origin();
    case "MAIL_FROM": return answers.mailFrom();
    // Without a sender a key is of no use, so nobody is asked for it.
    case "RESEND_API_KEY": return missing.has("MAIL_FROM") && !values.MAIL_FROM ? null : answers.resendKey();
  }
}

/** What does not work without those that were left out, or nothing. */
export function tellLeftOut(names: SecretName[]): string {
  if (names.length === 0) return "";
  return `left out ${names.join(" and ")}: no mail is sent, so nobody can sign up, be invited or choose a new password by mail; deploy again to give ${names.length === 1 ? "it" : "them"}`;
}
