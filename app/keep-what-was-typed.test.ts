import { globSync, readFileSync } from "node:fs";
import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { describe, expect, it } from "vitest";
import { keepWhatWasTyped } from "./keep-what-was-typed.ts";

const after = (actionStatus: number) => keepWhatWasTyped({ actionStatus, defaultShouldRevalidate: true } as ShouldRevalidateFunctionArgs);

describe("what was typed", () => {
  it("stays when our records can't be reached, and gives way to what is read after every other answer", () => {
    expect([200, 303, 400, 409, 503].filter(after)).toEqual([200, 303, 400, 409]);
  });

  it("stays so on every page of the office that has a form", () => {
    const isVisitors = (path: string) => /routes\/[svib]\.\$/.test(path);
    const withForm = globSync("app/routes/*/route.tsx").filter((path) => !isVisitors(path) && readFileSync(path, "utf8").includes("export { action, loader }") && readFileSync(path, "utf8").includes("useActionData"));
    expect(withForm.length).toBeGreaterThan(20);
    expect(withForm.filter((path) => !/shouldRevalidate/.test(readFileSync(path, "utf8")))).toEqual([]);
  });
});
