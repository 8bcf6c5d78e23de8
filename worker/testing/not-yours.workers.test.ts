/** What is another company's looks like what is not there: the same status, the same words, on every route that takes an id. */
import { beforeAll, describe, expect, it } from "vitest";
import { writeSession } from "#worker/http/session-cookie.ts";
import type { MemberRole } from "#worker/permissions.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { ask, ORIGIN } from "./ask.ts";
import { crawl, type FoundForm } from "./crawl.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, somebody, type MadeCompany } from "./factories.ts";
import { plantCompany, type Planted } from "./planted.ts";
import { listRoutes } from "./routes.ts";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const isId = (text: string) => text.replace(UUID, "") === "" && text !== "";
const ROLES: MemberRole[] = ["owner", "site_manager", "viewer"];

let own: MadeCompany;
let other: Planted;
let untouched: string;
const sessions = new Map<MemberRole, string>();
let forms: FoundForm[];
let addresses: string[];

beforeAll(async () => {
  own = await makeCompany(2);
  await signIn(makeVisitor(own.sites[0]), { ...somebody(), prepared: prepare() });
  other = await plantCompany();
  for (const role of ROLES) {
    const member = await makeMember(own, role, role === "site_manager" ? [own.sites[0].siteId] : []);
    sessions.set(role, (await writeSession(makeRequest(), member.claims)).split(";")[0] ?? "");
  }
  const starts = listRoutes().filter(({ method, path }) => method === "GET" && !path.includes(":")).map(({ path }) => path);
  ({ forms, addresses } = await crawl(starts, sessions.get("owner") ?? ""));
  untouched = await other.digest();
  // None of these may be lost to the roles that try fewer.
  expect(idsFor("viewer").map(({ of }) => of)).toEqual(expect.arrayContaining(["member.id", "site.id", "visit.id", "person.id", "entry.id", "export.id"]));
});

/** An answer without what differs between any two. */
async function read(response: Response, id: string): Promise<string> {
  const text = await response.text();
  const passing = /nonce(=|":)"[\w-]+"|eyJ[\w-]+\.[\w-]+\.[\w-]+|[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z|\d+:\d\d( [ap]m)?/g;
  return `${response.status} ${response.headers.get("Location")} ${text}`.replaceAll(id, "(the id)").replace(passing, "…");
}

/** Where two answers part, or nothing. */
function findDifference(one: string, other: string): string {
  if (one === other) return "";
  const at = [...one].findIndex((character, index) => character !== other[index]);
  return `${one.slice(Math.max(0, at - 80), at + 80)} ≠ ${other.slice(Math.max(0, at - 80), at + 80)}`;
}

/** The answer, or that to the signed link which it leads to. */
async function send(address: string, role: MemberRole, form?: [string, string][]): Promise<Response> {
  const answer = await ask(address, {
    headers: { Accept: "text/html", Cookie: sessions.get(role) ?? "", ...(form ? { Origin: ORIGIN } : {}) },
    ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
  });
  const to = answer.headers.get("Location") ?? "";
  return to.startsWith("/files/") ? send(to, role) : answer;
}

/** The owner tries each id of theirs; the other roles those of things, and not of what things only refer to: a company, an account, a second member. */
const idsFor = (role: MemberRole) => (role === "owner" ? other.ids : other.ids.filter(({ of }) => of.endsWith(".id")));

async function expectTheSame(make: (id: string) => { address: string; form?: [string, string][] }) {
  for (const role of ROLES) {
    const nobodys = crypto.randomUUID();
    const answerTo = async (id: string) => {
      const { address, form } = make(id);
      return read(await send(address, role, form), id);
    };
    // Twice: what the rest of a form changes of one's own is changed the first time.
    await answerTo(nobodys);
    const asNothing = await answerTo(nobodys);
    for (const { of, id } of idsFor(role)) expect([make(id), role, of, findDifference(asNothing, await answerTo(id))]).toEqual([make(id), role, of, ""]);
    expect(asNothing).not.toContain(other.word);
  }
}

describe("an id of another company's answers as one of nothing does", () => {
  const withId = listRoutes().filter(({ path }) => path.includes(":"));

  it.each(withId.map((route) => [`${route.method} ${route.path}`, route] as const))("in the address: %s", async (_name, { method, path }) => {
    await expectTheSame((id) => ({ address: path.replace(/:\w+/g, id), ...(method === "POST" ? { form: [] } : {}) }));
  });

  it("in the query of every page that has one in its links", async () => {
    const withQuery = addresses.filter((address) => UUID.test(address.split("?")[1] ?? ""));
    expect(withQuery.length).toBeGreaterThan(2);
    for (const address of withQuery) await expectTheSame((id) => ({ address: address.replace(UUID, id) }));
  });

  it("in every field of every form that has one", async () => {
    const withField = forms.filter(({ method, fields }) => method === "POST" && fields.some(([, value]) => isId(value)));
    expect(withField.length).toBeGreaterThan(2);
    for (const { address, fields } of withField) {
      for (const [name, value] of fields.filter(([, text]) => isId(text))) {
        await expectTheSame((id) => ({ address, form: fields.map(([field, text]): [string, string] => [field, field === name && text === value ? id : text]) }));
      }
    }
  });

  it("and all of that has changed nothing of theirs", async () => {
    expect(await other.digest()).toBe(untouched);
    // Which shows something only if a change of any kind would be seen.
    await asOwner()`update account set updated_at = now() where id = ${other.ids.find(({ of }) => of === "member.account_id")?.id ?? ""}`;
    expect(await other.digest()).not.toBe(untouched);
  });
});
