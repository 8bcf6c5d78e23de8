import type { HeadersFunction } from "@remix-run/cloudflare";

/** How long to wait is the one header that a page's own refusal adds; Remix drops it unless the route passes it on. */
export const passRetryAfter: HeadersFunction = ({ actionHeaders, loaderHeaders, errorHeaders }) => {
  const seconds = (errorHeaders ?? actionHeaders).get("Retry-After") ?? loaderHeaders.get("Retry-After");
  return new Headers(seconds ? { "Retry-After": seconds } : undefined);
};
