/** The one place where worker/ meets the pages that Remix built. */
import { createRequestHandler } from "@remix-run/cloudflare";
import * as build from "#pages";
import type { RenderPage } from "#worker/http/app.ts";
import { framesOf, log } from "#worker/log.ts";

/** The pages of whoever stands at a gate. */
const GATE = /^\/[bsiv]\//;

const isOfGate = ({ id, path }: { id: string; path?: string | undefined }) => id === "root" || GATE.test(`/${path ?? ""}`);
const onlyGate = <T extends { id: string; path?: string | undefined }>(routes: Record<string, T | undefined>) => Object.fromEntries(Object.entries(routes).filter(([, route]) => route && isOfGate(route)));

// Remix ranks all routes anew for each request: a gate's few have a handler of their own.
const handleGate = createRequestHandler({ ...build, routes: onlyGate(build.routes), assets: { ...build.assets, routes: onlyGate(build.assets.routes) } } as typeof build, "production");
const handleAny = createRequestHandler(build, "production");

/** The address of the stylesheet that every page has. */
export function findStylesheet(): string {
  const links = (build.routes["root"]?.module.links?.() ?? []) as { rel?: string; href?: string }[];
  return links.find(({ rel }) => rel === "stylesheet")?.href ?? "";
}

export const render: RenderPage = async (request, door, env, waitUntil) => {
  const asked = new Request(request);
  // Remix would believe these of anybody; it compares the Origin, which our door has checked, with the host.
  asked.headers.set("Host", new URL(request.url).host);
  asked.headers.delete("X-Forwarded-Host");
  asked.headers.delete("X-Forwarded-Proto");
  const handle = GATE.test(new URL(request.url).pathname) ? handleGate : handleAny;
  return handle(asked, {
    env,
    nonce: door.nonce,
    request: door.request,
    member: door.member,
    method: request.method,
    isPart: new URL(request.url).searchParams.has("_data"),
    waitUntil,
    reportError(error: unknown) {
      const known = error instanceof Error ? error : new Error("not an Error");
      log({ requestId: door.request.requestId }, { event: "request.failed", route: new URL(request.url).pathname.split("/")[1] ?? "", code: "INTERNAL", message: known.message.split("\nparams:")[0] ?? "", stack: framesOf(known) });
    },
  });
};
