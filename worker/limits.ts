/** Every guardrail number, with the environment name that changes its default. */

export const LIMITS = {
  signInsPerMinutePerClient: { default: 30, variable: "LIMIT_SIGN_INS_PER_MINUTE_PER_CLIENT", what: "sign-ins a minute from one phone or network" },
  signInsPerMinutePerSite: { default: 200, variable: "LIMIT_SIGN_INS_PER_MINUTE_PER_SITE", what: "sign-ins a minute at one site" },
  requestBodyBytes: { default: 64 * 1024, variable: "LIMIT_REQUEST_BODY_BYTES", what: "size of one form" },
  exportRowsPerPage: { default: 5_000, variable: "LIMIT_EXPORT_ROWS_PER_PAGE", what: "rows an export reads at once" },
} as const;

export type LimitName = keyof typeof LIMITS;

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
  signOutLinkSeconds: 24 * 3600,
  signInFormSeconds: 24 * 3600,
  rememberedDeviceSeconds: 90 * 24 * 3600,
  downloadLinkSeconds: 10 * 60,
  jobLeaseSeconds: 30,
  jobMaxAttempts: 5,
  jobQueuedSeconds: 10,
  snapshotInIsolateMs: 5_000,
  snapshotInObjectMs: 60_000,
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
