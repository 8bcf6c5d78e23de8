import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSecrets, type Secrets } from "./secrets.ts";
import { makeSigningKey } from "./signing-keys.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "inductlite-secrets-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, "secrets.json");
const kept = () => JSON.parse(readFileSync(path(), "utf8")) as Secrets;

describe("the secrets of a state folder", () => {
  it("are made once, for their owner's eyes alone", () => {
    const made = readSecrets(folder);
    expect(made.signingKeys).toEqual({ A: { id: expect.stringMatching(/^[a-z0-9]{1,8}$/) as string, secret: expect.stringMatching(/^[\w-]{43}$/) as string }, signingWith: "A" });
    expect(readSecrets(folder)).toEqual(made);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it.each([1, 2])("that an earlier version kept in a list of %d go on as slots, the one that signed first, and nothing else changes", (count) => {
    const made = readSecrets(folder);
    const list = [makeSigningKey(), makeSigningKey()].slice(0, count);
    writeFileSync(path(), JSON.stringify({ ...made, signingKeys: list }));
    const [A, B] = list;
    const upgraded = { ...made, signingKeys: { A, ...(B ? { B } : {}), signingWith: "A" } };
    expect(readSecrets(folder)).toEqual(upgraded);
    expect(kept()).toEqual(upgraded);
  });

  it("that an earlier version did not know are added, and the others stay", () => {
    const { sealingKey, ...others } = readSecrets(folder);
    writeFileSync(path(), JSON.stringify(others));
    expect(readSecrets(folder)).toEqual({ ...others, sealingKey: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(kept().sealingKey).not.toBe(sealingKey);
  });
});
