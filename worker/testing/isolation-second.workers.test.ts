import { expect, it } from "vitest";
import { meetOtherWorker } from "./meeting.ts";

it("runs beside a second test worker that has a schema of its own (second half)", async () => {
  expect(await meetOtherWorker("second", "first")).toBe(true);
}, 60_000);
