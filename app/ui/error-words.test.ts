import { describe, expect, it } from "vitest";
import { ERRORS, type ErrorCode } from "#worker/errors.ts";
import { explain, findWayOn } from "./error-words.ts";

const CODES = Object.keys(ERRORS) as ErrorCode[];
const explained = (code: ErrorCode, pathname = "/team") => explain(ERRORS[code].status, { code, message: ERRORS[code].sentence, requestId: "r" }, pathname);

describe("the words of a refusal", () => {
  it.each(CODES)("%s has a title of its own, says what happened or what to do, and keeps its code", (code) => {
    const { title, message, whatToDo, code: shown } = explained(code);
    expect(shown).toBe(code);
    expect(CODES.filter((other) => explained(other).title === title)).toEqual([code]);
    expect(`${message} ${whatToDo}`).toMatch(/\w{3,}.*\./);
  });

  it("are its status's where the code is unknown", () => {
    expect(explain(403, { code: "SOMETHING_NEW" }, "/team")).toMatchObject({ title: "You may not do this", code: "SOMETHING_NEW" });
    expect(explain(418, {}, "/team")).toMatchObject({ title: "Something broke on our side" });
  });
});

describe("what is not there in the office", () => {
  it("speaks of no gate and no QR code, and leads back to the list that it stands in", () => {
    const { message, whatToDo, code } = explained("NOT_FOUND", "/bookings/0190a000");
    expect(`${message} ${whatToDo}`).not.toMatch(/gate|QR|poster/);
    expect(code).toBe("NOT_FOUND");
    expect(findWayOn(404, "NOT_FOUND", "/bookings/0190a000", "")).toEqual({ to: "/bookings", label: "Go to the expected visitors" });
    expect(findWayOn(404, "NOT_FOUND", "/completions/0190a000", "")).toEqual({ to: "/inductions", label: "Go to the inductions" });
    expect(findWayOn(404, "NOT_FOUND", "/register", "?site=x")).toEqual({ to: "/dashboard", label: "Go to the dashboard" });
    expect(explained("NOT_FOUND", "/s/0000000000-000000000000").whatToDo).toContain("QR code at the gate");
  });
});

describe("what stops everybody", () => {
  it.each(["COMPANY_SUSPENDED", "SWITCHED_OFF"] as const)("%s is told at the gate by what to do, without the company's affairs", (code) => {
    const { title, message, whatToDo, code: shown } = explained(code, "/s/0000000000-000000000000");
    expect(title).toBe("Nobody can sign in here just now");
    expect(message).toContain("Tell the site office that you are here");
    expect(whatToDo).toContain("you can still sign out");
    expect(`${title} ${message} ${whatToDo} ${shown}`).not.toMatch(/suspended|owner|switch/i);
  });

  it("leads nobody in a circle through the pages of a company that is paused", () => {
    expect(findWayOn(403, "COMPANY_SUSPENDED", "/team", "")).toBeNull();
    expect(findWayOn(403, "FORBIDDEN", "/team", "")).toEqual({ to: "/dashboard", label: "Go to the dashboard" });
    expect(explained("COMPANY_SUSPENDED").whatToDo).toContain("log out and log in again");
  });
});
