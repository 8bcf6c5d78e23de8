import type { HeadersFunction } from "@remix-run/cloudflare";

/** How long to wait, and when to look again, are the headers that a page itself adds; Remix drops them unless the route passes them on. */
export const passRetryAfter: HeadersFunction = ({ actionHeaders, loaderHeaders, errorHeaders }) => {
  const seconds = (errorHeaders ?? actionHeaders).get("Retry-After") ?? loaderHeaders.get("Retry-After");
  const headers = new Headers(seconds ? { "Retry-After": seconds } : undefined);
  const refresh = (errorHeaders ?? loaderHeaders).get("Refresh");
  if (refresh) headers.set("Refresh", refresh);
  return headers;
};
