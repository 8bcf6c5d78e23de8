import { describe, expect, it } from "vitest";
import { placeOf, readAnswer, wordsOf, wouldLose, type SaveState } from "./saving.ts";

describe("the answer to a save", () => {
  it.each([
    [200, null, { draftNumber: 4, checks: {} }, { is: "saved", draftNumber: 4, checks: {} }],
    [409, null, { code: "CONFLICT" }, { is: "stale" }],
    [400, null, { fields: { name: "Enter a name" } }, { is: "invalid", fields: { name: "Enter a name" } }],
    [204, "/log-in?ended=1", null, { is: "waiting", why: "logged-out" }],
    [503, null, { code: "UNAVAILABLE" }, { is: "waiting", why: "failed" }],
    [429, null, { code: "TOO_MANY_TRIES" }, { is: "waiting", why: "failed" }],
    [502, null, null, { is: "waiting", why: "failed" }],
    [403, null, { code: "FORBIDDEN", message: "Not yours." }, { is: "refused", sentence: "Not yours." }],
    [413, null, {}, { is: "refused", sentence: "The server did not take it." }],
  ])("of status %i is understood", (status, to, body, answer) => {
    expect(readAnswer(status, to, body)).toEqual(answer);
  });
});

describe("what the editor says", () => {
  const states: SaveState[] = [{ is: "unsaved" }, { is: "saving" }, { is: "stale" }, { is: "invalid", fields: {} }, { is: "waiting", why: "offline" }, { is: "refused", sentence: "x" }];

  it("warns before leaving in every state but saved", () => {
    expect(states.filter((state) => !wouldLose(state))).toEqual([]);
    expect(wouldLose({ is: "saved", at: null })).toBe(false);
  });

  it("is a sentence of its own for each state, and names the time of a save", () => {
    expect(new Set(states.map(wordsOf)).size).toBe(states.length);
    expect(wordsOf({ is: "saved", at: new Date(2026, 10, 23, 10, 42) })).toMatch(/^Saved at 10:42\sam$/);
  });

  it("finds the block that a refused field is in", () => {
    expect(placeOf("draft.blocks.3.text.en")).toBe(3);
    expect(placeOf("draft.title.en")).toBeNull();
  });
});
