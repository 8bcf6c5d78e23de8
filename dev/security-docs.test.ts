// Holds the security documents to the code: what they name is there, and what they count is so.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** Its types hang on those of the Workers' runtime, which nothing in dev/ knows. */
interface Permissions {
  PERMISSIONS_OF: Record<string, readonly string[]>;
  MEMBER_ROLES: readonly string[];
}
const { PERMISSIONS_OF, MEMBER_ROLES } = (await import(new URL("../worker/permissions.ts", import.meta.url).href)) as Permissions;

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

const ASVS = "docs/security/asvs.md";
const DOCUMENTS = ["SECURITY.md", ...globSync("docs/security/*.md", { cwd: root }), "docs/decisions/0013-identity.md"];

/** The cells of each row of each table, without its head. */
function rowsOf(text: string): string[][] {
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  return lines.filter((line, at) => !/^\|[ :|-]+\|$/.test(line) && !/^\|[ :|-]+\|$/.test(lines[at + 1] ?? "")).map((line) => line.slice(1, -1).split("|").map((cell) => cell.trim()));
}

const sectionOf = (text: string, heading: string) => text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";

/** A heading's address, as the hosts of repositories make it. */
const anchorOf = (heading: string) => heading.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, "").replaceAll(" ", "-");

/** `path` "name", "another name": the tests that a text names. */
function testsIn(text: string): { path: string; names: string[] }[] {
  return [...text.matchAll(/`([^`]+\.(?:test|spec)\.ts)`((?:(?:,| and)? "[^"]+")*)/g)].map(([, path = "", names = ""]) => ({ path, names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name) }));
}

/** Every literal text of a file, one a line: a test's name is among them, whole or in parts. */
const literals = (path: string) => (read(path).match(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? []).join("\n").replaceAll('\\"', '"');

describe.each(DOCUMENTS)("%s", (document) => {
  const text = read(document);

  it("names files and folders that are there", () => {
    const named = [...text.matchAll(/`([\w.@$-]+(?:\/[\w.@$-]+)*(?:\/|\.(?:tsx?|sql|toml|json|md|css|m?js|npmrc)))`/g)].map(([, path = ""]) => path);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("links to what is there, down to the heading", () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link).filter((link) => !link.startsWith("https://"));
    const dead = links.filter((link) => {
      const [path = "", anchor] = link.split("#");
      const file = path ? normalize(join(dirname(document), path)) : document;
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && ![...read(file).matchAll(/^#+ (.*)$/gm)].some(([, heading = ""]) => anchorOf(heading) === anchor);
    });
    expect(dead).toEqual([]);
  });

  it("names tests that are there", () => {
    const missing = testsIn(text).flatMap(({ path, names }) => (existsSync(join(root, path)) ? names.filter((name) => !literals(path).includes(name)).map((name) => `${path}: ${name}`) : [path]));
    expect(missing, "Renamed or gone: mend the line of the document that names it, or its state.").toEqual([]);
  });
});

/** Every requirement of version 5.0.0 at level 1, and at level 2, by its section. */
const ASKED = `
1.1: / 1-2 · 1.2: 1-5 / 6-9 · 1.3: 1-2 / 3-11 · 1.4: / 1-3 · 1.5: 1 / 2
2.1: 1 / 2-3 · 2.2: 1-2 / 3 · 2.3: 1 / 2-4 · 2.4: / 1
3.2: 1-2 / · 3.3: 1 / 2-4 · 3.4: 1-2 / 3-6 · 3.5: 1-3 / 4-5 · 3.7: / 1-2
4.1: 1 / 2-3 · 4.2: / 1 · 4.3: / 1-2 · 4.4: 1 / 2-4
5.1: / 1 · 5.2: 1-2 / 3 · 5.3: 1-2 / · 5.4: / 1-3
6.1: 1 / 2-3 · 6.2: 1-8 / 9-12 · 6.3: 1-2 / 3-4 · 6.4: 1-2 / 3-4 · 6.5: / 1-5 · 6.6: / 1-3 · 6.8: / 1-4
7.1: / 1-3 · 7.2: 1-4 / · 7.3: / 1-2 · 7.4: 1-2 / 3-5 · 7.5: / 1-2 · 7.6: / 1-2
8.1: 1 / 2 · 8.2: 1-2 / 3 · 8.3: 1 / · 8.4: / 1
9.1: 1-3 / · 9.2: 1 / 2-4
11.1: / 1-2 · 11.2: / 1-3 · 11.3: 1-2 / 3 · 11.4: 1 / 2-4 · 11.5: / 1 · 11.6: / 1
12.1: 1 / 2-3 · 12.2: 1-2 / · 12.3: / 1-4
13.1: / 1 · 13.2: / 1-5 · 13.3: / 1-2 · 13.4: 1 / 2-5
14.1: / 1-2 · 14.2: 1 / 2-4 · 14.3: 1 / 2-3
15.1: 1 / 2-3 · 15.2: 1 / 2-3 · 15.3: 1 / 2-7
16.1: / 1 · 16.2: / 1-5 · 16.3: / 1-4 · 16.4: / 1-3 · 16.5: / 1-3`;

/** "3-5" of "1.3" → 1.3.3, 1.3.4, 1.3.5. */
function numbersOf(section: string, range: string): string[] {
  if (range === "") return [];
  const [from = 0, to = from] = range.split("-").map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => `${section}.${from + index}`);
}

const asked = ASKED.trim().split(/ · |\n/).flatMap((part) => {
  const [, section = "", one = "", two = ""] = /^([\d.]+): ?([\d-]*) ?\/ ?([\d-]*)$/.exec(part) ?? [];
  return [...numbersOf(section, one).map((number) => `${number} 1`), ...numbersOf(section, two).map((number) => `${number} 2`)];
});

describe("the requirements", () => {
  const text = read(ASVS);
  const rows = rowsOf(text).filter(([number = ""]) => /^\d/.test(number)).map(([numbers = "", level = "", gist = "", state = "", how = "", heldBy = ""]) => ({ numbers, level, gist, state, how, heldBy }));

  it("are all of the standard's first two levels, each once, under its level", () => {
    const listed = rows.flatMap(({ numbers, level }) => {
      const [first = "", last = first] = numbers.split("–");
      const section = first.replace(/\.\d+$/, "");
      return numbersOf(section, `${first.split(".").at(-1)}-${last.split(".").at(-1)}`).map((number) => `${number} ${level}`);
    });
    expect(asked).toHaveLength(217);
    // One row may stand for several, and then says their highest level.
    const unlevelled = (list: string[]) => list.map((one) => one.split(" ")[0]);
    expect(unlevelled(listed)).toEqual([...new Set(unlevelled(asked))]);
    const singles = rows.filter(({ numbers }) => !numbers.includes("–")).map(({ numbers, level }) => `${numbers} ${level}`);
    expect(singles.filter((one) => !asked.includes(one))).toEqual([]);
  });

  it("each say how they are met, or why not", () => {
    const sentences = rows.filter(({ gist, how }) => !/^.{5,}[^.]$/.test(gist) || !/^[\w`[].{9,}\.$/.test(how));
    expect(sentences).toEqual([]);
    expect(rows.filter(({ state }) => !["met", "platform", "paper", "partly", "no", "n/a"].includes(state))).toEqual([]);
  });

  it("that are met name a test that would fail, and those on paper the paper", () => {
    const untested = rows.filter(({ state, heldBy }) => ["met", "partly"].includes(state) !== testsIn(heldBy).some(({ names }) => names.length > 0));
    expect(untested).toEqual([]);
    expect(rows.filter(({ state, how }) => state === "paper" && !how.includes("]("))).toEqual([]);
    expect(rows.filter(({ state, how }) => state === "platform" && !/Cloudflare|Neon|browser/.test(how))).toEqual([]);
    // A name that is half a word would be found anywhere.
    expect(testsIn(text).flatMap(({ names }) => names).filter((name) => name.length < 6)).toEqual([]);
  });

  it("are counted at the top, and what is not met is told there", () => {
    const counts = rowsOf(text).filter(([state = ""]) => ["met", "platform", "paper", "partly", "no", "n/a"].includes(state)).map(([state, , count]) => [state, Number(count)]);
    expect(counts).toEqual(["met", "platform", "paper", "partly", "no", "n/a"].map((state) => [state, rows.filter((row) => row.state === state).length]));
    const told = [...sectionOf(text, "What is not met, the weightiest first").matchAll(/\b\d+\.\d+\.\d+\b/g)].map(([number]) => number);
    const stateOf = (number: string) => rows.find(({ numbers }) => numbers === number)?.state ?? "none";
    expect(told.filter((number) => !["no", "partly"].includes(stateOf(number)))).toEqual([]);
    expect(rows.filter(({ state, numbers }) => state === "no" && !told.includes(numbers)).map(({ numbers }) => numbers)).toEqual([]);
  });
});

describe("the roles", () => {
  const text = read("docs/security/roles.md");
  const bare = (cell: string | undefined) => (cell ?? "").replaceAll("`", "");

  it("of members have each permission with its words, and yes where the code says yes", () => {
    const told = rowsOf(sectionOf(text, "What each role may do")).map(([permission, words, ...marks]) => ({ permission: bare(permission), words, marks }));
    const permissions = [...new Set(MEMBER_ROLES.flatMap((role) => PERMISSIONS_OF[role] ?? []))];
    expect(told.map(({ permission }) => permission).sort()).toEqual([...permissions].sort());
    for (const { permission, words, marks } of told) {
      expect(words).toMatch(/^[A-Z].{10,}\.$/);
      expect([permission, marks]).toEqual([permission, MEMBER_ROLES.map((role) => (PERMISSIONS_OF[role]?.includes(permission) ? "yes" : ""))]);
    }
  });

  it("of everybody else have theirs", () => {
    const told = rowsOf(sectionOf(text, "Everybody else")).map(([role, permission, words]) => ({ role: bare(role), permission: bare(permission), words }));
    const others = Object.keys(PERMISSIONS_OF).filter((role) => !MEMBER_ROLES.includes(role));
    expect(told.map(({ role, permission }) => `${role} ${permission}`).sort()).toEqual(others.flatMap((role) => (PERMISSIONS_OF[role] ?? []).map((permission) => `${role} ${permission}`)).sort());
    for (const { words } of told) expect(words).toMatch(/^[A-Z].{10,}\.$/);
  });
});
