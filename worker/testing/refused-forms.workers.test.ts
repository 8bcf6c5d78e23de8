/** What a form of the office says when it is refused: in words of what it is for, and with what was filled in. */
import { afterEach, describe, expect, it } from "vitest";
import { writeSession } from "#worker/http/session-cookie.ts";
import { ask, ORIGIN } from "./ask.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, randomText, type MadeMember } from "./factories.ts";

/** The answer's status, and its page without tags and script. */
async function send(member: MadeMember, path: string, form: Record<string, string>) {
  const cookie = (await writeSession(member.request, member.claims)).split(";")[0] ?? "";
  const answer = await ask(path, { method: "POST", body: new URLSearchParams(form), headers: { Cookie: cookie, Origin: ORIGIN, Accept: "text/html" } });
  const html = await answer.text();
  return { status: answer.status, html, words: html.replace(/<script[^]*?<\/script>|<!--.*?-->/g, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ") };
}

const turnExports = (isThrown: boolean) => asOwner()`select operator_set_switch('a test', 'exports', ${isThrown}, 'a flood')`;

describe("the form for a file, while exports are switched off", () => {
  afterEach(async () => {
    await turnExports(false);
  });

  it("says so beside what was chosen, which stays, and asks for nothing", async () => {
    const company = await makeCompany();
    const member = await makeMember(company, "admin");
    const form = { siteId: company.sites[0].siteId, fromOn: "2026-01-05", toOn: "2026-02-03" };
    await turnExports(true);
    const { status, html, words } = await send(member, "/exports", form);
    expect([status, words]).toEqual([503, expect.stringContaining("Exports are switched off for everybody just now")]);
    for (const day of [form.fromOn, form.toOn]) expect(html).toContain(`value="${day}"`);
    expect(html).toMatch(new RegExp(`<option value="${form.siteId}" selected=""`));
    expect(words).not.toContain("a flood");
    await turnExports(false);
    expect((await send(member, "/exports", form)).status).toBe(303);
    const [row] = await asOwner()`select count(*)::int as exports from export where company_id = ${company.companyId}`;
    expect(row).toEqual({ exports: 1 });
  });
});

describe("an invite over the limit", () => {
  it("is refused with the words of invites, and how long to wait, on both pages that send one", async () => {
    const company = await makeCompany();
    const member = await makeMember(company, "owner");
    await asOwner()`insert into company_limit (company_id, name, value) values (${company.companyId}, 'invitesPerMember', 1)`;
    const invite = () => ({ name: "Hana Whaanga", email: `${randomText(12)}@example.test`, role: "viewer" });
    expect((await send(member, "/team/invite", invite())).status).toBe(303);
    for (const [path, form] of [["/team/invite", invite()], ["/team", { intent: "send-again", ...invite() }]] as const) {
      const { status, words } = await send(member, path, form);
      expect([status, words]).toEqual([429, expect.stringMatching(/You have sent many invites in a short time, and this one did not go out\. Wait 1[45] minutes, then try again\./)]);
      expect(words).not.toContain("tries");
    }
  });
});
