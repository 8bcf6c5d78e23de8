import type { AppLoadContext, EntryContext, HandleErrorFunction } from "@remix-run/cloudflare";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToReadableStream } from "react-dom/server";
import { ShellContext } from "./ui/shell-context.ts";

const ABORT_AFTER_MS = 5_000;

/** Renders a page as a stream. Robots get it whole, everybody else as it comes. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const { nonce } = context;
  const url = new URL(request.url);
  const shell = {
    nonce,
    requestId: context.request.requestId,
    documentHref: url.pathname + url.search,
    scripts: carriesScript(remix),
  };
  let answeredStatus = status;
  const tooSlow = new AbortController();
  const timer = setTimeout(() => tooSlow.abort(), ABORT_AFTER_MS + 1_000);
  const stream = await renderToReadableStream(
    <ShellContext.Provider value={shell}>
      <RemixServer context={remix} url={request.url} abortDelay={ABORT_AFTER_MS} nonce={nonce} />
    </ShellContext.Provider>,
    {
      nonce,
      signal: tooSlow.signal,
      onError(error) {
        answeredStatus = 500;
        if (!request.signal.aborted) context.reportError(error);
      },
    },
  );
  const stopTimer = () => clearTimeout(timer);
  const finished = stream.allReady.then(stopTimer, stopTimer);
  if (isbot(request.headers.get("user-agent"))) await finished;
  headers.set("content-type", "text/html; charset=utf-8");
  return new Response(stream, { status: answeredStatus, headers });
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
