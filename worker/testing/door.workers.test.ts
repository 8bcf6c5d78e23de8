import { exports } from "cloudflare:workers";
import { expect, it } from "vitest";
import { asOwner, testSchema } from "./database.ts";

it("answers health from the database of its own test worker", async () => {
  const response = await exports.default.fetch("http://localhost:8787/health");
  expect(await response.json()).toMatchObject({ ok: true, database: { ok: true } });
});

it("looks at the schema of its own test worker as the owner", async () => {
  const [row] = await asOwner()`select current_schema() as schema, rolbypassrls from pg_roles where rolname = current_user`;
  expect(row).toEqual({ schema: testSchema.schema, rolbypassrls: true });
});
