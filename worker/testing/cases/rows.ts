/** What an operation is about, made as the owner of the schema. */
import { uuidv7 } from "uuidv7";
import { TOTP } from "otpauth";
import { toBase64Url, sha256Of, toHex } from "#worker/crypto/digest.ts";
import { hashRecoveryCode, makeRecoveryCodes } from "#worker/crypto/recovery-codes.ts";
import { toBase32 } from "#worker/crypto/totp.ts";
import { makeChallenge, signStep } from "#worker/domain/account/step-token.ts";
import { sealTotpSecret } from "#worker/domain/account/totp-secret.ts";
import { toByteaText } from "#worker/store/bytea.ts";
import type { RequestContext } from "#worker/context.ts";
import { makeAuthenticator } from "../authenticator.ts";
import { asOwner } from "../database.ts";
import { makeRequest, randomText, type MadeSite } from "../factories.ts";
import { makeVisit, PASSWORD_HASH, type Actor, type World } from "../world.ts";

export const DEPLOYMENT = "00000000-0000-0000-0000-000000000000";

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** What the app of this secret shows now. */
export const codeOf = (base32: string): string => new TOTP({ secret: base32 }).generate();

/** The account gets an authenticator app. Gives its secret as the app has it. */
export async function giveAuthenticator({ accountId }: Actor): Promise<string> {
  const secret = randomBytes(20);
  const sealed = await sealTotpSecret(makeRequest(), accountId, secret);
  await asOwner()`update account set totp_secret = ${toByteaText(sealed)}::bytea where id = ${accountId}`;
  return toBase32(secret);
}

export async function givePasskey({ accountId }: Actor) {
  const passkeyId = uuidv7();
  const authenticator = await makeAuthenticator(makeRequest().settings.appOrigin);
  await asOwner()`insert into passkey (id, account_id, credential_id, public_key, sign_count, transports, name, is_backed_up)
    values (${passkeyId}, ${accountId}, ${toByteaText(authenticator.credentialId)}::bytea, ${toByteaText(authenticator.cose)}::bytea, 0, '{internal}', 'Phone', true)`;
  return { passkeyId, authenticator };
}

export async function giveRecoveryCode({ accountId }: Actor): Promise<string> {
  const [recoveryCode = ""] = makeRecoveryCodes(randomBytes);
  await asOwner()`insert into recovery_code (account_id, code_hash) values (${accountId}, ${toByteaText(hashRecoveryCode(accountId, recoveryCode) ?? new Uint8Array())}::bytea)`;
  return recoveryCode;
}

/** The options of a challenge that was made for `who`, as a browser is given them, with its token. */
export async function challengeFor(request: RequestContext, who: string): Promise<{ options: string; token: string }> {
  const { bytes, token } = await makeChallenge(request, who);
  return { options: JSON.stringify({ challenge: toBase64Url(bytes), user: { id: "none" } }), token };
}

/** The token of a log-in whose password was right. */
export async function stepOf({ accountId }: Actor): Promise<string> {
  return signStep(makeRequest(), { accountId, passwordDigest: toHex(sha256Of(PASSWORD_HASH)), isKnown: false });
}

/** Another live session of the same person, in this company of theirs. */
export async function addSession(companyId: string, memberId: string): Promise<string> {
  const id = uuidv7();
  await asOwner()`insert into session (company_id, id, member_id, secret_hash, expires_at) values (${companyId}, ${id}, ${memberId}, ${toByteaText(randomBytes(32))}::bytea, now() + interval '1 hour')`;
  return id;
}

const linkToken = () => toBase64Url(randomBytes(32));

/** An open invite of the company to this address. */
export async function makeInvite(companyId: string, email: string): Promise<{ inviteId: string; token: string }> {
  const [inviteId, token] = [uuidv7(), linkToken()];
  await asOwner()`insert into invite (company_id, id, email, name, role, token_hash, expires_at) values (${companyId}, ${inviteId}, ${email}, 'Mere Tau', 'viewer', ${toByteaText(sha256Of(token))}::bytea, now() + interval '1 day')`;
  return { inviteId, token };
}

export async function makeReset({ accountId }: Actor): Promise<string> {
  const token = linkToken();
  await asOwner()`insert into password_reset (id, account_id, token_hash, expires_at) values (${uuidv7()}, ${accountId}, ${toByteaText(sha256Of(token))}::bytea, now() + interval '1 hour')`;
  return token;
}

export async function makeSignUp(email: string): Promise<string> {
  const token = linkToken();
  await asOwner()`insert into sign_up (id, email, company_name, member_name, token_hash, expires_at) values (${uuidv7()}, ${email}, 'Rātā Roofing', 'Mere Tau', ${toByteaText(sha256Of(token))}::bytea, now() + interval '1 day')`;
  return token;
}

/** Another site of the company, open or closed, with its live link. */
export async function addSite({ company: { companyId }, word }: World, isClosed = false): Promise<{ siteId: string; linkId: string }> {
  const [siteId, linkId] = [uuidv7(), uuidv7()];
  const sql = asOwner();
  await sql.transaction([
    sql`insert into site (company_id, id, name, address, code, closed_at) values (${companyId}, ${siteId}, ${`${word} yard`}, '2 Kōwhai Road', ${randomText(10)}, ${isClosed ? new Date().toISOString() : null})`,
    sql`insert into site_link (company_id, id, site_id, secret) values (${companyId}, ${linkId}, ${siteId}, ${randomText(12)})`,
  ]);
  return { siteId, linkId };
}

/** The visit of this token is over. Gives whose it was. */
export async function endVisit(signOutToken: string): Promise<string> {
  const [row] = await asOwner()`update visit set signed_out_at = signed_in_at, left_how = 'signed_out' where sign_out_hash = ${toByteaText(sha256Of(signOutToken))}::bytea returning person_id`;
  return row?.["person_id"] as string;
}

/** The same as a past that nobody signed in to: a gate takes so many a minute, and each test of a route asks for several. */
export async function addPastVisit({ companyId, siteId, code }: MadeSite): Promise<{ visitId: string; personId: string; signOutToken: string }> {
  const [visitId, personId, signOutToken] = [uuidv7(), uuidv7(), linkToken()];
  const [name, phone] = [`Hēmi ${code} ${randomText(6)}`, `+6421${String(Math.floor(Math.random() * 9_000_000) + 1_000_000)}`];
  const sql = asOwner();
  await sql.transaction([
    sql`insert into person (company_id, id, phone, name, name_key) values (${companyId}, ${personId}, ${phone}, ${name}, ${name.toLowerCase()})`,
    sql`insert into visit (company_id, id, site_id, person_id, visitor_type, name, phone, search_text, content_hash, privacy_notice_version, sign_out_hash, sign_out_expires_at, signed_in_at, signed_out_at, left_how)
      values (${companyId}, ${visitId}, ${siteId}, ${personId}, 'visitor', ${name}, ${phone}, ' hemi', '', 1, ${toByteaText(sha256Of(signOutToken))}::bytea, now(), now() - interval '1 hour', now(), 'signed_out')`,
  ]);
  return { visitId, personId, signOutToken };
}

/** Somebody who was at the site and has left. */
export const makePersonGone = async (site: MadeSite): Promise<string> => endVisit((await makeVisit(site)).signOutToken);

/** An address that nobody has. */
export const freshEmail = ({ word }: World): string => `${word}.${randomText(10)}@example.test`;
