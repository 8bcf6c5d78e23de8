/** What counts against which limit, by whose tries they are. */
import type { RequestContext } from "#worker/context.ts";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { DomainError } from "#worker/errors.ts";
import { clientKey, LIFETIMES, type LimitName } from "#worker/limits.ts";
import type { Try } from "#worker/store/account-store.ts";

/** A device that has logged in before: its tries are its own, so that strangers lock nobody out of it. */
export interface KnownDevice {
  id: string;
  /** Digests of the e-mails that have logged in on it. */
  accounts: string[];
}

/** The digest under which an e-mail stands in a device's cookie. */
export const digestOfEmail = (email: string): string => toHex(sha256Of(`account\n${email}`)).slice(0, 16);

/** Whether this e-mail has logged in on the device before. */
export function isKnownTo(device: KnownDevice | null, email: string): device is KnownDevice {
  return device?.accounts.includes(digestOfEmail(email)) === true;
}

const DAY_SECONDS = 24 * 3600;

function makeTry(request: RequestContext, kind: string, whose: string[], limit: LimitName, clear = false, seconds: number = LIFETIMES.triesSeconds): Try {
  // The run id keeps parallel test runs apart.
  const key = toHex(sha256Of([request.runId, kind, ...whose].join("\n")));
  return { kind, key, limit: request.limit(limit), seconds, clear };
}

const clientOf = (request: RequestContext): string => clientKey(request.address);

/** Five wrong ones by account and client; more of one client over all accounts, and of one account over all strange clients. */
export function logInTries(request: RequestContext, email: string, device: KnownDevice | null): Try[] {
  if (isKnownTo(device, email)) {
    return [makeTry(request, "log-in", [email, "device", device.id], "logInTriesPerAccountAndClient", true)];
  }
  return [
    makeTry(request, "log-in", [email, "client", clientOf(request)], "logInTriesPerAccountAndClient", true),
    makeTry(request, "log-in-client", [clientOf(request)], "logInTriesPerClient"),
    makeTry(request, "log-in-account", [email], "logInTriesPerAccount"),
  ];
}

/**
 * The same tries as they are counted one after the other, until they fit: with the first limit two lower, one lower, as it is. What
 * fits first tells how many are left, in the trip that counts.
 */
export function lastTries([first, ...others]: Try[]): { tries: Try[]; triesLeft: number | undefined }[] {
  if (!first) return [];
  return [2, 1, 0].filter((fewer) => first.limit > fewer).map((fewer) => ({ tries: [{ ...first, limit: first.limit - fewer }, ...others], triesLeft: fewer === 2 ? undefined : fewer }));
}

/** Who comes here has shown the password. A code has six digits: over all clients together it may be guessed at only so often. */
export function secondStepTries(request: RequestContext, { accountId, isKnown }: { accountId: string; isKnown: boolean }): Try[] {
  const ofClient = makeTry(request, "second-step", [accountId, clientOf(request)], "secondStepTries", true);
  return isKnown ? [ofClient] : [ofClient, makeTry(request, "second-step-account", [accountId], "secondStepTriesPerAccount")];
}

export const passkeyTries = (request: RequestContext): Try[] => [makeTry(request, "passkey", [clientOf(request)], "logInTriesPerClient")];

export const passwordCheckTries = (request: RequestContext, memberId: string): Try[] => [makeTry(request, "password-check", [memberId], "passwordChecks", true)];

/** What strangers ask for in somebody's name keeps nobody from it on a device of their own, and fills no mailbox. */
export function resetTries(request: RequestContext, email: string, device: KnownDevice | null): Try[] {
  if (isKnownTo(device, email)) return [makeTry(request, "reset", [email, "device", device.id], "resetsPerAddressAndClient")];
  return [
    makeTry(request, "reset", [email, clientOf(request)], "resetsPerAddressAndClient"),
    makeTry(request, "reset-address", [email], "resetsPerAddress"),
    makeTry(request, "reset-address-day", [email], "linksPerAddressAndDay", false, DAY_SECONDS),
    makeTry(request, "reset-client", [clientOf(request)], "resetsPerClient"),
  ];
}

export const signUpTries = (request: RequestContext, email: string): Try[] => [
  makeTry(request, "sign-up-address", [email], "signUpsPerAddress"),
  makeTry(request, "sign-up-address-day", [email], "linksPerAddressAndDay", false, DAY_SECONDS),
  makeTry(request, "sign-up-client", [clientOf(request)], "signUpsPerClient"),
];

export const inviteTry = (request: RequestContext, memberId: string): Try => makeTry(request, "invite", [memberId], "invitesPerMember");

/** Throws TOO_MANY_TRIES when there are seconds to wait. */
export function requireNoWait(waitSeconds: number): void {
  if (waitSeconds > 0) throw new DomainError("TOO_MANY_TRIES", { retryAfterSeconds: waitSeconds });
}
