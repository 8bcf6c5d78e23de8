import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { Links, Meta, Outlet, useRouteError } from "@remix-run/react";
import { type ReactNode, useEffect } from "react";
import { ErrorScreen } from "./ui/error-screen.tsx";
import { markHydrated } from "./ui/hydrated.ts";
import { PageScripts } from "./ui/scripts.tsx";
import { useMessages, useShell } from "./ui/shell-context.ts";
import publicCss from "./ui/public.css?url";

export const links: LinksFunction = () => [
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "stylesheet", href: publicCss },
];

export const meta: MetaFunction = () => [{ title: "InductLite" }];

/** The document around every page, error screens included. */
export function Layout({ children }: { children: ReactNode }) {
  const { requestId } = useShell();
  const { language } = useMessages();
  useEffect(markHydrated, []);
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        {requestId ? <meta name="request-id" content={requestId} /> : null}
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <PageScripts />
      </body>
    </html>
  );
}

/** The page itself. */
export default function Root() {
  return <Outlet />;
}

/** What stands in place of the page when a route has failed and shows nothing of its own. */
export function ErrorBoundary() {
  return <ErrorScreen error={useRouteError()} />;
}
