/** Pictures and PDFs of inductions, shown to the office and at the gate. */
import { Hono, type Context } from "hono";
import { openAsset, openAssetAtGate } from "#worker/domain/asset/open.ts";
import { DomainError } from "#worker/errors.ts";
import type { Door } from "#worker/http/door.ts";
import { openInductionPlace } from "#worker/http/induction-place.ts";
import { readInductionToken } from "#worker/http/induction-token.ts";
import { asksForPage } from "#worker/http/problem.ts";

export const assets = new Hono<Door>()
  .get("/uploads/:id/file", async (c) => {
    const member = c.get("member");
    if (!member) return askToLogIn(c);
    try {
      return send(await openAsset(member, c.env.FILES, { assetId: c.req.param("id") }));
    } catch (error) {
      if (error instanceof DomainError && error.code === "NOT_LOGGED_IN") return askToLogIn(c);
      throw error;
    }
  })
  .get("/i/:token/:id", async (c) => {
    const request = c.get("request");
    const place = await readInductionToken(request, c.req.param("token"));
    if (!place) throw new DomainError("NOT_FOUND");
    const { visitor } = await openInductionPlace(c.env, request, place);
    return send(await openAssetAtGate(visitor, c.env.FILES, { attemptId: place.visitId, assetId: c.req.param("id") }));
  });

function askToLogIn(c: Context<Door>): Response {
  if (!asksForPage(c)) throw new DomainError("NOT_LOGGED_IN");
  return c.redirect("/log-in?ended=1&next=/inductions", 302);
}

/** It never changes under its id. */
function send(object: R2ObjectBody): Response {
  return new Response(object.body, {
    headers: {
      "Content-Type": object.httpMetadata?.contentType ?? "application/octet-stream",
      "Content-Length": String(object.size),
      "Content-Disposition": "inline",
      "Cache-Control": "private, max-age=86400, immutable",
    },
  });
}
