/** What Remix built from app/; it is not there before the first build. */
declare module "#pages" {
  const build: import("@remix-run/cloudflare").ServerBuild;
  export = build;
}
