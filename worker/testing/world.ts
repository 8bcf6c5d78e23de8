/** A company with something of everything in it, whose names nobody else has, and the people who act there. */
import { env } from "cloudflare:workers";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import type { RequestContext } from "#worker/context.ts";
import type { MemberRole } from "#worker/permissions.ts";
import { uuidv7 } from "uuidv7";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, randomText, somebody, type MadeCompany, type MadeMember, type MadeSite } from "./factories.ts";

export interface World {
  /** Stands in the company's names and in no other's. */
  word: string;
  company: MadeCompany;
  here: MadeSite;
  there: MadeSite;
  /** Another company, where each of this one's members is a viewer. */
  elsewhere: MadeCompany;
}

export interface Actor extends MadeMember {
  email: string;
  /** Their id as a member of the world's `elsewhere`. */
  elsewhereId: string;
}

export const PASSWORD = "rimu gate 77 lantern";

/** Its hash, at the least cost that is taken: the tests ask for it a thousand times. */
export const PASSWORD_HASH = "$argon2id$v=19$m=7168,t=1,p=1$DHdTdcHZzkvWZShPLq23iQ$Tvg+roZurfUDO8wrDfr8cSOy+B1LjuR8iZOf2YdQX8E";

/** Somebody signs in at the site, under a name that holds the site's code: who reads of them has seen that site. */
export async function makeVisit(site: MadeSite): Promise<{ visitId: string; signOutToken: string }> {
  const prepared = prepare();
  await signIn(makeVisitor(site), { ...somebody(), name: `Hēmi ${site.code} ${randomText(6)}`, prepared });
  return prepared;
}

/** Somebody who waits for a supervisor, under a name that holds the site's code. */
export async function makeEntry(site: MadeSite): Promise<{ visitId: string; signOutToken: string }> {
  const prepared = prepare();
  await asOwner()`update site set rules = '{"approval": ["delivery"]}' where id = ${site.siteId}`;
  await signIn(makeVisitor(site), { ...somebody(), name: `Hēmi ${site.code} ${randomText(6)}`, visitorType: "delivery", prepared });
  return prepared;
}

/** Of a company: a finished export of the site, asked for by this member. */
export async function makeExport(site: MadeSite, requestedBy: string): Promise<string> {
  const id = uuidv7();
  await asOwner()`insert into export (company_id, id, requested_by, site_id, from_on, to_on, format, requested_at, state, file_key, file_bytes, rows_written, fencing)
    values (${site.companyId}, ${id}, ${requestedBy}, ${site.siteId}, '2026-01-01', '2026-02-01', 'csv', now(), 'done', ${`${site.companyId}/exports/${id}/1.csv`}, 6, 0, 1)`;
  return id;
}

export async function makeWorld(): Promise<World> {
  const word = randomText(12);
  const [company, elsewhere] = await Promise.all([makeCompany(2, word), makeCompany(1, randomText(12))]);
  const [here, there] = company.sites as [MadeSite, MadeSite];
  const world = { word, company, here, there, elsewhere };
  // Thousands of cells bring somebody to these gates; how many a minute lets in is tested elsewhere.
  await asOwner()`insert into company_limit (company_id, name, value) values (${company.companyId}, 'signInsPerMinutePerSite', 10000)`;
  for (const { code } of [here, there]) await siteGateOf(env, code).snapshot(code);
  const owner = await makeActor(world, "owner");
  for (const site of [here, there]) {
    await makeVisit(site);
    await makeEntry(site);
    await makeExport(site, owner.claims.memberId);
  }
  return world;
}

/** A member of the world with a live session, a password (PASSWORD) and a place in `elsewhere`. A site manager has the sites that are given. */
export async function makeActor({ word, company, elsewhere }: World, role: MemberRole, sites: MadeSite[] = []): Promise<Actor> {
  const [email, elsewhereId] = [`${word}.${randomText(8)}@example.test`, uuidv7()];
  const viewerIn = { companyId: elsewhere.companyId, memberId: elsewhereId };
  const siteIds = role === "site_manager" ? sites.map(({ siteId }) => siteId) : [];
  const member = await makeMember(company, role, siteIds, { email, name: `Mere ${word}`, passwordHash: PASSWORD_HASH, viewerIn });
  return Object.assign(member, { email, elsewhereId, claims: { ...member.claims, companies: 2 } });
}

/** What nobody of another company, or without this site, may ever be shown. */
export const marksOf = ({ word, company }: World): string[] => [word, company.companyId];
export const marksOfSite = ({ siteId, code, secret, name }: MadeSite): string[] => [siteId, code, secret, name];

/** A stranger's request, and what it goes on with after its answer. */
export function makeStranger(): { request: RequestContext; settled: () => Promise<unknown> } {
  const deferred: Promise<unknown>[] = [];
  return { request: makeRequest({ defer: (work) => deferred.push(work) }), settled: () => Promise.all(deferred) };
}

let pair: Promise<[World, World]> | undefined;
let takers = 0;

/** Two worlds that know nothing of each other, the same for a few takers in a row: making them takes its time. */
export function takeWorlds(): Promise<[World, World]> {
  if (takers % 8 === 0 || !pair) pair = Promise.all([makeWorld(), makeWorld()]);
  takers += 1;
  return pair;
}
