/** Bindings and variables. `readSettings` fails closed at the first request when a variable is missing or malformed. */
import * as z from "zod";
import type { JobMessage } from "#worker/jobs.ts";
import type { SiteGate } from "#worker/durable/site-gate.ts";
import type { SiteRegister } from "#worker/durable/site-register.ts";

export interface Env {
  ASSETS: Fetcher;
  SITE_GATE: DurableObjectNamespace<SiteGate>;
  SITE_REGISTER: DurableObjectNamespace<SiteRegister>;
  JOBS: Queue<JobMessage>;
  FILES: R2Bucket;
  DATABASE_URL: string;
  /** Only beside a local database: where Neon's HTTP endpoint is. */
  NEON_HTTP_URL?: string;
  /** Two slots, each `{"id":"…","secret":"…"}`: both verify, and the one that SIGNING_WITH names signs; A when it is not set. */
  SIGNING_KEY_A: string;
  SIGNING_KEY_B?: string;
  SIGNING_WITH?: string;
  /** 32 bytes as base64url: seals what the database keeps but may not read, such as the secrets of authenticator apps. */
  SEALING_KEY: string;
  APP_ORIGIN: string;
  RUN_ID: string;
  /** How long a trip to the database may take, in milliseconds; 5,000 when it is not set. */
  DATABASE_BUDGET_MS?: string;
  PASSWORD_WAIT_MS?: string;
  /** Who mails are from, and one of two ways out for them; without, no mail is sent (worker/mail/send.ts). */
  MAIL_FROM?: string;
  RESEND_API_KEY?: string;
  /** Only on this machine: what answers in Resend's place. */
  RESEND_URL?: string;
  MAIL?: SendEmail;
}

export type MailEnv = Pick<Env, "MAIL_FROM" | "RESEND_API_KEY" | "RESEND_URL" | "MAIL">;

/** What the queue consumer is bound to: the same database and files, the way out for mail and the address that its links begin with, no pages, no objects. */
export type ConsumerEnv = Pick<Env, "FILES" | "DATABASE_URL" | "NEON_HTTP_URL" | "SIGNING_KEY_A" | "SIGNING_KEY_B" | "SIGNING_WITH" | "RUN_ID" | "DATABASE_BUDGET_MS" | "PASSWORD_WAIT_MS" | "APP_ORIGIN"> & MailEnv;

/** The text is a secret, and an error of JSON.parse would repeat some of it. */
const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: "custom", message: "is no JSON" });
    return z.NEVER;
  }
});

const signingKey = json.pipe(z.object({ id: z.string().regex(/^[a-z0-9]{1,8}$/), secret: z.base64url().min(43) }));

const variables = z.object({
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }),
  neonHttpUrl: z.url().optional(),
  /** The Worker's alone: the consumer seals and opens nothing. */
  sealingKey: z.base64url().length(43).optional(),
  signingKeyA: signingKey,
  signingKeyB: signingKey.optional(),
  signingWith: z.enum(["A", "B"]).default("A"),
  /** Where people reach us; what links in mails begin with, and whom passkeys belong to. */
  appOrigin: z.url().transform((text) => new URL(text).origin),
  /** How long a log-in waits in a crowd before it is told to come again. */
  passwordWaitMs: z.coerce.number().int().min(10).max(60_000).default(5_000),
  databaseBudgetMs: z.coerce.number().int().min(10).max(60_000).default(5_000),
  runId: z.string().regex(/^[a-z0-9-]{0,40}$/),
});

const settings = variables
  .refine(({ signingKeyB, signingWith }) => signingWith === "A" || signingKeyB, { path: ["signingKeyB"] })
  // A statement names its key by the id alone.
  .refine(({ signingKeyA, signingKeyB }) => signingKeyA.id !== signingKeyB?.id, { path: ["signingKeyB"] })
  .transform(({ signingKeyA, signingKeyB, signingWith, ...others }) => {
    const both = signingKeyB ? [signingKeyA, signingKeyB] : [signingKeyA];
    /** The first signs, the other still verifies. */
    return { ...others, signingKeys: signingWith === "A" ? both : both.reverse() };
  });

export type Settings = z.infer<typeof settings>;

const read = new WeakMap<object, Settings>();

export function readSettings(env: ConsumerEnv): Settings {
  const known = read.get(env);
  if (known) return known;
  const parsed = settings.safeParse({
    databaseUrl: env.DATABASE_URL,
    neonHttpUrl: env.NEON_HTTP_URL || undefined,
    signingKeyA: env.SIGNING_KEY_A,
    signingKeyB: env.SIGNING_KEY_B || undefined,
    signingWith: env.SIGNING_WITH || undefined,
    sealingKey: ("SEALING_KEY" in env && (env.SEALING_KEY as string)) || undefined,
    appOrigin: env.APP_ORIGIN,
    databaseBudgetMs: env.DATABASE_BUDGET_MS || undefined,
    passwordWaitMs: env.PASSWORD_WAIT_MS || undefined,
    runId: env.RUN_ID ?? "",
  });
  if (!parsed.success) throw new Error(`The Worker's settings are not usable: ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")}`);
  read.set(env, parsed.data);
  return parsed.data;
}
