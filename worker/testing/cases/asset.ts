/** Pictures and PDFs of inductions. */
import { env } from "cloudflare:workers";
import { uuidv7 } from "uuidv7";
import { beginInduction } from "#worker/domain/induction/begin.ts";
import { makeUploadToken } from "#worker/domain/asset/upload.ts";
import { writeInductionToken } from "#worker/http/induction-token.ts";
import { assetKey } from "#worker/store/files.ts";
import { asOwner } from "../database.ts";
import { makeRequest, makeVisitor, prepare, somebody, type MadeSite } from "../factories.ts";
import { makeBlock, makeContent, PNG } from "../induction.ts";
import { caseOf, type At, type Cases } from "./case.ts";
import { makeTemplate, makeVersion } from "./induction.ts";
import type { RouteCases } from "./route-case.ts";

const asked = async ({ site }: At) => ({ templateId: await makeTemplate(site), name: "map.png", mediaType: "image/png" as const, bytes: PNG.length });
const tokenOf = ({ actor, site }: At) => makeUploadToken(actor, { assetId: uuidv7(), siteId: site.siteId, name: "map.png", mediaType: "image/png", bytes: PNG.length });

/** An asset of the site with its file. */
export async function makeAsset({ companyId, siteId }: MadeSite): Promise<string> {
  const id = uuidv7();
  await env.FILES.put(`${env.RUN_ID}/${assetKey(companyId, id)}`, PNG, { httpMetadata: { contentType: "image/png" } });
  await asOwner()`insert into asset (company_id, id, site_id, name, media_type, bytes, sha256, uploaded_by, uploaded_at)
    select ${companyId}, ${id}, ${siteId}, 'map.png', 'image/png', ${PNG.length}, ''::bytea, id, now() from member where company_id = ${companyId} limit 1`;
  return id;
}

/** Somebody at the gate does an induction that shows this one. */
export async function makeAttemptWithAsset(site: MadeSite): Promise<{ attemptId: string; assetId: string }> {
  const assetId = await makeAsset(site);
  const { versionId } = await makeVersion(site, makeContent([makeBlock("heading", "h1"), makeBlock("image", "i1", { assetId })]));
  const { visitId } = prepare();
  await beginInduction(makeVisitor(site), { visitId, versionId, languages: ["en"], comer: { kind: "typed", typed: somebody() } });
  return { attemptId: visitId, assetId };
}

const inBucket = (context: unknown, input: unknown) => [context, env.FILES, input];
/** Without the file itself, which is nothing that can be compared. */
const sent = (context: unknown, { token }: { token: string }) => [context, env.FILES, { token, file: PNG }];

export const ASSET_CASES: Cases = {
  askUpload: { by: "member", input: asked },
  keepUpload: caseOf({ by: "member", event: "asset.uploaded", input: async (at) => ({ token: await tokenOf(at) }), args: sent }),
  openAsset: caseOf({ by: "member", input: async ({ site }) => ({ assetId: await makeAsset(site) }), args: inBucket }),
  openAssetAtGate: caseOf({ by: "visitor", input: ({ site }) => makeAttemptWithAsset(site), args: inBucket, misled: "own" }),
};

const noPage = { isNoPage: true, strangerTo: /^\/log-in\?ended=1&next=\/inductions$/ };

export async function gateAssetPath(site: MadeSite): Promise<string> {
  const { attemptId, assetId } = await makeAttemptWithAsset(site);
  const keyId = makeRequest().settings.signingKeys[0]?.id ?? "";
  return `/i/${await writeInductionToken(makeRequest(), { visitId: attemptId, link: site.path.slice("/s/".length), keyId })}/${assetId}`;
}

export const ASSET_ROUTES: RouteCases = {
  "POST /uploads": {
    needs: "asset.upload",
    ok: 200,
    foreign: 404,
    send: async (at) => {
      const { templateId, name, mediaType, bytes } = await asked(at);
      return { path: "/uploads", form: { templateId, name, mediaType, bytes: String(bytes) } };
    },
  },
  "POST /uploads/:token": {
    needs: "asset.upload",
    ok: 200,
    foreign: 404,
    send: async (at) => ({ path: `/uploads/${await tokenOf(at)}`, file: new File([PNG], "map.png", { type: "image/png" }) }),
  },
  "GET /uploads/:id/file": { needs: "induction.list", ok: 200, foreign: 404, ...noPage, send: async ({ site }) => ({ path: `/uploads/${await makeAsset(site)}/file` }) },
};
