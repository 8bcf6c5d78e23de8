// What docs/security/asvs.md says of all the source at once, and of the settings: no single test of what runs could hold it.
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { unstable_readConfig as readConfig } from "wrangler";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(`${root}/${path}`, "utf8");
const json = <T>(path: string) => JSON.parse(read(path)) as T;

/** What is sent to Cloudflare or to a browser, by its path. */
const running = globSync("{worker,app,queue-consumer}/**/*.{ts,tsx}", { cwd: root }).filter((path) => !/\.(test|spec)\.|^worker\/testing\/|^app\/e2e\/|\.d\.ts$/.test(path));
const findAll = (pattern: RegExp, paths = running) => paths.filter((path) => pattern.test(read(path)));

describe("the source", () => {
  it("is found by this test", () => {
    expect(running.length).toBeGreaterThan(150);
  });

  it("makes neither markup nor code nor patterns out of text", () => {
    expect(findAll(/dangerouslySetInnerHTML|(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|\bFunction\(|new RegExp\(/)).toEqual([]);
  });

  it("puts no text into SQL but names that it chose itself", () => {
    const raw = running.flatMap((path) => [...read(path).matchAll(/sql\.raw\([^)]*\)*/g)].map(([call]) => `${path} ${call}`));
    expect(raw.sort()).toEqual([
      "worker/store/audit-stretch.ts sql.raw(`encode(${column}, 'hex')",
      "worker/store/ready-statement.ts sql.raw(`(${COLUMNS})",
      "worker/store/tenant-store.ts sql.raw(name)",
    ]);
    // Columns by name, written beside the statement.
    const given = ["worker/store/audit-stretch.ts"].flatMap((path) => [...read(path).matchAll(/\$\{hex\(([^)]*)\)/g)].map(([, column]) => column ?? ""));
    expect(given.length).toBeGreaterThan(5);
    for (const column of given) expect(column).toMatch(/^"[\w.(]+"?$/);
    expect(read("worker/store/tenant-store.ts")).toMatch(/async call<T extends object>\(name: SelfNoting,/);
  });

  it("keeps nothing in the browser's storage, and listens to no other window", () => {
    const screens = running.filter((path) => path.startsWith("app/"));
    expect(findAll(/localStorage|sessionStorage|indexedDB|document\.cookie|postMessage|onmessage|BroadcastChannel|serviceWorker/, screens)).toEqual([]);
  });

  it("calls out in two places alone: the database's driver, and the mail service", () => {
    const atServer = running.filter((path) => !path.startsWith("app/") || path.includes(".server."));
    expect(findAll(/(?<![.\w])fetch\((?!\w*: )|new WebSocket\(|new EventSource\(|from "cloudflare:sockets"/, atServer)).toEqual(["worker/mail/send-by-resend.ts"]);
    expect(findAll(/from "@neondatabase\/serverless"/)).toEqual(["worker/store/client.ts"]);
  });

  it("takes a password in a field that hides it, and lets it be pasted and kept by a password manager", () => {
    const screens = running.filter((path) => path.endsWith(".tsx"));
    const field = "app/routes/entrance/password-field.tsx";
    expect(read(field)).toMatch(/type=\{isShown \? "text" : "password"\}/);
    expect(findAll(/onPaste|onCopy|onDrop/, screens)).toEqual([]);
    const fields = screens.flatMap((path) => read(path).match(/<[A-Za-z](?:(?!<[A-Za-z])[^])*?\/>/g) ?? []).filter((element) => /autoComplete="(current|new)-password"|name="(new)?password"/i.test(element));
    expect(fields.length).toBeGreaterThan(2);
    expect(fields.filter((element) => !/^<PasswordField\s|\stype="password"/.test(element))).toEqual([]);
  });

  it("is held to strict types and strict equality", () => {
    expect(read("tsconfig.json")).toMatch(/"strict": true/);
    expect(read("eslint.config.js")).toMatch(/\beqeqeq: "error"/);
  });
});

describe("the settings", () => {
  interface Config { observability: unknown; assets?: { directory: string }; vars: Record<string, unknown> }
  const configs = ["wrangler.toml", "queue-consumer/wrangler.toml"].map((path) => readConfig({ config: `${root}/${path}` }, { hideWarnings: true }) as Config);

  it("let the platform write no line of its own, which would hold whole addresses", () => {
    for (const { observability } of configs) expect(observability).toEqual({ enabled: true, logs: { enabled: true, invocation_logs: false } });
  });

  it("serve what was built for browsers and no other file, without a map of the source", () => {
    expect(configs[0]?.assets?.directory).toMatch(/build\/client$/);
    expect(read("vite.config.ts")).not.toMatch(/sourcemap/i);
  });

  it("hold no secret", () => {
    const known = ["RUN_ID"];
    for (const { vars } of configs) expect(Object.keys(vars).filter((name) => !known.includes(name) && !name.startsWith("LIMIT_"))).toEqual([]);
  });
});

describe("the packages", () => {
  interface Manifest { dependencies: Record<string, string>; devDependencies: Record<string, string>; optionalDependencies: Record<string, string> }

  it("are each pinned to one version, and every one of the tree to its digest", () => {
    const { dependencies, devDependencies, optionalDependencies } = json<Manifest>("package.json");
    const ranges = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(ranges).toEqual([]);
    const tree = Object.entries(json<{ packages: Record<string, { integrity?: string }> }>("package-lock.json").packages).filter(([path]) => path !== "");
    expect(tree.length).toBeGreaterThan(500);
    expect(tree.filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([path]) => path)).toEqual([]);
  });

  it("run nothing of their own when they are installed", () => {
    expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
  });
});
