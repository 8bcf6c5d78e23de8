import { describe, expect, it } from "vitest";
import { inWords } from "./by-member.ts";

function sentence(action: string, changes: Record<string, unknown> = {}, actorKind = "member"): string {
  const event = { action, actorKind, actorName: actorKind === "member" ? "Jo Office" : null, subjectName: "Aroha Tāne" };
  const { who, what } = inWords(event, { subject: "Aroha Tāne", site: "Hobson Tower", changes, personal: {} });
  return `${who} ${what}`;
}

describe("what happened to a visitor through a member", () => {
  it("is told of the visitor, with the member who let them in or brought them", () => {
    expect([sentence("visit.signed-in", { approved: true }), sentence("visit.signed-in", { checkedIn: true }), sentence("visit.signed-in")]).toEqual([
      "Aroha Tāne was signed in at Hobson Tower, let in by Jo Office",
      "Aroha Tāne was signed in at Hobson Tower with a crew by Jo Office",
      "Aroha Tāne was signed in at Hobson Tower by Jo Office",
    ]);
    expect(sentence("entry.asked")).toBe("Aroha Tāne had to wait to be let in at Hobson Tower, with a crew of Jo Office");
    expect(sentence("entry.stopped")).toBe("Aroha Tāne was stopped by the rules of the gate at Hobson Tower, when Jo Office wanted to let them in");
  });

  it("is told of the member where they did it themselves", () => {
    expect(sentence("visit.ended-by-office")).toBe("Jo Office marked Aroha Tāne as left at Hobson Tower");
    expect(sentence("entry.approved")).toBe("Jo Office let Aroha Tāne in at Hobson Tower");
    expect(sentence("entry.withdrawn")).toBe("Jo Office closed the request of Aroha Tāne, who was in already at Hobson Tower");
    expect(sentence("entry.withdrawn", { why: "induction" })).toBe("Jo Office closed the request of Aroha Tāne, who has an induction to do first at Hobson Tower");
  });

  it("is told of the visitor alone where they came by themselves", () => {
    expect([sentence("visit.signed-in", {}, "site_link"), sentence("entry.asked", {}, "site_link"), sentence("visit.signed-in", {}, "booking")]).toEqual([
      "Aroha Tāne signed in at Hobson Tower",
      "Aroha Tāne asked to be let in at Hobson Tower",
      "Aroha Tāne signed in at Hobson Tower",
    ]);
  });
});
