/** Companies, sites and members made for one test, as the owner of the schema, with ids of their own. */
import { env } from "cloudflare:workers";
import { uuidv7 } from "uuidv7";
import { makeMemberContext, makeRequestContext, makeVisitorContext, signOutTokenOf, type MemberContext, type RequestContext, type VisitorContext } from "#worker/context.ts";
import { sha256Of, toBase64Url } from "#worker/crypto/digest.ts";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import { toByteaText } from "#worker/store/bytea.ts";
import type { MemberRole } from "#worker/permissions.ts";
import { asOwner } from "./database.ts";

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

export function randomText(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => LETTERS[byte % LETTERS.length]).join("");
}

export interface MadeSite {
  companyId: string;
  siteId: string;
  name: string;
  code: string;
  secret: string;
  path: string;
}

export interface MadeCompany {
  companyId: string;
  sites: [MadeSite, ...MadeSite[]];
}

/**
 * A company with open sites; its names carry the run and, if one is given, a word of its own, so that a look into the database or at an
 * answer tells whose they are.
 */
export async function makeCompany(siteCount = 1, word = ""): Promise<MadeCompany> {
  const sql = asOwner();
  const companyId = uuidv7();
  const start = [env.RUN_ID, word].filter(Boolean).join(" ");
  const sites = Array.from({ length: siteCount }, (_, index): MadeSite => {
    const [code, secret] = [randomText(10), randomText(12)];
    return { companyId, siteId: uuidv7(), name: `${start} Site ${index + 1}`, code, secret, path: `/s/${code}-${secret}` };
  });
  await sql.transaction([
    sql`insert into company (company_id, name) values (${companyId}, ${`${start} Builders`})`,
    ...sites.flatMap(({ siteId, name, code, secret }) => [
      sql`insert into site (company_id, id, name, address, code) values (${companyId}, ${siteId}, ${name}, '1 Kōwhai Road', ${code})`,
      sql`insert into site_link (company_id, id, site_id, secret) values (${companyId}, ${uuidv7()}, ${siteId}, ${secret})`,
    ]),
  ]);
  return { companyId, sites: sites as [MadeSite, ...MadeSite[]] };
}

/** Whose account it is and what else a test wants to know beforehand. */
interface Person {
  email?: string;
  name?: string;
  passwordHash?: string;
  /** Another company that they are a viewer of, and as whom. */
  viewerIn?: { companyId: string; memberId: string };
}

export interface MadeMember extends MemberContext {
  sessionId: string;
  accountId: string;
}

/** A member with a live session. Gives the context that their requests would have. */
export async function makeMember(company: MadeCompany, role: MemberRole, siteIds: string[] = [], person: Person = {}): Promise<MadeMember> {
  const sql = asOwner();
  const [accountId, memberId, sessionId] = [uuidv7(), uuidv7(), uuidv7()];
  const { email = `${memberId}@example.test`, name: memberName = "Test Member", passwordHash = "none", viewerIn } = person;
  const secret = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  const expiresAt = new Date(Date.now() + 3_600_000);
  await sql.transaction([
    sql`insert into account (id, email, password_hash) values (${accountId}, ${email}, ${passwordHash})`,
    sql`insert into member (company_id, id, account_id, name, role) values (${company.companyId}, ${memberId}, ${accountId}, ${memberName}, ${role})`,
    ...(viewerIn ? [sql`insert into member (company_id, id, account_id, name, role) values (${viewerIn.companyId}, ${viewerIn.memberId}, ${accountId}, ${memberName}, 'viewer')`] : []),
    ...siteIds.map((siteId) => sql`insert into member_site (company_id, member_id, site_id) values (${company.companyId}, ${memberId}, ${siteId})`),
    sql`insert into session (company_id, id, member_id, secret_hash, expires_at) values (${company.companyId}, ${sessionId}, ${memberId}, ${toByteaText(sha256Of(secret))}::bytea, ${expiresAt.toISOString()})`,
  ]);
  const claims = { secret, companyId: company.companyId, companyName: "", timeZone: "Pacific/Auckland", memberId, memberName, role, version: 1, companies: 1, expiresAt };
  return Object.assign(makeMemberContext(makeRequest(), claims), { sessionId, accountId });
}

/** Where and when a request comes from, and what the deployment sets otherwise than the tests do. */
interface From {
  address?: string;
  now?: Date;
  variables?: { DATABASE_BUDGET_MS?: string; LIMIT_LOG_IN_TRIES_PER_ACCOUNT?: string };
  /** Keeps what the answer does not wait for. */
  defer?: (work: Promise<unknown>) => void;
}

/** A request as it would come from a phone. Each test that counts against limits takes an address of its own. */
export function makeRequest(from: From = {}): RequestContext {
  return makeRequestContext({ ...env, ...from.variables }, { requestId: crypto.randomUUID(), now: from.now ?? new Date(), address: from.address ?? randomAddress(), userAgent: "test", ...(from.defer && { defer: from.defer }) });
}

export function randomAddress(): string {
  const [a, b, c] = crypto.getRandomValues(new Uint8Array(3));
  return `10.${a}.${b}.${c}`;
}

export function makeVisitor(site: MadeSite, from: From = {}): VisitorContext {
  return makeVisitorContext(makeRequest(from), site, site, siteGateOf(env, site.code));
}

/** What is made before the first attempt at a sign-in. */
export function prepare(visitId = uuidv7()) {
  const settings = makeRequest().settings;
  return { visitId, signOutToken: signOutTokenOf(settings, settings.signingKeys[0]?.id ?? "", visitId) };
}

let phones = 0;

/** Somebody nobody else in this test worker is. */
export function somebody() {
  phones += 1;
  return { name: `Hēmi Parata ${randomText(6)}`, phone: `021 ${String(1_000_000 + phones).slice(0, 3)} ${String(1_000_000 + phones).slice(3)}`, visitorType: "contractor" as const, employer: "Tūī Scaffolding" };
}
