import { index, type RouteConfig } from "@remix-run/route-config";

/** Every address of the application, in one list. A route's server half stands beside it in route.server.ts. */
const routes: RouteConfig = [index("routes/_index/route.tsx")];

// A tool demands the default export.
export default routes;
