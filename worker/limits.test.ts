import { describe, expect, it } from "vitest";
import { clientKey, getLimit } from "./limits.ts";

describe("what counts as one client", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["2404:4408:1234:5600:aaaa:bbbb:cccc:dddd", "2404:4408:1234:5600::/64"],
    ["2404:4408:1234:5600::1", "2404:4408:1234:5600::/64"],
    ["2404:4408::1", "2404:4408:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
  ])("%s is %s", (address, key) => {
    expect(clientKey(address)).toBe(key);
  });

  it("is the same for all addresses of one /64 and another for the next", () => {
    expect(clientKey("2404:4408:1:2::9")).toBe(clientKey("2404:4408:1:2:ffff:1:2:3"));
    expect(clientKey("2404:4408:1:2::9")).not.toBe(clientKey("2404:4408:1:3::9"));
  });
});

describe("a limit", () => {
  it("is its default until the deployment sets another", () => {
    expect(getLimit({}, "signInsPerMinutePerClient")).toBe(30);
    expect(getLimit({ LIMIT_SIGN_INS_PER_MINUTE_PER_CLIENT: "45" }, "signInsPerMinutePerClient")).toBe(45);
  });

  it.each(["0", "-1", "many", "1.5"])("refuses %s, so that a slip of the pen never means no limit", (value) => {
    expect(() => getLimit({ LIMIT_SIGN_INS_PER_MINUTE_PER_CLIENT: value }, "signInsPerMinutePerClient")).toThrow("must be a whole number above 0");
  });
});
