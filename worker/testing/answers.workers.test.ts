/** What an answer is made of: text that says what it is, and what people typed as nothing but text. */
import { beforeAll, describe, expect, it } from "vitest";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { writeDevice, writeSession } from "#worker/http/session-cookie.ts";
import { ask, ORIGIN } from "./ask.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeVisitor, prepare, randomText, somebody, type MadeCompany, type MadeMember } from "./factories.ts";
import { listRoutes } from "./routes.ts";

/** Ends a script, an attribute and a tag, and begins one that would run. */
const TYPED = `"'></script></title><img src=x onerror=alert(1)>`;
const AS_MARKUP = "<img src=x";

const looks = listRoutes().filter(({ method }) => method === "GET");

let company: MadeCompany;
let member: MadeMember;
let cookie: string;

beforeAll(async () => {
  company = await makeCompany();
  member = await makeMember(company, "owner");
  cookie = (await writeSession(member.request, member.claims)).split(";")[0] ?? "";
});

describe("an answer with a body", () => {
  it("says what it is, and in which alphabet where it is text", async () => {
    for (const { path } of looks) {
      const address = path.replace(/:(\w+)/g, (_, name: string) => (name === "link" ? company.sites[0].path.slice(3) : randomText(43)));
      for (const accept of ["text/html", "application/json"]) {
        const response = await ask(address, { headers: { Accept: accept, Cookie: cookie } });
        const type = response.headers.get("Content-Type") ?? "";
        if ((await response.text()) === "") continue;
        expect([path, accept, /^text\/html; ?charset=utf-8$|^application\/(problem\+)?json(; ?charset=utf-8)?$/i.test(type) ? "" : type]).toEqual([path, accept, ""]);
      }
    }
  });
});

describe("what was typed", () => {
  const stands = async (path: string, cookies: string): Promise<[string, boolean, boolean]> => {
    const html = await (await ask(path, { headers: { Accept: "text/html", Cookie: cookies } })).text();
    return [path, html.includes("onerror=alert(1)"), html.includes(AS_MARKUP)];
  };

  it("is text on every page that shows it, and in the data of its script", async () => {
    const prepared = prepare();
    const visitor = makeVisitor(company.sites[0]);
    await signIn(visitor, { ...somebody(), name: TYPED, visitorType: "contractor", employer: TYPED, prepared });
    await asOwner()`update site set name = ${TYPED}, address = ${TYPED} where id = ${company.sites[0].siteId}`;
    await asOwner()`update company set name = ${TYPED} where company_id = ${company.companyId}`;
    await asOwner()`update member set name = ${TYPED}, version = 2 where id = ${member.claims.memberId}`;
    const device = (await writeDevice(visitor.request, company.companyId, { visitId: prepared.visitId, keyId: visitor.request.settings.signingKeys[0]?.id ?? "" }, [])).split(";")[0] ?? "";
    const ofOffice = await Promise.all(looks.filter(({ path }) => !path.includes(":")).map(({ path }) => stands(path, cookie)));
    expect(ofOffice.filter(([, , isMarkup]) => isMarkup)).toEqual([]);
    expect(ofOffice.filter(([, isShown]) => isShown).map(([path]) => path)).toEqual(expect.arrayContaining(["/dashboard", "/exports", "/history", "/register", "/sites"]));
    for (const path of [company.sites[0].path, `/v/${prepared.signOutToken}`]) expect(await stands(path, device)).toEqual([path, true, false]);
  });

  it("is text in a form that is shown again", async () => {
    const body = new URLSearchParams({ email: TYPED, password: "x", next: "" });
    const html = await (await ask("/log-in", { method: "POST", body, headers: { Origin: ORIGIN, Accept: "text/html" } })).text();
    expect([html.includes("onerror=alert(1)"), html.includes(AS_MARKUP)]).toEqual([true, false]);
  });
});
