import { describe, expect, it } from "vitest";
import { titleOf, type ShownOutcome } from "./outcomes.tsx";

const said = (...outcomes: ShownOutcome["outcome"][]) => titleOf(outcomes.map((outcome) => ({ outcome })), "Te Rapa");

describe("what became of a crew", () => {
  it("says how many are in, and of how many", () => {
    expect([said("signed-in", "signed-in"), said("signed-in", "due")]).toEqual(["2 people are signed in at Te Rapa.", "1 person is signed in at Te Rapa, of 2."]);
  });

  it("says what comes first where nobody is in", () => {
    expect([said("due", "due", "due"), said("due", "waiting"), said("stopped")]).toEqual([
      "Nobody is signed in yet: 3 need the induction first.",
      "Nobody is signed in yet: 1 needs the induction first, 1 waits for a supervisor.",
      "Nobody is signed in yet at Te Rapa.",
    ]);
  });

  it("does not say that nobody is in where they were on site already", () => {
    expect([said("already-here"), said("already-here", "already-here"), said("already-here", "due")]).toEqual([
      "This person is on site already at Te Rapa.",
      "They are all on site already at Te Rapa.",
      "Nobody else is signed in yet: 1 needs the induction first, 1 is on site already.",
    ]);
  });
});
