import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { askUpload, keepUpload } from "#worker/domain/asset/upload.ts";
import { openAsset } from "#worker/domain/asset/open.ts";
import { ask } from "#worker/testing/ask.ts";
import { gateAssetPath, makeAsset } from "#worker/testing/cases/asset.ts";
import { makeTemplate } from "#worker/testing/cases/induction.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest } from "#worker/testing/factories.ts";
import { PNG } from "#worker/testing/induction.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { assetKey, readFile } from "#worker/store/files.ts";

async function made() {
  const company = await makeCompany();
  const [site] = company.sites;
  return { site, company, admin: await makeMember(company, "admin"), templateId: await makeTemplate(site) };
}

const picture = (templateId: string, bytes = PNG.length) => ({ templateId, name: "Assembly point — Ōtāhuhu.png", mediaType: "image/png" as const, bytes });
const countOf = async (companyId: string) => (await asOwner()`select count(*)::int as assets from asset where company_id = ${companyId}`)[0];

describe("a picture for an induction", () => {
  it("is kept once, with one event, however often it is sent", async () => {
    const { admin, templateId, company } = await made();
    const { assetId, token } = await askUpload(admin, picture(templateId));
    const sent = await Promise.allSettled(Array.from({ length: 4 }, () => keepUpload(admin, env.FILES, { token, file: PNG })));
    expect(sent.filter((one) => one.status === "fulfilled" && one.value)).toHaveLength(1);
    expect(await keepUpload(admin, env.FILES, { token, file: PNG })).toBe(false);
    expect(await countOf(company.companyId)).toEqual({ assets: 1 });
    expect(await asOwner()`select action from audit_event where company_id = ${company.companyId}`).toEqual([{ action: "asset.uploaded" }]);
    const object = await openAsset(admin, env.FILES, { assetId });
    expect(new Uint8Array(await object.arrayBuffer())).toEqual(PNG);
  });

  const html = new TextEncoder().encode("<!DOCTYPE html><script>alert(1)</script>");
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  const pdf = new TextEncoder().encode("%PDF-1.7 nothing");
  it.each([["a page", html], ["a drawing that can hold script", svg], ["a PDF", pdf], ["a picture that is longer than was said", new Uint8Array([...PNG, 0])]])("that is %s in truth is refused, and nothing is kept", async (_, file) => {
    const { admin, templateId, company } = await made();
    const { assetId, token } = await askUpload(admin, picture(templateId, file.length === PNG.length + 1 ? PNG.length : file.length));
    await expect(keepUpload(admin, env.FILES, { token, file })).rejects.toMatchObject({ code: "INVALID_INPUT", fields: { file: expect.any(String) as string } });
    expect(await countOf(company.companyId)).toEqual({ assets: 0 });
    expect(await readFile(env.FILES, env.RUN_ID, assetKey(company.companyId, assetId))).toBeNull();
  });

  it("may have 5 MB and not one byte more", async () => {
    const { admin, templateId } = await made();
    const most = 5 * 1024 * 1024;
    const largest = new Uint8Array(most);
    largest.set(PNG);
    const { token } = await askUpload(admin, picture(templateId, most));
    expect(await keepUpload(admin, env.FILES, { token, file: largest })).toBe(true);
    await expect(askUpload(admin, picture(templateId, most + 1))).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("is taken at the door up to its own limit, and a form elsewhere up to a form's", async () => {
    const { admin, templateId } = await made();
    const cookie = (await writeSession(makeRequest(), admin.claims)).split(";")[0] ?? "";
    const post = async (path: string, bytes: number) => {
      const form = new FormData();
      form.append("file", new File([new Uint8Array(bytes)], "map.png", { type: "image/png" }));
      return (await ask(path, { method: "POST", body: form, headers: { Cookie: cookie, Origin: "http://localhost:8787", "Sec-Fetch-Site": "same-origin" } })).status;
    };
    const { token } = await askUpload(admin, picture(templateId, 1_000_000));
    expect(await post(`/uploads/${token}`, 1_000_000)).toBe(400);
    expect(await post(`/uploads/${token}`, 5 * 1024 * 1024 + 8_192)).toBe(413);
    expect(await post("/uploads", 70_000)).toBe(413);
  });

  it("is shown at the gate in the induction that has it, by that attempt alone", async () => {
    const { site } = await made();
    const path = await gateAssetPath(site);
    const shown = await ask(path);
    expect(shown.status).toBe(200);
    expect(shown.headers.get("Content-Type")).toBe("image/png");
    expect(shown.headers.get("X-Content-Type-Options")).toBe("nosniff");
    const other = await makeAsset(site);
    expect((await ask(path.replace(/[^/]+$/, other))).status).toBe(404);
    expect((await ask(`/i/${"x".repeat(40)}/${other}`)).status).toBe(404);
  });

  it("of another member's upload link is nothing", async () => {
    const { admin, templateId, company } = await made();
    const { token } = await askUpload(admin, picture(templateId));
    await expect(keepUpload(await makeMember(company, "admin"), env.FILES, { token, file: PNG })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
