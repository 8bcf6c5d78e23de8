/** What the office shows each role: the forms and links of what it may do, and of nothing else. */
import { beforeAll, describe, expect, it } from "vitest";
import { MEMBER_ROLES, may, type MemberRole } from "#worker/permissions.ts";
import { ask, ORIGIN } from "./ask.ts";
import { OFFICE_ROUTES } from "./cases/office-routes.ts";
import { PUBLIC_ROUTES } from "./cases/public-routes.ts";
import { cookieOf, intentOf, routeOf } from "./cases/route-case.ts";
import { addSession, giveAuthenticator, givePasskey } from "./cases/rows.ts";
import { randomAddress } from "./factories.ts";
import { makeAt } from "./operation-calls.ts";
import { makeActor, makeWorld, type Actor, type World } from "./world.ts";

const CASES = { ...PUBLIC_ROUTES, ...OFFICE_ROUTES };

/** A button or link: the route that it leads to, and what it intends there. */
interface Way {
  method: "GET" | "POST";
  path: string;
  intent: string;
}

const decode = (text: string) => text.replaceAll("&amp;", "&");
const attributeOf = (tag: string, name: string) => decode(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "");

/** The forms of a page, each once for each intent that its buttons and hidden fields have. */
function formsOf(html: string, at: string): Way[] {
  return Array.from(html.matchAll(/<form\b[^>]*>|<\/form>/g)).flatMap((start, index, tags): Way[] => {
    const [tag] = start;
    if (tag === "</form>") return [];
    const inside = html.slice(start.index, tags[index + 1]?.index);
    const intents = Array.from(inside.matchAll(/<(?:input|button)\b[^>]*\sname="intent"[^>]*>/g), ([field]) => attributeOf(field, "value"));
    const path = new URL(attributeOf(tag, "action") || at, ORIGIN).pathname;
    const method = /method="post"/i.test(tag) ? "POST" : "GET";
    return (intents.length > 0 ? intents : [""]).map((intent) => ({ method, path, intent }));
  });
}

/** The links of a page to our own pages; one with a question leads to the form that asks it. */
function linksOf(html: string): Way[] {
  return Array.from(html.matchAll(/<a\b[^>]*>/g), ([tag]) => attributeOf(tag, "href"))
    .filter((href) => href.startsWith("/"))
    .flatMap((href): Way[] => {
      const { pathname: path, searchParams } = new URL(href, ORIGIN);
      const intent = searchParams.get("ask");
      return [{ method: "GET", path, intent: "" }, ...(intent ? [{ method: "POST" as const, path, intent }] : [])];
    });
}

const isOf = (declared: string, path: string) => new RegExp(`^${declared.replace(/:\w+/g, "[^/]+")}$`).test(path);

/** The case that tells who may go this way: the one without parameters first. */
function caseOf({ method, path, intent }: Way) {
  const found = Object.entries(CASES).filter(([name]) => {
    const [caseMethod, declared = ""] = routeOf(name).split(" ");
    return caseMethod === method && isOf(declared, path) && (method === "GET" || intentOf(name) === intent);
  });
  return found.sort(([one], [other]) => one.split(":").length - other.split(":").length)[0];
}

function mayGo(role: MemberRole, way: Way): boolean {
  const [, one] = caseOf(way) ?? [];
  return one !== undefined && (one.needs === "anyone" || one.needs === "cookie" || may(role, one.needs));
}

async function open(path: string, actor: Actor): Promise<{ status: number; html: string }> {
  const response = await ask(path, { headers: { Accept: "text/html", "CF-Connecting-IP": randomAddress(), Cookie: await cookieOf(actor.claims) } });
  return { status: response.status, html: await response.text() };
}

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});

const say = ({ method, path, intent }: Way) => `${method} ${path} ${intent}`;

describe("a page of the office", () => {
  for (const role of MEMBER_ROLES) {
    it(`shows a member of the role ${role} no button and no link of what they may not do`, async () => {
      const at = await makeAt(world, role);
      // Something to be done about everything.
      await Promise.all([makeActor(world, "viewer"), addSession(at.actor.companyId, at.actor.claims.memberId), giveAuthenticator(at.actor), givePasskey(at.actor)]);
      const seen = new Set<string>();
      for (const [name, one] of Object.entries(OFFICE_ROUTES)) {
        if (!name.startsWith("GET ") || one.ok !== 200 || name === "GET /files/:token") continue;
        const { path } = await one.send(at);
        const { status, html } = await open(path, at.actor);
        expect(status, name).toBe(one.needs === "anyone" || one.needs === "cookie" || may(role, one.needs) ? 200 : 403);
        const ways = [...formsOf(html, path), ...linksOf(html)];
        for (const way of ways) seen.add(say(way));
        expect(ways.filter((way) => !caseOf(way)).map(say), `${name}: leads nowhere`).toEqual([]);
        expect(ways.filter((way) => !mayGo(role, way)).map(say), `${name}: leads where ${role} may not`).toEqual([]);
      }
      expect(seen.size).toBeGreaterThan(10);
    });
  }

  for (const [name, one] of Object.entries(OFFICE_ROUTES)) {
    if ("on" in one) it(`has the form of ${name} for whoever may send it, and for nobody else`, async () => {
      for (const role of MEMBER_ROLES) {
        const at = await makeAt(world, role);
        const sent = await one.send(at);
        const address = one.on?.(sent) ?? "";
        const { html } = await open(address, at.actor);
        const path = new URL(sent.path, ORIGIN).pathname;
        const isThere = formsOf(html, address).some((form) => form.method === "POST" && form.path === path && form.intent === intentOf(name));
        expect(isThere, `${role} at ${address}`).toBe(one.needs === "anyone" || one.needs === "cookie" || may(role, one.needs));
      }
    });
  }

  it("has its form's page on record for every change, but for those that script alone asks for", () => {
    const without = Object.entries(OFFICE_ROUTES).filter(([name, one]) => name.startsWith("POST ") && !one.on);
    expect(without.map(([name]) => name)).toEqual(["POST /account/passkeys, begin", "POST /inductions/new, a draft", "POST /inductions/:id, save", "POST /inductions/:id/texts", "POST /uploads", "POST /uploads/:token"]);
  });
});
