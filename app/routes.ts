import { index, layout, route, type RouteConfig } from "@remix-run/route-config";

/** Every address of the application, in one list. A route's server half stands beside it in route.server.ts. */
const routes: RouteConfig = [
  index("routes/_index/route.tsx"),
  route("s/:link", "routes/s.$link/route.tsx"),
  route("i/:token", "routes/i.$token/route.tsx"),
  route("v/:token", "routes/v.$token/route.tsx"),
  route("log-in", "routes/log-in/route.tsx"),
  route("log-in/passkey", "routes/log-in.passkey/route.tsx"),
  route("log-in/second-step", "routes/log-in.second-step/route.tsx"),
  route("sign-up", "routes/sign-up/route.tsx"),
  route("sign-up/:token", "routes/sign-up.$token/route.tsx"),
  route("reset", "routes/reset/route.tsx"),
  route("reset/:token", "routes/reset.$token/route.tsx"),
  route("join/:token", "routes/join.$token/route.tsx"),
  route("log-out", "routes/log-out/route.tsx"),
  route("exports/:id/file", "routes/exports.$id.file/route.tsx"),
  route("uploads", "routes/uploads/route.tsx"),
  route("uploads/:token", "routes/uploads.$token/route.tsx"),
  layout("routes/office/route.tsx", [
    route("dashboard", "routes/dashboard/route.tsx"),
    route("register", "routes/register/route.tsx"),
    route("history", "routes/history/route.tsx"),
    route("exports", "routes/exports/route.tsx"),
    route("sites", "routes/sites/route.tsx"),
    route("sites/new", "routes/sites.new/route.tsx"),
    route("sites/:id/edit", "routes/sites.$id.edit/route.tsx"),
    route("inductions", "routes/inductions/route.tsx"),
    route("inductions/new", "routes/inductions.new/route.tsx"),
    route("team", "routes/team/route.tsx"),
    route("team/invite", "routes/team.invite/route.tsx"),
    route("team/roles", "routes/team.roles/route.tsx"),
    route("team/:id", "routes/team.$id/route.tsx"),
    route("settings", "routes/settings/route.tsx"),
    route("account", "routes/account/route.tsx"),
    route("account/password", "routes/account.password/route.tsx"),
    route("account/authenticator", "routes/account.authenticator/route.tsx"),
    route("account/passkeys", "routes/account.passkeys/route.tsx"),
    route("account/recovery-codes", "routes/account.recovery-codes/route.tsx"),
    route("audit", "routes/audit/route.tsx"),
    route("audit/verify", "routes/audit.verify/route.tsx"),
    route("audit/:number", "routes/audit.$number/route.tsx"),
  ]),
];

// A tool demands the default export.
export default routes;
