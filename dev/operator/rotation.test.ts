import { describe, expect, it } from "vitest";
import type { Slot } from "../signing-keys.ts";
import type { KeySlots } from "./key-store.ts";
import { LONGEST_DAYS, planRotation, VERIFIED, type KeyEvent, type KeyLog } from "./rotation.ts";

const DAY_MS = 86_400_000;
const began = new Date("2026-07-01T00:00:00Z");
const day = (days: number) => new Date(began.getTime() + days * DAY_MS);
const made = (slot: Slot, keyId: string, days: number): KeyEvent => ({ action: "signing-key.made", slot, keyId, at: day(days) });
const turned = (slot: Slot, keyId: string, days: number): KeyEvent => ({ action: "signing-key.turned", slot, keyId, at: day(days) });

const both: Slot[] = ["A", "B"];
const plan = (slots: KeySlots, events: KeyEvent[], days: number, archivedUntil: KeyLog["archivedUntil"] = null) => planRotation(slots, { events, archivedUntil }, 300, day(days));

describe("the next step of a rotation", () => {
  it("is a first key for slot B after the first deployment", () => {
    expect(plan({ signing: "A", filled: ["A"] }, [], 0)).toEqual({ next: "make", slot: "B" });
  });

  it("is the turn to a key that was made, five minutes later", () => {
    expect(plan({ signing: "A", filled: both }, [made("B", "k2", 1)], 1)).toEqual({ next: "turn", slot: "B", keyId: "k2", settledAt: new Date(day(1).getTime() + 300_000) });
  });

  it("is to wait after the turn, for as long as anything that the other key signed may live", () => {
    const events = [made("B", "k2", 1), turned("B", "k2", 2)];
    expect(plan({ signing: "B", filled: both }, events, 3)).toEqual({ next: "wait", slot: "A", retiredAt: day(2) });
    expect(plan({ signing: "B", filled: both }, events, 2 + LONGEST_DAYS - 0.01)).toMatchObject({ next: "wait" });
    expect(plan({ signing: "B", filled: both }, events, 2 + LONGEST_DAYS)).toEqual({ next: "make", slot: "A" });
  });

  it("goes round: the second rotation fills A and turns to it, and B then waits", () => {
    const events = [made("B", "k2", 1), turned("B", "k2", 2), made("A", "k3", 200)];
    expect(plan({ signing: "B", filled: both }, events, 200)).toMatchObject({ next: "turn", slot: "A", keyId: "k3" });
    expect(plan({ signing: "A", filled: both }, [...events, turned("A", "k3", 201)], 202)).toEqual({ next: "wait", slot: "B", retiredAt: day(201) });
  });

  it("never fills a slot anew that may just have signed, whatever was cut short", () => {
    // Made on one Worker alone: no event yet, and the slot never signed.
    expect(plan({ signing: "A", filled: both }, [], 1)).toEqual({ next: "make", slot: "B" });
    // Turned on one Worker alone.
    expect(plan({ signing: null, filled: both }, [made("B", "k2", 1)], 1)).toMatchObject({ next: "turn", slot: "B" });
    // Turned on both, before the log took it up.
    expect(plan({ signing: "B", filled: both }, [made("B", "k2", 1)], 1)).toMatchObject({ next: "turn", slot: "B" });
    // By hand, or under a log that was set back: B signs, and nothing tells since when.
    expect(plan({ signing: "B", filled: both }, [], 1)).toEqual({ next: "wait", slot: "A", retiredAt: null });
    expect(plan({ signing: "A", filled: both }, [made("B", "k2", 1), turned("B", "k2", 2)], 3)).toEqual({ next: "wait", slot: "B", retiredAt: null });
    expect(plan({ signing: null, filled: both }, [made("B", "k2", 1), turned("B", "k2", 2)], 3)).toEqual({ next: "unknown" });
  });

  it("does not take the silence of a log for never, once its beginning was archived", () => {
    expect(plan({ signing: "A", filled: both }, [], 400, day(300))).toEqual({ next: "wait", slot: "B", retiredAt: null });
    expect(plan({ signing: "A", filled: ["A"] }, [], 400, day(300))).toEqual({ next: "make", slot: "B" });
  });

  it("listens to no event of keys that a state folder does not have", () => {
    const events = [made("B", "k2", 1), turned("B", "k2", 2)];
    expect(plan({ signing: "A", filled: ["A"], ids: { A: "fresh" } }, events, 3)).toEqual({ next: "make", slot: "B" });
    expect(plan({ signing: "B", filled: both, ids: { A: "k1", B: "k2" } }, events, 3)).toEqual({ next: "wait", slot: "A", retiredAt: day(2) });
  });
});

describe("what a key verifies", () => {
  it("lives as long as the longest of all that is signed", () => {
    expect(LONGEST_DAYS).toBe(180);
    expect(VERIFIED.map(({ seconds }) => seconds / 3600)).toEqual([12, 24, 72, 90 * 24, 180 * 24]);
  });
});
