/** SQL as the application's own login, through the real endpoint: what somebody could do who ran statements of their own in the Worker. */
import { expect } from "vitest";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import type { MemberContext } from "#worker/context.ts";
import { asApplication } from "./database.ts";
import { expectUnchanged, readDigest } from "./digest.ts";

export type Statement = string | [text: string, ...params: unknown[]];
export type RowOf = Record<string, unknown>;

/** Runs statements as one batch, one transaction. Gives the rows of each. */
export async function run(...statements: Statement[]): Promise<RowOf[][]> {
  const sql = asApplication();
  const results = await sql.transaction(statements.map((statement) => (typeof statement === "string" ? sql.query(statement) : sql.query(statement[0], statement.slice(1)))));
  return results.map(({ rows }) => rows as RowOf[]);
}

/** The SQLSTATE that the batch ends in, or "accepted". */
export async function codeOf(...statements: Statement[]): Promise<string> {
  return run(...statements).then(
    () => "accepted",
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
}

/** The digest of a secret as a bytea is written. */
export const hexOf = (secret: string) => `\\x${toHex(sha256Of(secret))}`;

/** The first statement of a member's batch. */
export const enter = (member: MemberContext, permission = "visit.list"): Statement => ["select * from enter_session($1::bytea, $2)", hexOf(member.claims.secret), permission];

/** Holds that each of the batches ends in this SQLSTATE, and that none has written anything. */
export async function expectEachRefused(code: string | RegExp, batches: Statement[][]): Promise<void> {
  const before = await readDigest();
  for (const batch of batches) expect(await codeOf(...batch), JSON.stringify(batch)).toMatch(code);
  await expectUnchanged(before);
}

/** The same of one. */
export const expectRefused = (code: string | RegExp, ...statements: Statement[]): Promise<void> => expectEachRefused(code, [statements]);
