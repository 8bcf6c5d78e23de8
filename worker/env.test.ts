import { describe, expect, it } from "vitest";
import { readSettings, type ConsumerEnv } from "./env.ts";

const [one, two] = [{ id: "one", secret: "1".repeat(43) }, { id: "two", secret: "2".repeat(43) }];
const text = (key: object) => JSON.stringify(key);

const read = (keys: Partial<Pick<ConsumerEnv, "SIGNING_KEY_A" | "SIGNING_KEY_B" | "SIGNING_WITH">>) =>
  readSettings({ DATABASE_URL: "postgres://a:b@localhost/c", APP_ORIGIN: "https://inductlite.example", RUN_ID: "", ...keys } as ConsumerEnv);

describe("the signing keys", () => {
  it("are one, as after the first deployment", () => {
    expect(read({ SIGNING_KEY_A: text(one) }).signingKeys).toEqual([one]);
  });

  it.each([
    [undefined, [one, two]],
    ["", [one, two]],
    ["A", [one, two]],
    ["B", [two, one]],
  ])("are two, and SIGNING_WITH %s says which signs", (signingWith, keys) => {
    expect(read({ SIGNING_KEY_A: text(one), SIGNING_KEY_B: text(two), ...(signingWith === undefined ? {} : { SIGNING_WITH: signingWith }) }).signingKeys).toEqual(keys);
  });

  it.each([
    ["no key", {}, "signingKeyA"],
    ["a key that is empty", { SIGNING_KEY_A: "" }, "signingKeyA"],
    ["a key that is too short", { SIGNING_KEY_A: text({ ...one, secret: "short" }) }, "signingKeyA"],
    ["an id that no statement may carry", { SIGNING_KEY_A: text({ ...one, id: "k.1" }) }, "signingKeyA"],
    ["a second key that is none", { SIGNING_KEY_A: text(one), SIGNING_KEY_B: text({ id: "two" }) }, "signingKeyB"],
    ["two keys of one id", { SIGNING_KEY_A: text(one), SIGNING_KEY_B: text({ ...two, id: "one" }) }, "signingKeyB"],
    ["an empty slot that is to sign", { SIGNING_KEY_A: text(one), SIGNING_WITH: "B" }, "signingKeyB"],
    ["a slot that does not exist", { SIGNING_KEY_A: text(one), SIGNING_KEY_B: text(two), SIGNING_WITH: "C" }, "signingWith"],
  ])("stop the first request when they are %s", (_what, keys, named) => {
    expect(() => read(keys)).toThrow(`The Worker's settings are not usable: ${named}`);
  });

  it("are never repeated in what is said about them", () => {
    const cut = text(one).slice(0, -2);
    expect(() => read({ SIGNING_KEY_A: cut })).toThrow(/^The Worker's settings are not usable: signingKeyA$/);
    expect(() => read({ SIGNING_KEY_A: text(one), SIGNING_KEY_B: `{${two.secret}` })).toThrow(/^The Worker's settings are not usable: signingKeyB$/);
  });
});
