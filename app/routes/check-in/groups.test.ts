import { describe, expect, it } from "vitest";
import { groupPeople, isFound } from "./groups.ts";

const of = (name: string, employer: string, visitorType: string) => ({ name, employer, visitorType });

describe("who came lately", () => {
  it("stands by employer, however it was typed, with visitors and deliveries apart", () => {
    const { crews, others } = groupPeople([of("Rua", "Tūī Scaffolding", "contractor"), of("Ana", "TUI SCAFFOLDING ", "contractor"), of("Moa", "", "employee"), of("Kea", "Ace", "contractor"), of("Pou", "Ace", "delivery"), of("Ari", "", "visitor")]);
    expect(crews.map(({ name, people }) => [name, people.map((person) => person.name)])).toEqual([["Ace", ["Kea"]], ["Tūī Scaffolding", ["Ana", "Rua"]], ["Your own employees", ["Moa"]]]);
    expect(others.map(({ name }) => name)).toEqual(["Ari", "Pou"]);
  });

  it("is found by words of name and employer, with or without macrons", () => {
    expect([isFound(of("Hēmi Parata", "Tūī", "contractor"), "tui  HEMI"), isFound(of("Hēmi Parata", "Tūī", "contractor"), "hemi ace"), isFound(of("Hēmi", "", "visitor"), "")]).toEqual([true, false, true]);
  });
});
