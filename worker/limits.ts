/** Every guardrail number, with the environment name that changes its default. */

export const LIMITS = {
  signInsPerMinutePerClient: { default: 30, variable: "LIMIT_SIGN_INS_PER_MINUTE_PER_CLIENT", what: "sign-ins a minute from one phone or network" },
  signInsPerMinutePerSite: { default: 200, variable: "LIMIT_SIGN_INS_PER_MINUTE_PER_SITE", what: "sign-ins a minute at one site" },
  requestBodyBytes: { default: 64 * 1024, variable: "LIMIT_REQUEST_BODY_BYTES", what: "size of one form" },
  registerSocketsPerSite: { default: 200, variable: "LIMIT_REGISTER_SOCKETS_PER_SITE", what: "pages that watch one site's register live" },
  uploadBytes: { default: 5 * 1024 * 1024, variable: "LIMIT_UPLOAD_BYTES", what: "size of one picture or PDF" },
  logInTriesPerAccountAndClient: { default: 5, variable: "LIMIT_LOG_IN_TRIES_PER_ACCOUNT_AND_CLIENT", what: "wrong log-ins in 15 minutes to one account from one client" },
  logInTriesPerClient: { default: 30, variable: "LIMIT_LOG_IN_TRIES_PER_CLIENT", what: "wrong log-ins in 15 minutes from one client" },
  /** A device that has logged in before is not counted here, so that nobody is locked out by strangers. */
  logInTriesPerAccount: { default: 50, variable: "LIMIT_LOG_IN_TRIES_PER_ACCOUNT", what: "wrong log-ins in 15 minutes to one account from unknown devices" },
  secondStepTries: { default: 5, variable: "LIMIT_SECOND_STEP_TRIES", what: "wrong codes in 15 minutes for one account from one client" },
  secondStepTriesPerAccount: { default: 20, variable: "LIMIT_SECOND_STEP_TRIES_PER_ACCOUNT", what: "wrong codes in 15 minutes for one account from unknown devices" },
  linksPerAddressAndDay: { default: 20, variable: "LIMIT_LINKS_PER_ADDRESS_AND_DAY", what: "mails that strangers may have sent to one address in a day, of each kind" },
  passwordChecks: { default: 5, variable: "LIMIT_PASSWORD_CHECKS", what: "wrong passwords in 15 minutes on the account page" },
  resetsPerAddressAndClient: { default: 5, variable: "LIMIT_RESETS_PER_ADDRESS_AND_CLIENT", what: "password resets asked for in 15 minutes for one address from one client" },
  resetsPerAddress: { default: 10, variable: "LIMIT_RESETS_PER_ADDRESS", what: "password resets asked for in 15 minutes for one address" },
  resetsPerClient: { default: 20, variable: "LIMIT_RESETS_PER_CLIENT", what: "password resets asked for in 15 minutes by one client" },
  signUpsPerAddress: { default: 3, variable: "LIMIT_SIGN_UPS_PER_ADDRESS", what: "new companies asked for in 15 minutes with one address" },
  signUpsPerClient: { default: 5, variable: "LIMIT_SIGN_UPS_PER_CLIENT", what: "new companies asked for in 15 minutes by one client" },
  invitesPerMember: { default: 30, variable: "LIMIT_INVITES_PER_MEMBER", what: "invites in 15 minutes by one member" },
  refusalsNotedPerHour: { default: 10, variable: "LIMIT_REFUSALS_NOTED_PER_HOUR", what: "refusals an hour that the log keeps of one member" },
  messagesPerMonth: { default: 100, variable: "LIMIT_MESSAGES_PER_MONTH", what: "messages a month of one company" },
  expectedVisitors: { default: 5_000, variable: "LIMIT_EXPECTED_VISITORS", what: "visitors that one company may expect at once: invited, and not over or called off" },
  auditKeptDays: { default: 90, variable: "LIMIT_AUDIT_KEPT_DAYS", what: "days that events stay in the database before they move to a file" },
  auditEventsPerFile: { default: 5_000, variable: "LIMIT_AUDIT_EVENTS_PER_FILE", what: "events in one file of the archive" },
  exportRowsPerPage: { default: 5_000, variable: "LIMIT_EXPORT_ROWS_PER_PAGE", what: "rows an export reads at once" },
} as const;

export type LimitName = keyof typeof LIMITS;

/** What a plan changes of the defaults. */
export const PLANS = {
  trial: { signInsPerMinutePerSite: 60, messagesPerMonth: 30, expectedVisitors: 500 },
  standard: {},
  large: { signInsPerMinutePerSite: 600, messagesPerMonth: 1_000, invitesPerMember: 100, expectedVisitors: 20_000 },
} as const satisfies Record<string, Partial<Record<LimitName, number>>>;

export type Plan = keyof typeof PLANS;

/** What a company may have a number of its own for, and how far that goes: beyond it is a slip of the hand. */
export const COMPANY_LIMITS = {
  signInsPerMinutePerClient: { atMost: 1_000 },
  signInsPerMinutePerSite: { atMost: 10_000 },
  messagesPerMonth: { atMost: 100_000 },
  expectedVisitors: { atMost: 100_000 },
  invitesPerMember: { atMost: 1_000 },
} as const satisfies Partial<Record<LimitName, { atMost: number }>>;

export type CompanyLimitName = keyof typeof COMPANY_LIMITS;

/** The limit in force for one company: its own value, else its plan's, else the deployment's. */
export function getCompanyLimit(env: object, company: { plan: Plan; limits: Partial<Record<LimitName, number>> }, name: CompanyLimitName): number {
  const ofPlan: Partial<Record<LimitName, number>> = PLANS[company.plan];
  return company.limits[name] ?? ofPlan[name] ?? getLimit(env, name);
}

/** What the deployment sets for each plan; the database picks, knowing the company. */
export function limitByPlan(limit: (name: LimitName) => number, name: CompanyLimitName): Record<Plan, number> {
  const of = (plan: Plan): number => (PLANS[plan] as Partial<Record<LimitName, number>>)[name] ?? limit(name);
  return { trial: of("trial"), standard: of("standard"), large: of("large") };
}

/** The limit in force for the deployment: the variable when it is set, else the default. Throws when the variable is no whole number above 0. */
export function getLimit(env: object, name: LimitName): number {
  const { default: standard, variable } = LIMITS[name];
  const given = (env as Record<string, unknown>)[variable];
  if (given === undefined || given === "") return standard;
  const value = Number(given);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${variable} must be a whole number above 0`);
  return value;
}

/** Visits, not seconds, are limited; these say how long things live. */
export const LIFETIMES = {
  sessionSeconds: 12 * 3600,
  /** The window of every limit on tries. */
  triesSeconds: 15 * 60,
  secondStepSeconds: 5 * 60,
  passkeyChallengeSeconds: 5 * 60,
  inviteSeconds: 72 * 3600,
  signUpSeconds: 24 * 3600,
  resetSeconds: 3600,
  knownDeviceSeconds: 180 * 24 * 3600,
  mailLeaseSeconds: 60,
  mailMaxAttempts: 8,
  auditLeaseSeconds: 60,
  /** Between two stretches of a check of the chain. */
  auditCheckSeconds: 10 * 60,
  signOutLinkSeconds: 24 * 3600,
  /** Somebody waits at the gate for a supervisor. */
  entrySeconds: 12 * 3600,
  signInFormSeconds: 24 * 3600,
  /** From the first step of an induction to the last. */
  attemptSeconds: 24 * 3600,
  /** Longer than its attempt, so that an old one still leads to its gate. */
  inductionTokenSeconds: 8 * 24 * 3600,
  rememberedDeviceSeconds: 90 * 24 * 3600,
  downloadLinkSeconds: 10 * 60,
  uploadLinkSeconds: 10 * 60,
  jobLeaseSeconds: 30,
  jobMaxAttempts: 5,
  jobQueuedSeconds: 10,
  snapshotInIsolateMs: 5_000,
  snapshotInObjectMs: 60_000,
  /** Older than this, a copy is shown only when the database gives no newer: the word of a change may have been lost. */
  snapshotTrustedMs: 10 * 60_000,
  /** So long after a failed reading nobody waits for another. */
  snapshotRetryMs: 30_000,
  /** Between two proofs of who watches a register live, and how long one holds while the database is away. */
  watchersProvenMs: 60_000,
  watchersUnprovenMs: 5 * 60_000,
} as const;

/** What counts as one client: the IPv4 address, or the /64 of an IPv6 address, which is one household or phone. */
export function clientKey(address: string | null): string {
  if (!address) return "unknown";
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const before = head ? head.split(":") : [];
  const after = address.includes("::") && tail ? tail.split(":") : [];
  const groups = address.includes("::") ? [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after] : before;
  return `${groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(":")}::/64`;
}
