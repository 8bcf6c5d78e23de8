import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { makeRequestContext } from "#worker/context.ts";
import { redirectLog } from "#worker/log.ts";
import { addEvents, inFiles, keptSince, makeChain, makeChore, moveBack, plainEvents, tamper, verifyToEnd } from "#worker/testing/chains.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeMember } from "#worker/testing/factories.ts";
import { archiveEvents } from "./archive.ts";
import { linesOf } from "./archive-file.ts";
import { takeCheckpoint } from "./checkpoint.ts";
import { bytesOf, checkpointOf } from "./checkpoint-file.ts";
import { runAuditChores } from "./chores.ts";
import { readLine } from "./line.ts";

let restoreLog: () => void = () => undefined;
afterEach(() => restoreLog());

/** A cron's run; the chains of other tests in this database have their turn, too. */
async function runUntilDone(): Promise<{ job?: string; reason?: string; companyId?: string }[]> {
  const lines: string[] = [];
  restoreLog = redirectLog((line) => void lines.push(line));
  const request = () => makeRequestContext(env, { requestId: crypto.randomUUID(), now: new Date(), address: null, userAgent: null });
  for (let run = 0; run < 20 && (await runAuditChores(request(), env.FILES)) > 0; run += 1);
  return lines.map((line) => JSON.parse(line) as { reason?: string; companyId?: string });
}

const keysOf = async (companyId: string, folder = "") => (await env.FILES.list({ prefix: inFiles(`audit/${companyId}/${folder}`) })).objects.map(({ key }) => key.slice(inFiles("").length));
const bytesAt = async (key: string) => new Uint8Array(await (await env.FILES.get(inFiles(key)))!.arrayBuffer());
const checkpointRows = (companyId: string) => asOwner()`select number::int as number, encode(hash, 'hex') as hash, file_key as key, taken_at from audit_checkpoint where company_id = ${companyId} order by 1`;
const archiveRows = (companyId: string) => asOwner()`select from_number::int as from, to_number::int as to, file_key as key, file_bytes::int as bytes from audit_archive where company_id = ${companyId} order by 1`;
const tableNumbers = async (companyId: string) => (await asOwner()`select number::int as number from audit_event where company_id = ${companyId} order by 1`).map((row) => row.number as number);
const headOf = async (companyId: string) => (await asOwner()`select number::int as number, encode(hash, 'hex') as hash from audit_head where company_id = ${companyId}`)[0] as { number: number; hash: string };
const yesterday = (companyId: string) => asOwner()`update audit_checkpoint set taken_at = taken_at - interval '1 day' where company_id = ${companyId}`;
const oldChain = async (count: number, old: number) => {
  const company = await makeChain(count);
  await moveBack(company.companyId, old, 100);
  return company;
};

describe("a checkpoint", () => {
  it("is taken once a day for each company whose chain has moved, as a file and a row that say the same", async () => {
    const { companyId } = await makeChain(4);
    await runUntilDone();
    const head = await headOf(companyId);
    const [row] = await checkpointRows(companyId);
    expect(row).toMatchObject({ number: 4, hash: head.hash, key: expect.stringMatching(new RegExp(`^audit/${companyId}/checkpoints/\\d{4}-\\d\\d-\\d\\d-4\\.json$`)) as string });
    expect(checkpointOf(await bytesAt(row!.key as string))).toMatchObject({ companyId, number: 4, hash: head.hash });
    await addEvents(companyId, plainEvents(2));
    await runUntilDone();
    expect(await checkpointRows(companyId)).toHaveLength(1);
    await yesterday(companyId);
    await runUntilDone();
    expect((await checkpointRows(companyId)).map(({ number }) => number as number)).toEqual([4, 6]);
    await yesterday(companyId);
    await runUntilDone();
    expect(await checkpointRows(companyId)).toHaveLength(2);
  });

  it("is not written over, and says so when its file has another hash", async () => {
    const { companyId } = await makeChain(2);
    const day = new Date().toISOString().slice(0, 10);
    const key = `audit/${companyId}/checkpoints/${day}-2.json`;
    const other = bytesOf({ companyId, day, number: 2, hash: "0".repeat(64), at: new Date().toISOString() });
    await env.FILES.put(inFiles(key), other);
    const failures = (await runUntilDone()).filter((line) => line.companyId === companyId);
    expect(failures).toMatchObject([{ event: "job.failed", job: "audit-checkpoint", reason: "a checkpoint of this number says something else" }]);
    expect(await bytesAt(key)).toEqual(other);
    expect(await checkpointRows(companyId)).toEqual([]);
  });

  it("is finished by the next try when one died between file and row", async () => {
    const company = await makeChain(3);
    const { companyId } = company;
    const { hash } = await headOf(companyId);
    const [day, at] = [new Date().toISOString().slice(0, 10), new Date(Date.now() - 60_000).toISOString()];
    await env.FILES.put(inFiles(`audit/${companyId}/checkpoints/${day}-3.json`), bytesOf({ companyId, day, number: 3, hash, at }));
    await takeCheckpoint(await makeChore(companyId), env.FILES);
    const [row] = await checkpointRows(companyId);
    expect(row).toMatchObject({ number: 3, hash });
    expect(new Date(row!.taken_at as string).toISOString()).toBe(at);
    expect(await verifyToEnd(await makeMember(company, "admin"))).toMatchObject({ outcome: "whole", seen: { checkpoints: 1 } });
  });

  it("agrees when a file of today got no row, and the chain has moved since", async () => {
    const company = await makeChain(3);
    const { companyId } = company;
    await takeCheckpoint(await makeChore(companyId), env.FILES);
    await asOwner()`delete from audit_checkpoint where company_id = ${companyId}`;
    await addEvents(companyId, plainEvents(9));
    await takeCheckpoint(await makeChore(companyId), env.FILES);
    expect(await verifyToEnd(await makeMember(company, "admin"))).toMatchObject({ outcome: "whole", seen: { number: 12, checkpoints: 2 } });
  });
});

describe("the archive", () => {
  it("takes what is older than the database keeps, in order, and the log says so", async () => {
    const company = await oldChain(12, 9);
    const { companyId } = company;
    await runUntilDone();
    expect(await archiveRows(companyId)).toMatchObject([{ from: 1, to: 9, key: `audit/${companyId}/1-9.ndjson` }]);
    expect(await tableNumbers(companyId)).toEqual([10, 11, 12, 13]);
    const [event] = await asOwner()`select actor_kind, action, changes from audit_event where company_id = ${companyId} and number = 13`;
    expect(event).toMatchObject({ actor_kind: "system", action: "audit.archived", changes: { from: 1, to: 9, file: `audit/${companyId}/1-9.ndjson` } });
    expect(await verifyToEnd(await makeMember(company, "owner"))).toMatchObject({ outcome: "whole", seen: { number: 13, archived: 9, files: 1, checkpoints: 1 } });
  });

  it("holds what members brought with them, and nothing of visitors but its digest, whoever wrote it down", async () => {
    const { companyId } = await makeChain(5);
    await addEvents(companyId, plainEvents(1).map((event) => ({ ...event, subjectKind: "site" })));
    await moveBack(companyId, 6, 100);
    const texts = (await asOwner()`select audit_text(e) as text, encode(e.hash, 'hex') as hash from audit_event e where company_id = ${companyId} order by number`) as { text: string; hash: string }[];
    await archiveEvents(await makeChore(companyId), env.FILES, keptSince());
    const lines = linesOf(await bytesAt(`audit/${companyId}/1-6.ndjson`)).map(readLine);
    expect(lines.map((read) => ({ text: read?.line.text, hash: read?.line.hash }))).toEqual(texts);
    for (const read of lines) {
      expect(Object.keys(read?.parts.commitments ?? {})).toEqual(["name", "address"]);
      expect(Object.keys(read?.line.openings ?? {})).toEqual(read?.parts.actorKind !== "member" ? [] : read.parts.subjectKind === "site" ? ["name", "address"] : ["address"]);
    }
  });

  it("leaves what is one day younger than that", async () => {
    const { companyId } = await makeChain(3);
    await moveBack(companyId, 3, 90);
    await runUntilDone();
    expect(await archiveRows(companyId)).toEqual([]);
    await moveBack(companyId, 3, 1);
    await runUntilDone();
    expect(await archiveRows(companyId)).toMatchObject([{ from: 1, to: 3 }]);
  });

  it("replaces what an earlier try has left in its place, and takes away what begins there", async () => {
    const company = await oldChain(5, 5);
    const folder = `audit/${company.companyId}`;
    for (const part of ["1-5", "1-3", "10-12"]) await env.FILES.put(inFiles(`${folder}/${part}.ndjson`), "something else");
    await archiveEvents(await makeChore(company.companyId), env.FILES, keptSince());
    expect(await keysOf(company.companyId)).toEqual([`${folder}/1-5.ndjson`, `${folder}/10-12.ndjson`]);
    expect(linesOf(await bytesAt(`${folder}/1-5.ndjson`))).toHaveLength(5);
    expect(await verifyToEnd(await makeMember(company, "admin"))).toMatchObject({ outcome: "whole", seen: { archived: 5, files: 1 } });
  });

  it("writes a left file a second time byte for byte", async () => {
    const company = await oldChain(5, 5);
    const { companyId } = company;
    const key = `audit/${companyId}/1-5.ndjson`;
    const lost = await makeChore(companyId);
    const claim = await makeChore(companyId);
    await expect(archiveEvents(lost, env.FILES, keptSince())).rejects.toMatchObject({ code: "CLAIM_LOST" });
    // As a try would that was killed behind its first step.
    const killed = { ...env.FILES, get: env.FILES.get.bind(env.FILES), put: async (...given: Parameters<R2Bucket["put"]>) => { await env.FILES.put(...given); throw new Error("killed"); } };
    await expect(archiveEvents(claim, killed as unknown as R2Bucket, keptSince())).rejects.toThrow("killed");
    expect(await tableNumbers(companyId)).toHaveLength(5);
    const left = await env.FILES.head(inFiles(key));
    await archiveEvents(claim, env.FILES, keptSince());
    expect((await env.FILES.head(inFiles(key)))?.version).toBe(left?.version);
    expect(await verifyToEnd(await makeMember(company, "admin"))).toMatchObject({ outcome: "whole", seen: { archived: 5 } });
  });

  it("does not take a chain that does not hold", async () => {
    const { companyId } = await oldChain(5, 5);
    await tamper(`update audit_event set changes = '{"changed": true}' where company_id = $1 and number = 3`, [companyId]);
    const failures = (await runUntilDone()).filter((line) => line.companyId === companyId);
    expect(failures).toMatchObject([{ job: "audit-archive", reason: "the chain does not hold at event 3 (changed)" }]);
    expect(await keysOf(companyId)).toEqual([]);
    expect(await tableNumbers(companyId)).toHaveLength(5);
  });
});

it("moves nothing younger than a month, whatever the deployment sets", async () => {
  const variables = { LIMIT_AUDIT_KEPT_DAYS: "1" };
  const request = makeRequestContext({ ...env, ...variables }, { requestId: crypto.randomUUID(), now: new Date(), address: null, userAgent: null });
  const [young, old] = [await makeChain(2), await makeChain(2)];
  await moveBack(young.companyId, 2, 29);
  await moveBack(old.companyId, 2, 31);
  while ((await runAuditChores(request, env.FILES)) > 0);
  expect([await archiveRows(young.companyId), await archiveRows(old.companyId)]).toMatchObject([[], [{ from: 1, to: 2 }]]);
});

it("does each company's work once when several crons run at once", async () => {
  const companies = await Promise.all([oldChain(4, 4), oldChain(4, 4), oldChain(4, 4)]);
  await Promise.all([runUntilDone(), runUntilDone(), runUntilDone()]);
  for (const { companyId } of companies) {
    expect(await archiveRows(companyId)).toHaveLength(1);
    expect(await checkpointRows(companyId)).toHaveLength(1);
    expect(await tableNumbers(companyId)).toEqual([5]);
  }
});

it("refuses a chore whose claim was taken over", async () => {
  const { companyId } = await oldChain(4, 4);
  const old = await makeChore(companyId);
  await makeChore(companyId);
  await expect(takeCheckpoint(old, env.FILES)).rejects.toMatchObject({ code: "CLAIM_LOST" });
  await expect(archiveEvents(old, env.FILES, keptSince())).rejects.toMatchObject({ code: "CLAIM_LOST" });
  expect(await keysOf(companyId)).toEqual([]);
});
