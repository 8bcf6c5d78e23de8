/** What a log-in leaves in a browser, and what becomes of the session that was there before: the old one goes on nowhere. */
import { beforeAll, describe, expect, it } from "vitest";
import { fromBase64Url } from "#worker/crypto/digest.ts";
import { hashPassword } from "#worker/crypto/password.ts";
import { getSites } from "#worker/domain/site/list.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { ask, ORIGIN } from "./ask.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, randomAddress, type MadeMember } from "./factories.ts";

const PASSWORD = "kōwhai blossom 42 rata";
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD, crypto.getRandomValues(new Uint8Array(16)));
});

const cookieOf = async (member: MadeMember) => (await writeSession(member.request, member.claims)).split(";")[0] ?? "";

const post = (path: string, cookie: string, form: Record<string, string>) =>
  ask(path, { method: "POST", body: new URLSearchParams(form), headers: { Origin: ORIGIN, Cookie: cookie, "CF-Connecting-IP": randomAddress() } });

describe("the cookies of a log-in", () => {
  it("are for this host, over TLS, out of reach of scripts and of other sites' forms; the secret in one is 32 bytes of its own", async () => {
    const member = await makeMember(await makeCompany(), "admin", [], { passwordHash });
    const secrets = new Set<string>();
    for (let time = 0; time < 2; time += 1) {
      const response = await post("/log-in", "", { email: `${member.claims.memberId}@example.test`, password: PASSWORD, next: "" });
      const cookies = response.headers.getSetCookie();
      expect(cookies).toHaveLength(2);
      for (const cookie of cookies) expect(cookie).toMatch(/^__Host-[\w-]+=[\w.-]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
      const session = cookies.find((cookie) => cookie.startsWith("__Host-session="));
      const claims = JSON.parse(new TextDecoder().decode(fromBase64Url(session?.split(".")[1] ?? "") ?? undefined)) as { sec: string };
      expect(fromBase64Url(claims.sec)).toHaveLength(32);
      secrets.add(claims.sec);
    }
    expect(secrets.size).toBe(2);
  });
});

describe("a session in whose browser somebody logs in", () => {
  it("ends, its own member's or another's", async () => {
    const company = await makeCompany();
    const [same, other] = [await makeMember(company, "admin", [], { passwordHash }), await makeMember(company, "viewer")];
    for (const before of [same, other]) {
      expect(await getSites(before)).toHaveLength(1);
      const response = await post("/log-in", await cookieOf(before), { email: `${same.claims.memberId}@example.test`, password: PASSWORD, next: "" });
      expect([response.status, response.headers.getSetCookie().some((cookie) => cookie.startsWith("__Host-session="))]).toEqual([303, true]);
      await expect(getSites(before)).rejects.toMatchObject({ code: "NOT_LOGGED_IN" });
    }
    const [row] = await asOwner()`select count(*)::int as live from session where company_id = ${company.companyId} and member_id = ${same.claims.memberId} and revoked_at is null`;
    expect(row).toEqual({ live: 2 });
  });

  it("goes on when the log-in was refused", async () => {
    const member = await makeMember(await makeCompany(), "admin", [], { passwordHash });
    expect((await post("/log-in", await cookieOf(member), { email: `${member.claims.memberId}@example.test`, password: "something else", next: "" })).status).toBe(401);
    expect(await getSites(member)).toHaveLength(1);
  });
});
