import { describe, expect, it } from "vitest";
import { begin, change, keep, redo, undo } from "./history.ts";

describe("the history of a draft", () => {
  it("goes back and forth by one step", () => {
    const two = change(change(begin("a"), "b", null, 0), "c", null, 0);
    expect(undo(two).present).toBe("b");
    expect(undo(undo(two)).present).toBe("a");
    expect(redo(undo(two)).present).toBe("c");
    expect(undo(begin("a"))).toEqual(begin("a"));
    expect(redo(two)).toEqual(two);
  });

  it("takes typing on in one field for one step, until there is a pause or another field", () => {
    const typed = change(change(begin(""), "H", "name", 0), "Hi", "name", 500);
    expect(undo(typed).present).toBe("");
    expect(undo(change(typed, "Hi!", "name", 1_500)).present).toBe("Hi");
    expect(undo(change(typed, "Hi!", "title", 600)).present).toBe("Hi");
  });

  it("begins a new step after one was undone", () => {
    const back = undo(change(change(begin("a"), "b", "name", 0), "c", "title", 1));
    expect(undo(change(back, "x", "name", 2)).present).toBe("b");
  });

  it("gives up what was undone once something else is done", () => {
    const other = change(undo(change(begin("a"), "b", null, 0)), "c", null, 0);
    expect(redo(other).present).toBe("c");
  });

  it("leaves all as it is where nothing changed", () => {
    const one = begin("a");
    expect(change(one, "a", null, 0)).toBe(one);
  });

  it("keeps 200 steps", () => {
    const long = Array.from({ length: 300 }, (_, at) => at + 1).reduce((history, at) => change(history, at, null, 0), begin(0));
    expect(long.past).toHaveLength(200);
    expect(long.past[0]).toBe(100);
  });

  it("brings back by undoing whichever of two was not kept", () => {
    expect(undo(keep(begin("mine"), "mine", "theirs")).present).toBe("theirs");
    expect(undo(keep(begin("mine"), "theirs", "mine")).present).toBe("mine");
  });
});
