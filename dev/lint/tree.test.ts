/** Rules about files that no linter reads. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readLanded, readSteps } from "../checksums.ts";
import { findDrawer } from "./names.ts";
import { findUnexplained } from "./switched-off.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const isOurs = (path: string) => !/(^|\/)(node_modules|build|\.state|\.git|\.wrangler|test-results)(\/|$)/.test(path);

describe("the migrations", () => {
  const steps = globSync("migrations/*.sql", { cwd: root }).sort();

  it("are found by this test", () => {
    expect(steps.length).toBeGreaterThan(0);
  });

  it.each(steps)("name no schema, since each test worker has its own: %s", (step) => {
    const sql = read(step).replace(/^\s*--.*$/gm, "");
    const tables = [...globSync("worker/store/schema/*.ts", { cwd: root }).map(read).join("\n").matchAll(/pgTable\(\s*"(\w+)"/g)].map(([, table]) => table).join("|");
    expect(sql.match(new RegExp(`"?\\bpublic"?\\s*\\.|"?\\w+"?\\s*\\.\\s*"(?:${tables})"(?!\\s*\\.)|\\bin schema\\b|\\bset search_path\\s*(?:=|to)`, "gi"))).toBeNull();
  });

  it("stay as they landed", () => {
    const [landed, now] = [readLanded(), readSteps()];
    const edited = Object.keys(landed).filter((name) => landed[name] !== now[name]);
    expect(edited, "These steps have run on databases that nobody can run them on again: put them back as they were and add a new step. (Before the first release: node dev/checksums.ts)").toEqual([]);
    const unlisted = Object.keys(now).filter((name) => !(name in landed));
    expect(unlisted, "New steps: run `node dev/checksums.ts` and commit migrations/checksums.json with them.").toEqual([]);
  });
});

describe("the tree", () => {
  it("has no drawer for things without a name", () => {
    const paths = globSync("{worker,app,queue-consumer,dev,migrations,docs}/**/*", { cwd: root, exclude: (path) => !isOurs(path) });
    expect(paths.length).toBeGreaterThan(100);
    expect(paths.filter((path) => findDrawer(path))).toEqual([]);
  });

  it("has at its top what the design names, and files of tools", () => {
    const folders = globSync("*/", { cwd: root }).map((name) => name.replace(/\/$/, ""));
    const known = ["app", "build", "dev", "docs", "migrations", "node_modules", "queue-consumer", "worker", "test-results", "playwright-report"];
    expect(folders.filter((folder) => !known.includes(folder) && !folder.startsWith("."))).toEqual([]);
  });

  it("switches no rule off without saying which and why", () => {
    const sources = globSync("{worker,app,queue-consumer,dev}/**/*.{ts,tsx,js,mjs}", { cwd: root }).filter((path) => path !== "dev/lint/rules.test.ts");
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap((path) => findUnexplained(read(path)).map((directive) => `${path}: ${directive}`))).toEqual([]);
  });

  it("keeps style attributes out of the screens, which the security policy blocks", () => {
    const screens = globSync("app/**/*.tsx", { cwd: root });
    expect(screens.length).toBeGreaterThan(10);
    expect(screens.filter((path) => /\sstyle=[{"]/.test(read(path)))).toEqual([]);
  });
});
