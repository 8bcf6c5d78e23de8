import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { getOpenSite, getSiteToEnter, siteGateOf } from "#worker/domain/site/find-site.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeVisitor, prepare, somebody } from "#worker/testing/factories.ts";

describe("a visitor who comes to commit", () => {
  it("goes by a copy up to a minute old, and the database refuses what has changed since", async () => {
    const { sites: [site] } = await makeCompany();
    const link = `${site.code}-${site.secret}`;
    const now = new Date();
    const later = new Date(now.getTime() + 30_000);
    await getOpenSite(env, link, now);
    await asOwner()`update site set closed_at = now() where id = ${site.siteId}`;
    await siteGateOf(env, site.code).changed(site.code);
    await expect(getSiteToEnter(env, link, later)).resolves.toMatchObject({ snapshot: { siteId: site.siteId } });
    await expect(signIn(makeVisitor(site), { ...somebody(), prepared: prepare() })).rejects.toMatchObject({ code: "SITE_CLOSED" });
    await expect(getSiteToEnter(env, link, new Date(now.getTime() + 60_001))).rejects.toMatchObject({ code: "SITE_CLOSED" });
  });

  it("is not turned away by an old copy that does not know their link yet", async () => {
    const { sites: [site] } = await makeCompany();
    const now = new Date();
    await getOpenSite(env, `${site.code}-${site.secret}`, now);
    await asOwner()`update site_link set rotated_at = now() where site_id = ${site.siteId}`;
    await asOwner()`insert into site_link (company_id, id, site_id, secret) values (${site.companyId}, ${uuidv7()}, ${site.siteId}, 'bbbbbbbbbbbb')`;
    await siteGateOf(env, site.code).changed(site.code);
    const later = new Date(now.getTime() + 30_000);
    await expect(getSiteToEnter(env, `${site.code}-bbbbbbbbbbbb`, later)).resolves.toMatchObject({ link: { secret: "bbbbbbbbbbbb" } });
    await expect(getSiteToEnter(env, `${site.code}-${site.secret}`, later)).rejects.toMatchObject({ code: "LINK_ROTATED" });
  });
});
