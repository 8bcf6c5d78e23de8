import type { LinksFunction } from "@remix-run/cloudflare";
import { Outlet, type ShouldRevalidateFunction, useLoaderData, useRouteError } from "@remix-run/react";
import { AppFrame, dashboardStyles, ErrorScreen } from "#app/ui/index.ts";
import type { loader } from "./route.server.ts";

export { loader } from "./route.server.ts";

export const links: LinksFunction = () => [dashboardStyles];

/**
 * An action may have been answered with a renewed session. A page that was asked for comes as a whole document then (asMember),
 * so that looking costs no second request.
 */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod }) => formMethod !== undefined && formMethod !== "GET";

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
