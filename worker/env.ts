/** Bindings and variables. `readSettings` fails closed at the first request when a variable is missing or malformed. */
import * as z from "zod";
import type { JobMessage } from "#worker/jobs.ts";
import type { SiteGate } from "#worker/durable/site-gate.ts";

export interface Env {
  ASSETS: Fetcher;
  SITE_GATE: DurableObjectNamespace<SiteGate>;
  JOBS: Queue<JobMessage>;
  FILES: R2Bucket;
  DATABASE_URL: string;
  /** Only beside a local database: where Neon's HTTP endpoint is. */
  NEON_HTTP_URL?: string;
  SIGNING_KEYS: string;
  /** 32 bytes as base64url: seals what the database keeps but may not read, such as the secrets of authenticator apps. */
  SEALING_KEY: string;
  APP_ORIGIN: string;
  RUN_ID: string;
  /** How long a trip to the database may take, in milliseconds; 5,000 when it is not set. */
  DATABASE_BUDGET_MS?: string;
  /** Who mails are from, and one of two ways out for them; without, no mail is sent (worker/mail/send.ts). */
  MAIL_FROM?: string;
  RESEND_API_KEY?: string;
  /** Only on this machine: what answers in Resend's place. */
  RESEND_URL?: string;
  MAIL?: SendEmail;
}

export type MailEnv = Pick<Env, "MAIL_FROM" | "RESEND_API_KEY" | "RESEND_URL" | "MAIL">;

/** What the queue consumer is bound to: the same database and files, the way out for mail and the address that its links begin with, no pages, no objects. */
export type ConsumerEnv = Pick<Env, "FILES" | "DATABASE_URL" | "NEON_HTTP_URL" | "SIGNING_KEYS" | "RUN_ID" | "DATABASE_BUDGET_MS" | "APP_ORIGIN"> & MailEnv;

const signingKey = z.object({ id: z.string().regex(/^[a-z0-9]{1,8}$/), secret: z.base64url().min(43) });

const settings = z.object({
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }),
  neonHttpUrl: z.url().optional(),
  /** The Worker's alone: the consumer seals and opens nothing. */
  sealingKey: z.base64url().length(43).optional(),
  /** The first signs; the second, while a rotation is under way, still verifies. */
  signingKeys: z.array(signingKey).min(1).max(2),
  /** Where people reach us; what links in mails begin with, and whom passkeys belong to. */
  appOrigin: z.url().transform((text) => new URL(text).origin),
  databaseBudgetMs: z.coerce.number().int().min(10).max(60_000).default(5_000),
  runId: z.string().regex(/^[a-z0-9-]{0,40}$/),
});

export type Settings = z.infer<typeof settings>;

const read = new WeakMap<object, Settings>();

export function readSettings(env: ConsumerEnv): Settings {
  const known = read.get(env);
  if (known) return known;
  const parsed = settings.safeParse({
    databaseUrl: env.DATABASE_URL,
    neonHttpUrl: env.NEON_HTTP_URL || undefined,
    signingKeys: JSON.parse(env.SIGNING_KEYS || "[]") as unknown,
    sealingKey: ("SEALING_KEY" in env && (env.SEALING_KEY as string)) || undefined,
    appOrigin: env.APP_ORIGIN,
    databaseBudgetMs: env.DATABASE_BUDGET_MS || undefined,
    runId: env.RUN_ID ?? "",
  });
  if (!parsed.success) throw new Error(`The Worker's settings are not usable: ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")}`);
  read.set(env, parsed.data);
  return parsed.data;
}
