import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PasswordLine } from "./password-line.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const BUSY = { code: "BUSY", retryAfterSeconds: 5 };

/** Somebody in line, whose work ends when the test says so. */
function come(line: PasswordLine, name: string, begun: string[]) {
  let [end, fail] = [(): void => undefined, (): void => undefined];
  const work = new Promise<string>((resolve, reject) => {
    end = () => resolve(name);
    fail = () => reject(new Error("wrong"));
  });
  const done = line.take(() => {
    begun.push(name);
    return work;
  });
  done.catch(() => undefined);
  return { done, end, fail };
}

const passMs = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("the line before the check of a password", () => {
  it("serves so many at once, the next in the order in which they came, and nobody waits where nobody is", async () => {
    const begun: string[] = [];
    const line = new PasswordLine({ atOnce: 2, waiting: 5, waitMs: 3_000 });
    const [first, second, third, fourth] = ["first", "second", "third", "fourth"].map((name) => come(line, name, begun));
    await passMs(0);
    expect(begun).toEqual(["first", "second"]);
    await passMs(500);
    expect(begun).toEqual(["first", "second"]);
    second?.end();
    await passMs(100);
    expect(begun).toEqual(["first", "second", "third"]);
    first?.fail();
    await expect(first?.done).rejects.toThrow("wrong");
    await passMs(100);
    expect(begun).toEqual(["first", "second", "third", "fourth"]);
    third?.end();
    fourth?.end();
    await expect(fourth?.done).resolves.toBe("fourth");
  });

  it("turns away at once whoever finds it full, and does nothing for them", async () => {
    const begun: string[] = [];
    const line = new PasswordLine({ atOnce: 1, waiting: 1, waitMs: 3_000 });
    const [served, waits, tooMany] = ["served", "waits", "too many"].map((name) => come(line, name, begun));
    await expect(tooMany?.done).rejects.toMatchObject(BUSY);
    served?.end();
    await passMs(100);
    waits?.end();
    await expect(waits?.done).resolves.toBe("waits");
    expect(begun).toEqual(["served", "waits"]);
  });

  it("turns away whoever has waited long enough, and keeps no place for them", async () => {
    const begun: string[] = [];
    const line = new PasswordLine({ atOnce: 1, waiting: 1, waitMs: 3_000 });
    const served = come(line, "served", begun);
    const late = come(line, "late", begun);
    await passMs(3_100);
    await expect(late.done).rejects.toMatchObject(BUSY);
    const next = come(line, "next", begun);
    served.end();
    await passMs(100);
    expect(begun).toEqual(["served", "next"]);
    next.end();
    await expect(next.done).resolves.toBe("next");
  });

  it("frees the place of a request that never came back, whose browser went away", async () => {
    const begun: string[] = [];
    const line = new PasswordLine({ atOnce: 1, waiting: 0, waitMs: 3_000 });
    come(line, "gone", begun);
    await expect(come(line, "too early", begun).done).rejects.toMatchObject(BUSY);
    await passMs(15_000);
    const next = come(line, "next", begun);
    next.end();
    await expect(next.done).resolves.toBe("next");
    expect(begun).toEqual(["gone", "next"]);
  });
});
