/** What the team's page tells of an invite, from its own end and its mail's. */
import { beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { ask } from "./ask.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeRequest, randomText, type MadeCompany } from "./factories.ts";

let company: MadeCompany;
let cookie: string;

beforeAll(async () => {
  company = await makeCompany();
  const { claims } = await makeMember(company, "admin");
  cookie = (await writeSession(makeRequest(), claims)).split(";")[0] ?? "";
});

/** An invite with its mail; null for one that has none. Gives the name that stands in its row. */
async function makeInvite(mailState: string | null, { hoursLeft = 24, role = "viewer" } = {}): Promise<string> {
  const [id, name] = [uuidv7(), `Hana ${randomText(8)}`];
  await asOwner()`insert into invite (company_id, id, email, name, role, token_hash, expires_at)
    values (${company.companyId}, ${id}, ${`${randomText(12)}@example.test`}, ${name}, ${role}, ${`\\x${toHex(sha256Of(randomText(43)))}`}::bytea, now() + make_interval(hours => ${hoursLeft}))`;
  if (mailState) {
    await asOwner()`insert into mail (id, about_company_id, kind, subject_id, key_id, state, failure)
      values (${uuidv7()}, ${company.companyId}, 'invite', ${id}, 'k1', ${mailState}, ${mailState === "failed" ? "tried too often" : null})`;
  }
  return name;
}

/** The words of the row that names this person. */
async function rowOf(name: string): Promise<string> {
  const html = await (await ask("/team", { headers: { Cookie: cookie, Accept: "text/html" } })).text();
  const row = html.split("<tr").find((part) => part.includes(name)) ?? "";
  return row.replace(/<!--.*?-->/g, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

describe("an open invite on the team's page", () => {
  it.each([
    ["Waiting for them", "sent"],
    ["Waiting for them", null],
    ["Mail on its way", "queued"],
    ["Mail on its way", "sending"],
    ["Mail failed", "failed"],
  ])("says “%s” when its mail is %s", async (words, mailState) => {
    const row = await rowOf(await makeInvite(mailState));
    expect(row).toContain(words);
    expect(row.includes("Is the address right?")).toBe(mailState === "failed");
    expect(row).toMatch(/until .*Withdraw .*Send again/);
  });

  it("says that it has expired, whatever became of its mail", async () => {
    expect(await rowOf(await makeInvite("failed", { hoursLeft: -1 }))).toMatch(/Expired since .*Send again/);
  });

  it("has no button for an admin where it would make an owner", async () => {
    const row = await rowOf(await makeInvite("sent", { role: "owner" }));
    expect(row).toContain("An owner may");
    expect(row).not.toContain("Withdraw");
  });
});
