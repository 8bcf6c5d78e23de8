/** That the list of operations, which the tests of all of them go by, misses none. */
import { describe, expect, it } from "vitest";
import { filesThatReachStore, listExported, listOperations, PARTS, reachesStore, takesContext } from "./operations.ts";

describe("the list of operations", () => {
  it("is of functions that have one name each", () => {
    const names = listOperations().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("has every exported function that asks the database: it takes a context first, and calls it `context` or `request`", () => {
    const missed = listExported().filter((found) => reachesStore(found) && !takesContext(found));
    expect(missed.map(({ file, name, first }) => `${file} ${name}(${first})`)).toEqual([]);
  });

  it("has one at least of each file that asks the database anywhere", () => {
    const files = new Set(listOperations().map(({ file }) => file));
    expect(filesThatReachStore().length).toBeGreaterThan(20);
    expect(filesThatReachStore().filter((file) => !files.has(file))).toEqual([]);
  });

  it("leaves out parts of operations alone, which ask for no permission of their own", () => {
    const exported = listExported();
    expect(Object.keys(PARTS).filter((name) => !exported.some((found) => found.name === name && takesContext(found)))).toEqual([]);
    expect(exported.filter(({ name, run }) => name in PARTS && /requirePermission/.test(run.toString())).map(({ name }) => name)).toEqual([]);
  });
});
