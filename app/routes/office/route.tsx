import type { LinksFunction } from "@remix-run/cloudflare";
import { Outlet, useLoaderData, useRouteError } from "@remix-run/react";
import { AppFrame, dashboardStyles, ErrorScreen } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";

export { loader } from "./route.server.ts";

export const links: LinksFunction = () => [dashboardStyles];

/** Company, member and menu stay the same until the document is loaded anew, which logging in and out do. */
export const shouldRevalidate = () => false;

/** The frame around every page of the office. */
export default function OfficeFrame() {
  const frame = useLoaderData<typeof loader>();
  return (
    <AppFrame {...frame}>
      <Outlet />
    </AppFrame>
  );
}

/** Only when the frame itself could not be made; a page's refusal is shown inside it. */
export function ErrorBoundary() {
  return <ErrorScreen error={useRouteError()} />;
}
