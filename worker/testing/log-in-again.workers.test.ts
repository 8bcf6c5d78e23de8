/** A log-in in a browser that has a session already: the new one takes its place, and the old one goes on nowhere. */
import { beforeAll, describe, expect, it } from "vitest";
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
