import type { AppLoadContext, EntryContext, HandleErrorFunction } from "@remix-run/cloudflare";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";
import { messagesOfRequest } from "./interface-language.server.ts";
import { ShellContext } from "./ui/shell-context.ts";

/**
 * Renders a page whole. Loaders have answered before this begins and nothing in a page is deferred, so a stream would
 * bring nothing earlier, and costs twice the time: React encodes each attribute for itself, and hands over 512 bytes at a time.
 */
export default function handleRequest(request: Request, status: number, headers: Headers, remix: EntryContext, context: AppLoadContext): Response {
  const { nonce } = context;
  const url = new URL(request.url);
  const shell = {
    nonce,
    requestId: context.request.requestId,
    documentHref: url.pathname + url.search,
    messages: messagesOfRequest(request),
    scripts: carriesScript(remix),
  };
  const html = renderToString(
    <ShellContext.Provider value={shell}>
      <RemixServer context={remix} url={request.url} nonce={nonce} />
    </ShellContext.Provider>,
  );
  headers.set("content-type", "text/html; charset=utf-8");
  return new Response(`<!DOCTYPE html>${html}`, { status, headers });
}

/** Hands what broke to the one log writer. An unknown address and a visitor who left are no errors. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (!request.signal.aborted && !isRouteErrorResponse(error)) context.reportError(error);
};

// Read from all matches, for an error screen's own matches end above the route that failed.
function carriesScript({ staticHandlerContext, routeModules }: EntryContext): boolean {
  const { matches } = staticHandlerContext;
  const isKnownAddress = matches.some(({ route }) => route.id !== "root");
  return isKnownAddress && !matches.some(({ route }) => wantsNoScript(routeModules[route.id]?.handle));
}

function wantsNoScript(handle: unknown): boolean {
  return typeof handle === "object" && handle !== null && "noClientJs" in handle && handle.noClientJs === true;
}
