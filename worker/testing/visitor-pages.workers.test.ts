import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { putUpNotice } from "#worker/domain/notice/put-up.ts";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import { ask } from "./ask.ts";
import { makeBooking, today } from "./cases/booking.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, somebody, type MadeSite } from "./factories.ts";
import { makePhone } from "./phone.ts";
import { makeEntry, makeVisit } from "./world.ts";

async function close(site: MadeSite) {
  await asOwner()`update site set closed_at = now() where id = ${site.siteId}`;
  await announceSiteChange(env, site.code);
}

describe("a phone that signed somebody in", () => {
  it("still finds the way out when the site was closed or the link replaced, and a stranger does not", async () => {
    for (const change of ["close", "replace"]) {
      const { sites } = await makeCompany(2);
      const [site, elsewhere] = sites as [MadeSite, MadeSite];
      const phone = makePhone();
      const { to } = await phone.signIn(site, somebody());
      if (change === "close") await close(site);
      else {
        await asOwner()`update site_link set rotated_at = now() where site_id = ${site.siteId}`;
        await announceSiteChange(env, site.code);
      }
      expect(await phone.send(site.path)).toMatchObject({ status: 302, to });
      expect(await makePhone().send(site.path)).toMatchObject({ status: 410, to: null });
      await close(elsewhere);
      expect((await phone.send(elsewhere.path)).status).toBe(410);
      await phone.send(to ?? "", {});
      expect((await phone.send(site.path)).status).toBe(410);
    }
  });

  it("is led to its own visit when the same person signs in again in another tab", async () => {
    const { sites: [site] } = await makeCompany();
    const [phone, person] = [makePhone(), somebody()];
    const first = await phone.signIn(site, person);
    expect(first.to).toMatch(/^\/v\/[\w-]{43}$/);
    expect(await phone.signIn(site, person)).toMatchObject({ status: 303, to: first.to });
  });

  it("remembers each of a crew who share it", async () => {
    const { sites: [site] } = await makeCompany();
    const phone = makePhone();
    const { phone: number } = somebody();
    const crew = [somebody(), somebody(), somebody()].map((person) => ({ ...person, phone: number }));
    const visits: (string | null)[] = [];
    for (const person of crew) visits.push((await phone.signIn(site, person)).to);
    expect(new Set(visits).size).toBe(3);
    for (const [index, person] of crew.entries()) expect((await phone.signIn(site, person)).to).toBe(visits[index]);
  });
});

describe("each page of whoever comes", () => {
  it("is within fourteen kilobytes as it is sent, in both languages", async () => {
    const company = await makeCompany();
    const [site] = company.sites;
    // Somebody has booked who is expected.
    await makeMember(company, "admin");
    const pages: Record<string, string> = {
      "who waits": `/v/${(await makeEntry(site)).signOutToken}`,
      "signed in": `/v/${(await makeVisit(site)).signOutToken}`,
      "what is held": `/v/${(await makeVisit(site)).signOutToken}/held`,
      "who is expected": `/b/${(await makeBooking(site)).token}`,
      "what is held of who is expected": `/b/${(await makeBooking(site)).token}/held`,
    };
    for (const [what, path] of Object.entries(pages)) {
      for (const language of ["en", "mi"]) {
        const response = await ask(`${path}?lang=${language}`, { headers: { Accept: "text/html" } });
        const packed = await new Response(response.body?.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
        expect([what, response.status, packed.byteLength < 14 * 1024]).toEqual([what, 200, true]);
      }
    }
  });
});

describe("the page of whoever is on site", () => {
  it("says where to gather, whom to call and what stands on the board, until they have left", async () => {
    const company = await makeCompany(2);
    const [site, there] = company.sites as [MadeSite, MadeSite];
    const owner = await makeMember(company, "owner");
    const notice = { kind: "hazard" as const, severity: "high" as const, text: "", fromOn: today(), toOn: null };
    await putUpNotice(owner, env, { ...notice, noticeId: uuidv7(), siteId: site.siteId, title: "Live wires" });
    await putUpNotice(owner, env, { ...notice, noticeId: uuidv7(), siteId: null, kind: "notice", title: "Tea at ten" });
    await putUpNotice(owner, env, { ...notice, noticeId: uuidv7(), siteId: there.siteId, title: "Elsewhere" });
    await putUpNotice(owner, env, { ...notice, noticeId: uuidv7(), siteId: site.siteId, fromOn: "2099-01-01", title: "Not yet" });
    await asOwner()`update site set emergency = 'The car park', rules = '{"contact": {"name": "Rangi", "phone": "09 555 0100"}}' where id = ${site.siteId}`;
    const path = `/v/${(await makeVisit(site)).signOutToken}`;
    const phone = makePhone();
    const { text } = await phone.send(path);
    const wanted = ["In an emergency, gather here", "The car park", "tel:095550100", "Call Rangi", "Live wires", "Tea at ten"];
    expect(wanted.filter((said) => !text.includes(said))).toEqual([]);
    expect(["Elsewhere", "Not yet"].filter((said) => text.includes(said))).toEqual([]);
    const left = await phone.send((await phone.send(path, {})).to ?? "");
    expect(["The car park", "Live wires"].filter((said) => left.text.includes(said))).toEqual([]);
  });
});

describe("a form key", () => {
  it("of one site is worth nothing at another, of the company or of another one", async () => {
    const { sites } = await makeCompany(2);
    const { sites: [foreign] } = await makeCompany();
    const phone = makePhone();
    const formKey = /name="formKey" value="([^"]+)"/.exec((await phone.send(sites[0].path)).text)?.[1] ?? "";
    for (const site of [...sites.slice(1), foreign]) expect((await phone.send(`${site.path}?new`, { ...somebody(), formKey })).status).toBe(400);
    expect((await phone.send(`${sites[0].path}?new`, { ...somebody(), formKey })).status).toBe(303);
  });
});

describe("another phone that says it is the same person", () => {
  it("is told that they are here, and gets neither a way out nor the form", async () => {
    const { sites: [site] } = await makeCompany();
    const person = somebody();
    await makePhone().signIn(site, person);
    const { status, text } = await makePhone().signIn(site, person);
    expect(status).toBe(409);
    expect(text).toContain("You are already signed in here");
    expect(text).not.toContain("/v/");
    expect(text).not.toContain("formKey");
  });
});
