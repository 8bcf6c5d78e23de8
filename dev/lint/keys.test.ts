import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeLintKeys } from "./keys.ts";

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const paths = ["worker/far.ts", "worker/near.ts", "app/page.tsx", "worker/lazy.ts", "worker/other.ts"];
const changedBy = (change: () => void) => {
  const before = makeLintKeys(root);
  const keys = paths.map(before);
  change();
  const after = makeLintKeys(root);
  return paths.filter((path, index) => after(path) !== keys[index]);
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "inductlite-keys-"));
  write("worker/far.ts", `import type { Near } from "./near.ts";\nexport type Far = string;`);
  write("worker/near.ts", `import type { Far } from "./far.ts";\nexport type Near = Far;`);
  write("app/page.tsx", `import {\n  type Near,\n} from "#worker/near.ts";`);
  write("worker/lazy.ts", `const near = await import("#worker/near.ts");`);
  write("worker/other.ts", `export const other = "from nothing";`);
});
afterAll(() => rmSync(root, { recursive: true }));

describe("the key by which a file is known to be clean", () => {
  it("changes with the file, and with what it imports at whatever distance, in a circle or at run time", () => {
    expect(changedBy(() => write("worker/other.ts", "export const other = 2;"))).toEqual(["worker/other.ts"]);
    expect(changedBy(() => write("worker/far.ts", `import type { Near } from "./near.ts";\nexport type Far = number;`)))
      .toEqual(["worker/far.ts", "worker/near.ts", "app/page.tsx", "worker/lazy.ts"]);
    expect(changedBy(() => rmSync(join(root, "worker/far.ts")))).toEqual(["worker/far.ts", "worker/near.ts", "app/page.tsx", "worker/lazy.ts"]);
  });

  it.each(["eslint.config.js", "tsconfig.json", "package-lock.json", "worker/ambient.d.ts"])("of every file changes with %s", (path) => {
    expect(changedBy(() => write(path, "changed"))).toEqual(paths);
  });

  it("stays the same when nothing changed", () => {
    expect(changedBy(() => undefined)).toEqual([]);
  });
});
