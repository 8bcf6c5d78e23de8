import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder } from "./folders.ts";

let place: string;
beforeAll(() => { place = mkdtempSync(join(tmpdir(), "inductlite-folders-")); });
afterAll(() => rmSync(place, { recursive: true }));

describe("a folder that is made", () => {
  it("gets those above it too, and may be there already", () => {
    makeFolder(join(place, "a", "b", "c"));
    makeFolder(join(place, "a", "b", "c"));
    expect(statSync(join(place, "a", "b", "c")).isDirectory()).toBe(true);
  });

  it("is refused below a file, and where a file has its name", () => {
    writeFileSync(join(place, "file"), "");
    expect(() => makeFolder(join(place, "file", "below"))).toThrow(expect.objectContaining({ code: "ENOTDIR" }) as Error);
    expect(() => makeFolder(join(place, "file"))).toThrow(expect.objectContaining({ code: "ENOTDIR" }) as Error);
  });

  it.runIf(process.platform === "linux")("is refused at once where nothing can be made", () => {
    expect(() => makeFolder("/proc/inductlite/state")).toThrow(expect.objectContaining({ syscall: "mkdir" }) as Error);
  });
});
