import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** What the findings in every file may depend on: the rules, the compilers' settings, ambient types and the packages. */
const everywhere = ["eslint.config.js", "package.json", "package-lock.json", "tsconfig.json", "dev/tsconfig.json", "dev/lint/*.ts", "dev/check-half.ts", "{worker,app,queue-consumer,dev}/**/*.d.ts"];
const imported = /\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

/**
 * A file's key changes with the file itself and with any that it imports, at whatever distance: a rule that asks for
 * types sees no further. Every import names its whole path (a rule of the lint), so that a look at the text is enough.
 * @returns from a path, relative to `root`, to its key.
 */
export function makeLintKeys(root: string): (path: string) => string {
  const texts = new Map<string, string>();
  const read = (path: string) => {
    const text = texts.get(path) ?? (statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ? readFileSync(join(root, path), "utf8") : "");
    texts.set(path, text);
    return text;
  };
  const common = createHash("sha256").update(process.version);
  for (const path of globSync(everywhere, { cwd: root }).sort()) common.update(path).update("\0").update(read(path));
  const commonKey = common.digest("hex");
  return (path) => {
    const reached = new Set([path]);
    // A set is walked to its end, what is added meanwhile included.
    for (const each of reached) for (const next of importsOf(each, read(each))) reached.add(next);
    const hash = createHash("sha256").update(commonKey);
    for (const each of [...reached].sort()) hash.update("\0").update(each).update("\0").update(read(each));
    return hash.digest("hex");
  };
}

function importsOf(path: string, text: string): string[] {
  const found: string[] = [];
  for (const [, name = ""] of text.matchAll(imported)) {
    const alias = /^#(worker|app|dev)\/(.+)$/.exec(name);
    if (alias) found.push(`${alias[1]}/${alias[2]}`);
    else if (name.startsWith(".")) found.push(normalize(join(dirname(path), name)));
  }
  return found;
}
