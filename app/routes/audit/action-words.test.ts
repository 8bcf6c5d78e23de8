import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { PERMISSIONS_OF } from "#worker/permissions.ts";
import { ACTION_WORDS, whatWasDone, whoDid } from "./action-words.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const DOTTED = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;
const permissions = new Set<string>(Object.values(PERMISSIONS_OF).flat());

function textsIn(node: ts.Node): string[] {
  const own = ts.isStringLiteral(node) ? [node.text] : [];
  return [...own, ...node.getChildren().flatMap(textsIn)];
}

const read = (path: string) => readFileSync(join(root, path), "utf8");
const sources = globSync("{worker,queue-consumer}/**/*.ts", { cwd: root }).filter((path) => !/\.test\.ts$|worker\/testing\//.test(path));

describe("every action that can be written", () => {
  it("by code has its words", () => {
    // All events are written in worker/store, and no other text there has the form of an action, but a permission's name.
    const store = sources.filter((path) => path.startsWith("worker/store/"));
    const actions = new Set(store.flatMap((path) => textsIn(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true)).filter((text) => DOTTED.test(text))));
    expect(actions.size).toBeGreaterThan(10);
    expect([...actions].filter((action) => !(action in ACTION_WORDS) && !permissions.has(action))).toEqual([]);
  });

  it("by the database, or by the seed, has its words", () => {
    const seeds = globSync("dev/seed/**/*.ts", { cwd: root }).map(read).filter((text) => text.includes("insert into audit_event"));
    const migrations = globSync("migrations/*.sql", { cwd: root }).map(read);
    const texts = [...seeds, ...migrations].flatMap((sql) => [...sql.matchAll(/'([a-z.-]+)'/g)].map(([, text = ""]) => text));
    // A permission may be named as its action is.
    const actions = new Set(texts.filter((text) => DOTTED.test(text) && (!permissions.has(text) || text === "password.reset") && !/^app\./.test(text)));
    expect(actions.size).toBeGreaterThan(20);
    expect([...actions].filter((action) => !(action in ACTION_WORDS))).toEqual([]);
  });

  it("and no other has any", () => {
    const everything = [...globSync("migrations/*.sql", { cwd: root }), ...sources, ...globSync("dev/seed/**/*.ts", { cwd: root })].map(read).join("\n");
    expect(Object.keys(ACTION_WORDS).filter((action) => !everything.includes(`"${action}"`) && !everything.includes(`'${action}'`))).toEqual([]);
  });
});

describe("the words", () => {
  const nothing = { subject: null, site: null, changes: {}, personal: {} };

  it("make a sentence even when nothing is known any more", () => {
    for (const action of Object.keys(ACTION_WORDS)) expect(whatWasDone(action, nothing), action).toMatch(/^[a-z][^\n]*[^\s.]$/);
    expect(Object.values(ACTION_WORDS).flatMap(({ says }) => (/undefined|null|\[object/.test(says(nothing)) ? [says(nothing)] : []))).toEqual([]);
  });

  it("say who did what to whom", () => {
    const event = { actorKind: "member", actorName: "Mere Tawhai", subjectName: "Te Rapa" };
    expect(`${whoDid(event)} ${whatWasDone("site.link-replaced", { ...nothing, subject: "Te Rapa" })}`).toBe("Mere Tawhai replaced the sign-in link of Te Rapa");
    expect(whatWasDone("member.changed", { ...nothing, subject: "Arjun Patel", changes: { role: ["viewer", "site_manager"], siteIds: [[], []] } })).toBe("made Arjun Patel site manager instead of viewer");
    expect(whatWasDone("member.changed", { ...nothing, subject: "Arjun Patel", changes: { role: ["viewer", "viewer"] } })).toBe("changed the sites of Arjun Patel");
    expect(whatWasDone("permission.refused", { ...nothing, changes: { permission: "export.list" } })).toBe("asked for something that their role does not allow: “See which files were made”");
    expect(whoDid({ ...event, actorKind: "visit", subjectName: "Hēmi Parata" })).toBe("Hēmi Parata");
    expect(whoDid({ ...event, actorKind: "system", actorName: null })).toBe("The system");
  });

  it("name an action that they do not know", () => {
    expect(whatWasDone("moon.landed", nothing)).toBe('did "moon.landed"');
  });
});
