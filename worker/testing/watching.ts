/** A page of the office that watches a site, and what the tests of the live register share. */
import { env, exports } from "cloudflare:workers";
import { expect, vi } from "vitest";
import { makeVisitContext } from "#worker/context.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { signOut } from "#worker/domain/visit/sign-out.ts";
import type { RegisterMessage } from "#worker/durable/site-register.ts";
import { siteRegisterOf } from "#worker/durable/tell-registers.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { asOwner } from "./database.ts";
import { makeRequest, makeVisitor, prepare, somebody, type MadeMember, type MadeSite } from "./factories.ts";

const ORIGIN = "http://localhost:8787";

/** The number that the database has. */
export async function numberOf({ siteId }: MadeSite): Promise<number> {
  const [row] = await asOwner()`select number from site_register where site_id = ${siteId}`;
  return Number(row?.["number"]);
}

export const objectOf = ({ siteId }: MadeSite) => siteRegisterOf(env, siteId);

/** What the deferred work of an answer comes to, waited for. */
export const untilObjectHas = (site: MadeSite, number: number) => vi.waitFor(async () => expect((await objectOf(site).state()).number).toBe(number), { timeout: 5_000 });

export async function comeIn(site: MadeSite, who: ReturnType<typeof somebody> = somebody()) {
  const prepared = prepare();
  await signIn(makeVisitor(site), { ...who, prepared });
  return { ...prepared, who };
}

export const leave = (signOutToken: string) => signOut(makeVisitContext(makeRequest(), signOutToken), { signOutToken });

export const openSocket = async (site: MadeSite, member: MadeMember, { have, headers }: { have?: number; headers?: Record<string, string> } = {}) =>
  exports.default.fetch(`${ORIGIN}/register/live?site=${site.siteId}${have === undefined ? "" : `&have=${have}`}`, {
    redirect: "manual",
    headers: { Upgrade: "websocket", Origin: ORIGIN, Cookie: (await writeSession(makeRequest(), member.claims)).split(";")[0] ?? "", ...headers },
  });

/** A page that watches: what it was told, and how it ended. */
export async function watch(site: MadeSite, member: MadeMember, have?: number) {
  const { status, webSocket } = await openSocket(site, member, have === undefined ? {} : { have });
  expect(status).toBe(101);
  if (!webSocket) throw new Error("no socket");
  const told: RegisterMessage[] = [];
  const other: string[] = [];
  const end = { code: 0 };
  webSocket.addEventListener("message", ({ data }) => (String(data).startsWith("{") ? told.push(JSON.parse(String(data)) as RegisterMessage) : other.push(String(data))));
  webSocket.addEventListener("close", ({ code }) => (end.code = code));
  webSocket.accept();
  const untilTold = (count: number) => vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(count), { timeout: 5_000 });
  const untilClosed = (code: number) => vi.waitFor(() => expect(end.code).toBe(code), { timeout: 5_000 });
  await untilTold(1);
  return { socket: webSocket, told, other, end, untilTold, untilClosed };
}
