import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchFolders } from "./watch-folders.ts";

let place: string;
let close: () => void;
let seen: string[];

const inPlace = (...names: string[]) => join(place, ...names);
const write = (path: string) => writeFileSync(path, String(Math.random()));
const replace = (path: string) => {
  write(`${path}.new`);
  renameSync(`${path}.new`, path);
};
/** Does it, and waits until the change of `path` is seen. */
async function expectSeen(path: string, change: (path: string) => void): Promise<void> {
  seen = [];
  change(path);
  await vi.waitFor(() => expect(seen).toContain(path), { timeout: 10_000 });
}

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "inductlite-watch-"));
  mkdirSync(inPlace("tree", "deep"), { recursive: true });
  for (const path of [inPlace("tree", "deep", "file.ts"), inPlace("alone.toml"), inPlace("other.toml")]) write(path);
  close = watchFolders([inPlace("tree"), inPlace("alone.toml")], (path) => seen.push(path));
});
afterEach(() => {
  close();
  rmSync(place, { recursive: true });
});

describe("the watch over the sources", () => {
  it.each([["in a folder", ["tree", "deep", "file.ts"]], ["watched alone", ["alone.toml"]]])("sees a file %s each time it is replaced by renaming, and each time it is written", async (_where, names) => {
    for (const change of [replace, replace, write, replace, write]) await expectSeen(inPlace(...names), change);
  });

  it("sees files in a folder that is made later, and in one that takes the place of another", async () => {
    await expectSeen(inPlace("tree", "made"), (path) => mkdirSync(join(path, "below"), { recursive: true }));
    await expectSeen(inPlace("tree", "made", "below", "new.ts"), write);
    mkdirSync(inPlace("outside"));
    write(inPlace("outside", "file.ts"));
    await expectSeen(inPlace("tree", "deep"), (path) => {
      renameSync(path, inPlace("old"));
      renameSync(inPlace("outside"), path);
    });
    for (const change of [replace, write]) await expectSeen(inPlace("tree", "deep", "file.ts"), change);
  });

  it("sees a file go, and lets its neighbours be", async () => {
    await expectSeen(inPlace("tree", "deep", "file.ts"), rmSync);
    await expectSeen(inPlace("alone.toml"), (path) => {
      write(inPlace("other.toml"));
      write(path);
    });
    expect(seen).not.toContain(inPlace("other.toml"));
  });
});
