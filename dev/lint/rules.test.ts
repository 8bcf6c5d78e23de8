import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import tseslint from "typescript-eslint";
import { plugin } from "./rules.ts";
import { findUnexplained } from "./switched-off.ts";

const linter = new Linter({ cwd: "/project" });

/** What one of the project's rules says of this file, as one text; empty when it says nothing. */
function lint(rule: string, path: string, code: string): string {
  const config: Linter.Config = {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parser: tseslint.parser },
    plugins: { inductlite: plugin },
    rules: { [`inductlite/${rule}`]: "error" },
  };
  return linter.verify(code, [config], { filename: `/project/${path}` }).map(({ message }) => message).join("\n");
}

describe("imports", () => {
  it.each([
    ["worker/domain/visit/sign-in.ts", `import { sql } from "drizzle-orm";`],
    ["worker/domain/visit/sign-in.ts", `import type { SQL } from "drizzle-orm";`],
    ["queue-consumer/build-export.ts", `import { neon } from "@neondatabase/serverless";`],
    ["worker/http/app.ts", `import { listVisits } from "#worker/store/visit-lists.ts";`],
    ["worker/http/routes/files.ts", `import { takeExportFile } from "../../store/exports.ts";`],
    ["app/routes/history/route.server.ts", `import { listVisits } from "#worker/store/visit-lists.ts";`],
    ["queue-consumer/run-job.ts", `import { TenantStore } from "#worker/store/tenant-store.ts";`],
    ["app/routes/history/route.tsx", `import { may } from "#worker/permissions.ts";`],
    ["app/routes/history/route.tsx", `import { type Role, may } from "#worker/permissions.ts";`],
    ["app/ui/table.tsx", `export { may } from "#worker/permissions.ts";`],
    ["worker/domain/visit/sign-in.ts", `import { Hono } from "hono";`],
    ["worker/domain/visit/sign-in.ts", `import type { Context } from "hono/tiny";`],
    ["worker/domain/visit/sign-in.ts", `import { json } from "@remix-run/cloudflare";`],
    ["worker/domain/visit/sign-in.ts", `import { env } from "cloudflare:workers";`],
    ["worker/http/app.ts", `import { Button } from "#app/ui/button.tsx";`],
    ["worker/http/app.ts", `const pages = await import("#pages");`],
    ["worker/jobs.ts", `import { randomUUID } from "node:crypto";`],
    ["worker/jobs.ts", `import { seed } from "#dev/seed.ts";`],
    ["worker/http/session-cookie.ts", `import { SignJWT } from "jose";`],
    ["worker/domain/visit/content-hash.ts", `import { sha256 } from "@noble/hashes/sha2.js";`],
    ["worker/index.ts", `import { makeCompany } from "./testing/factories.ts";`],
  ])("refuses what crosses a boundary: %s: %s", (path, code) => {
    expect(lint("imports", path, code)).toContain("may not be imported here");
  });

  it.each([
    ["worker/store/visits.ts", `import { sql } from "drizzle-orm";`],
    ["worker/domain/visit/sign-in.ts", `import { insertVisit } from "#worker/store/visits.ts";`],
    ["worker/http/routes/files.ts", `import { openFile } from "#worker/store/files.ts";`],
    ["queue-consumer/build-export.ts", `import { readExportPage } from "#worker/store/exports.ts";`],
    ["app/routes/history/route.tsx", `import type { Role } from "#worker/permissions.ts";`],
    ["app/routes/history/route.server.ts", `import { getHistory } from "#worker/domain/visit/list.ts";`],
    ["worker/crypto/signed.ts", `import { SignJWT } from "jose";`],
    ["worker/render.ts", `import * as build from "#pages";`],
    ["worker/domain/visit/visit.workers.test.ts", `import { env } from "cloudflare:workers";`],
    ["dev/migrate.ts", `import { drizzle } from "drizzle-orm/node-postgres";`],
  ])("lets through what stays inside: %s: %s", (path, code) => {
    expect(lint("imports", path, code)).toBe("");
  });
});

describe("names", () => {
  it.each(["app/utils/date.ts", "worker/helpers.ts", "worker/lib/x.ts", "dev/common.test.ts", "worker/visit.service.ts"])("refuses a drawer: %s", (path) => {
    expect(lint("names", path, "")).toContain("names no thing");
  });

  it("takes a name that says what is there", () => {
    expect(lint("names", "worker/domain/visit/sign-in.ts", "")).toBe("");
  });
});

describe("company-in-where", () => {
  it.each([
    "db.update(visit).set({ leftHow: null });",
    "db.delete(visit);",
    "db.update(visit).set({ leftHow: null }).where(eq(visit.id, id));",
    "db.select().from(visit).where(and(eq(visit.id, id), isNull(visit.signedOutAt)));",
    "db.select().from(visit).innerJoin(site, eq(site.id, visit.siteId));",
    "const SAME = eq(site.id, visit.siteId); db.select().from(visit).leftJoin(site, SAME);",
    "db.rows(sql`select * from visit where id = ${id}`);",
    "db.rows(sql`update site set closed_at = now() where id = ${id}`);",
  ])("refuses a row found by its id alone: %s", (code) => {
    expect(lint("company-in-where", "worker/store/visits.ts", code)).not.toBe("");
  });

  it.each([
    "db.update(visit).set({ leftHow: null }).where(and(eq(visit.companyId, HERE), eq(visit.id, id)));",
    "db.select().from(visit).where(visitCondition(filter)).limit(5);",
    "const SAME = and(eq(site.companyId, visit.companyId), eq(site.id, visit.siteId)); db.select().from(visit).leftJoin(site, SAME);",
    "function ofSite() { return eq(site.companyId, visit.companyId); } db.select().from(visit).where(ofSite());",
    "db.rows(sql`select * from visit where company_id = (select current_company()) and id = ${id}`);",
    "db.rows(sql`select * from remembered_visit(${hash})`);",
    "hash.update(bytes());",
  ])("lets through what names the company: %s", (code) => {
    expect(lint("company-in-where", "worker/store/visits.ts", code)).toBe("");
  });
});

describe("what is switched off", () => {
  it.each(["/* eslint-disable */", "/* eslint-disable no-console */", "// eslint-disable-next-line no-console", "// eslint-disable-line no-console -- why", "// @ts-ignore the types are wrong here", "// @ts-expect-error"])(
    "is refused without a rule and a reason: %s",
    (comment) => {
      expect(findUnexplained(`const a = 1;\n${comment}\nconst b = 2;`)).toHaveLength(1);
    },
  );

  it.each(["// eslint-disable-next-line max-lines -- a table of every code there is", "/* eslint-disable no-console -- this one prints */", "// @ts-expect-error: the types lack this option", "// a comment on eslint"])(
    "is taken with a rule and a reason: %s",
    (comment) => {
      expect(findUnexplained(`${comment}\n`)).toEqual([]);
    },
  );
});

describe("tests-expect", () => {
  it.each([`it("works", () => { run(); });`, `test("works", async () => { await page.goto("/"); });`, `it.each([1])("is %s", (n) => { run(n); });`, `it.only("works", () => { expect(1).toBe(1); });`, `it.todo("later");`])(
    "refuses a test that can't fail or stands alone: %s",
    (code) => {
      expect(lint("tests-expect", "worker/x.test.ts", code)).not.toBe("");
    },
  );

  it.each([`it("works", () => { expect(run()).toBe(1); });`, `it("works", async () => { await expectRefusal(run()); });`, `it("holds", () => { fc.assert(fc.property(fc.string(), check)); });`])(
    "takes a test that can fail: %s",
    (code) => {
      expect(lint("tests-expect", "worker/x.test.ts", code)).toBe("");
    },
  );
});
