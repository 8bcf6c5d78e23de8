/** Every address that answers, from the routers' own lists: a route is in these tests by being there. */
import * as pages from "#pages";
import { makeApp } from "#worker/http/app.ts";

export interface Route {
  method: "GET" | "POST";
  /** As it was declared: `/s/:link`. */
  path: string;
}

interface Built {
  id: string;
  path?: string;
  index?: boolean;
  parentId?: string;
  module: { loader?: unknown; action?: unknown; default?: unknown };
}

function listPages(): Route[] {
  const built = (pages as unknown as { routes: Record<string, Built> }).routes;
  const pathOf = ({ path, parentId }: Built): string => [parentId && built[parentId] ? pathOf(built[parentId]) : "", path].filter(Boolean).join("/");
  return Object.values(built)
    .filter(({ path, index }) => Boolean(path) || index === true)
    .flatMap((route): Route[] => {
      const { loader, action, default: screen } = route.module;
      const path = `/${pathOf(route)}`;
      return [...(loader || screen ? [{ method: "GET" as const, path }] : []), ...(action ? [{ method: "POST" as const, path }] : [])];
    });
}

function listApi(): Route[] {
  const api = makeApp(
    () => Promise.reject(new Error("no page is rendered here")),
    () => Promise.resolve(""),
  );
  return api.routes.filter(({ method, path }) => method !== "ALL" && !path.includes("*")).map(({ method, path }) => ({ method: method as Route["method"], path }));
}

/** Each once, in the order of their names. */
export function listRoutes(): Route[] {
  const all = new Map([...listPages(), ...listApi()].map((route) => [`${route.method} ${route.path}`, route]));
  return [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, route]) => route);
}
