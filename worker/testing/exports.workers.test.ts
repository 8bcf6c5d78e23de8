import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { uuidv7 } from "uuidv7";
import { runJob } from "../../queue-consumer/run-job.ts";
import { buryJob } from "../../queue-consumer/dead-letter.ts";
import { getDownloadToken, makeDownloadToken, takeDownload } from "#worker/domain/export/download.ts";
import { getExports } from "#worker/domain/export/list.ts";
import { requestExport } from "#worker/domain/export/request.ts";
import { sweepExports } from "#worker/domain/export/sweep.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import type { MemberContext } from "#worker/context.ts";
import type { JobMessage } from "#worker/jobs.ts";
import { openFile } from "#worker/store/files.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, somebody, type MadeCompany } from "./factories.ts";

/** A queue that loses every message: what it was sent is kept for the test to deliver, or not. */
function losingQueue() {
  const sent: JobMessage[] = [];
  const queue = { send: (message: JobMessage) => Promise.resolve(void sent.push(message)) } as unknown as Queue<JobMessage>;
  return { queue, sent };
}

const today = new Date().toISOString().slice(0, 10);
const days = { fromOn: "2020-01-01", toOn: `${Number(today.slice(0, 4)) + 1}-01-01`, format: "csv" as const };

async function ask(member: MemberContext, siteId = ""): Promise<string> {
  return requestExport(member, losingQueue().queue, { siteId, ...days });
}

const deliver = (exportId: string, attempt = 1) => runJob(env, { kind: "export", exportId }, attempt);

async function fileOf(member: MemberContext, exportId: string): Promise<string> {
  const file = await takeDownload(member, await makeDownloadToken(member, exportId));
  const object = await openFile(env.FILES, env.RUN_ID, file.fileKey);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await object?.arrayBuffer());
}

async function rowOf(exportId: string) {
  const [row] = await asOwner()`select state, failure, fencing, attempts, rows_written from export where id = ${exportId}`;
  return row as { state: string; failure: string | null; fencing: number; attempts: number; rows_written: number };
}

async function signInAs(company: MadeCompany, names: string[]) {
  for (const name of names) await signIn(makeVisitor(company.sites[0]), { ...somebody(), name, prepared: prepare() });
}

describe("an export", () => {
  it("comes out as one file with every visit, macrons whole and formulas defused", async () => {
    const company = await makeCompany();
    const admin = await makeMember(company, "admin");
    await signInAs(company, ["Māia Ngāwhika", "=HYPERLINK(1)", "Aroha \"Roo\" O'Brien, Jr"]);
    const id = await ask(admin);
    expect(await deliver(id)).toEqual({ fate: "done" });
    const text = await fileOf(admin, id);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const lines = text.slice(1).trimEnd().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(text).toContain('"Māia Ngāwhika"');
    expect(text).toContain(`"'=HYPERLINK(1)"`);
    expect(text).toContain(`"Aroha ""Roo"" O'Brien, Jr"`);
    expect(lines[1]).toMatch(/"'\+6421\d{7}"/);
    expect(await rowOf(id)).toMatchObject({ state: "done", rows_written: 3 });
  });

  it("reads many pages in order and loses nobody between them", async () => {
    const company = await makeCompany();
    const admin = await makeMember(company, "admin");
    await asOwner()`insert into person (company_id, id, phone, name, name_key) values (${company.companyId}, ${uuidv7()}, '+64210000001', 'Crew', 'crew')`;
    await asOwner()`insert into visit (company_id, id, site_id, person_id, visitor_type, name, phone, search_text, content_hash, privacy_notice_version, sign_out_hash, sign_out_expires_at, signed_in_at, signed_out_at, left_how)
      select ${company.companyId}::uuid, gen_random_uuid(), ${company.sites[0].siteId}::uuid, (select id from person where company_id = ${company.companyId}), 'visitor', 'Crew ' || n, '+64210000001', ' crew', '', 1,
        sha256(uuid_send(gen_random_uuid())), now(), now() - (n / 40) * interval '1 minute', now(), 'signed_out' from generate_series(1, 12345) n`;
    const id = await ask(admin);
    await deliver(id);
    const lines = (await fileOf(admin, id)).trimEnd().split("\r\n").slice(1);
    expect(lines).toHaveLength(12_345);
    expect(new Set(lines.map((line) => /Crew \d+/.exec(line)?.[0])).size).toBe(12_345);
    const times = lines.map((line) => line.split(",")[5] ?? "");
    expect([...times].sort()).toEqual(times);
  }, 60_000);

  it("ends as one file when its message comes five times at once", async () => {
    const company = await makeCompany();
    const admin = await makeMember(company, "admin");
    await signInAs(company, ["Tama Rangi"]);
    const id = await ask(admin);
    await Promise.all([1, 2, 3, 4, 5].map(() => deliver(id)));
    await deliver(id);
    expect(await rowOf(id)).toMatchObject({ state: "done", fencing: 1, attempts: 1 });
    const files = await env.FILES.list({ prefix: `${env.RUN_ID}/${company.companyId}/exports/${id}` });
    expect(files.objects).toHaveLength(1);
    const [{ events }] = (await asOwner()`select count(*)::int as events from audit_event where action = 'export.done' and subject_id = ${id}`) as [{ events: number }];
    expect(events).toBe(1);
  });

  it("is asked for once by a form that is sent five times at once", async () => {
    const company = await makeCompany();
    const admin = await makeMember(company, "admin");
    const { queue, sent } = losingQueue();
    const id = uuidv7();
    await Promise.all(Array.from({ length: 5 }, () => requestExport(admin, queue, { id, siteId: "", ...days })));
    expect((await getExports(admin)).exports.map((row) => row.id)).toEqual([id]);
    expect(sent).toHaveLength(1);
  });

  it("is found and done when its message was lost, or its consumer died", async () => {
    const company = await makeCompany();
    const admin = await makeMember(company, "admin");
    const [lost, died] = [await ask(admin), await ask(admin)];
    // A sweep lists a hundred, the oldest first: what other tests have left behind is not to fill it.
    await asOwner()`update export set state = 'failed' where state in ('queued', 'running') and id not in (${lost}, ${died})`;
    await asOwner()`alter table export disable trigger touch_updated_at`;
    await asOwner()`update export set updated_at = now() - interval '1 minute' where id = ${lost}`;
    await asOwner()`update export set state = 'running', fencing = 1, attempts = 1, lease_until = now() - interval '1 second' where id = ${died}`;
    await asOwner()`alter table export enable trigger touch_updated_at`;
    const { queue, sent } = losingQueue();
    await sweepExports(makeRequest(), queue);
    const mine = sent.filter((message) => message.kind === "export" && [lost, died].includes(message.exportId));
    expect(mine).toHaveLength(2);
    for (const message of mine) await runJob(env, message, 1);
    expect(await rowOf(lost)).toMatchObject({ state: "done" });
    expect(await rowOf(died)).toMatchObject({ state: "done", fencing: 2, attempts: 2 });
  });

  it("is left alone while another consumer holds it", async () => {
    const company = await makeCompany();
    const id = await ask(await makeMember(company, "admin"));
    await asOwner()`update export set state = 'running', fencing = 7, lease_until = now() + interval '1 minute' where id = ${id}`;
    expect(await deliver(id)).toEqual({ fate: "done" });
    expect(await rowOf(id)).toMatchObject({ state: "running", fencing: 7 });
  });

  it("fails plainly when its requester may no longer export, and when its tries are used up", async () => {
    const company = await makeCompany();
    const [demoted, unlucky] = [await makeMember(company, "admin"), await makeMember(company, "admin")];
    const [denied, tried] = [await ask(demoted), await ask(unlucky)];
    await asOwner()`update member set role = 'viewer', version = version + 1 where id = ${demoted.claims.memberId}`;
    await asOwner()`update export set attempts = 5 where id = ${tried}`;
    await deliver(denied);
    await deliver(tried);
    expect(await rowOf(denied)).toMatchObject({ state: "failed", failure: "requester_may_not" });
    expect(await rowOf(tried)).toMatchObject({ state: "failed", failure: "attempts_used_up" });
    const { objects } = await env.FILES.list({ prefix: `${env.RUN_ID}/${company.companyId}/` });
    expect(objects).toEqual([]);
  });

  it("is marked failed when its message is dead", async () => {
    const company = await makeCompany();
    const id = await ask(await makeMember(company, "owner"));
    await buryJob(env, { kind: "export", exportId: id });
    await buryJob(env, { kind: "export", exportId: id });
    expect(await rowOf(id)).toMatchObject({ state: "failed", failure: "attempts_used_up" });
  });

  it("takes neither a malformed message nor an unknown job for work", async () => {
    expect(await runJob(env, { kind: "export", exportId: "1; drop table visit" }, 1)).toEqual({ fate: "done" });
    expect(await runJob(env, null, 1)).toEqual({ fate: "done" });
    expect(await deliver(uuidv7())).toEqual({ fate: "done" });
  });
});

describe("an export whose try fails", () => {
  it("is given back at once, tried again, and then done", async () => {
    const company = await makeCompany();
    const id = await ask(await makeMember(company, "admin"));
    const broken = { ...env, FILES: { createMultipartUpload: () => Promise.reject(new Error("R2 is away")) } as unknown as R2Bucket };
    expect(await runJob(broken, { kind: "export", exportId: id }, 1)).toEqual({ fate: "retry", delaySeconds: 2 });
    expect(await deliver(id, 2)).toEqual({ fate: "done" });
    expect(await rowOf(id)).toMatchObject({ state: "done", attempts: 2, fencing: 2 });
  });

  it("keeps its file when the database ended the job and the answer was lost", async () => {
    const company = await makeCompany();
    const admin = await makeMember(company, "admin");
    const id = await ask(admin);
    const send = globalThis.fetch;
    const cut = vi.spyOn(globalThis, "fetch").mockImplementation(async (...request) => {
      const answer = await send(...request);
      if (JSON.stringify(request[1]?.body).includes("export.done")) throw new TypeError("the connection was lost");
      return answer;
    });
    expect(await deliver(id)).toMatchObject({ fate: "retry" });
    cut.mockRestore();
    expect(await deliver(id, 2)).toEqual({ fate: "done" });
    expect(await rowOf(id)).toMatchObject({ state: "done", attempts: 1 });
    expect(await fileOf(admin, id)).toContain("Signed in");
  });

  it("leaves no file and no change when another has taken it over in the middle", async () => {
    const company = await makeCompany();
    const id = await ask(await makeMember(company, "admin"));
    const robbed = {
      ...env,
      FILES: {
        createMultipartUpload: async (key: string) => {
          await asOwner()`update export set fencing = fencing + 1 where id = ${id}`;
          return env.FILES.createMultipartUpload(key);
        },
        delete: (key: string) => env.FILES.delete(key),
      } as unknown as R2Bucket,
    };
    expect(await runJob(robbed, { kind: "export", exportId: id }, 1)).toEqual({ fate: "done" });
    expect(await rowOf(id)).toMatchObject({ state: "running", fencing: 2 });
    expect((await env.FILES.list({ prefix: `${env.RUN_ID}/${company.companyId}/` })).objects).toEqual([]);
  });
});

describe("who may have it", () => {
  it("is nobody of another company, no viewer, and nobody by a forged or foreign token", async () => {
    const [company, other] = [await makeCompany(), await makeCompany()];
    const [admin, viewer, stranger] = [await makeMember(company, "admin"), await makeMember(company, "viewer"), await makeMember(other, "owner")];
    const id = await ask(admin);
    await deliver(id);
    const token = await makeDownloadToken(admin, id);
    await expect(takeDownload(stranger, token)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(takeDownload(stranger, await makeDownloadToken(stranger, id))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(takeDownload(viewer, token)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(takeDownload(admin, `${token}x`)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(takeDownload(admin, token)).resolves.toMatchObject({ id });
    const [{ events }] = (await asOwner()`select count(*)::int as events from audit_event where action = 'export.downloaded' and subject_id = ${id}`) as [{ events: number }];
    expect(events).toBe(1);
  });

  it("is led to it only when it is ready, and theirs", async () => {
    const [company, other] = [await makeCompany(), await makeCompany()];
    const [admin, viewer, stranger] = [await makeMember(company, "admin"), await makeMember(company, "viewer"), await makeMember(other, "owner")];
    const [ready, waiting, failed] = [await ask(admin), await ask(admin), await ask(admin)];
    await deliver(ready);
    await buryJob(env, { kind: "export", exportId: failed });
    for (const id of [waiting, failed, uuidv7()]) await expect(getDownloadToken(admin, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getDownloadToken(stranger, ready)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getDownloadToken(viewer, ready)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(takeDownload(admin, await getDownloadToken(admin, ready))).resolves.toMatchObject({ id: ready });
  });

  it("can't ask for another company's site, and a site manager not for a site that is not theirs", async () => {
    const [company, other] = [await makeCompany(2), await makeCompany()];
    const [first, second] = company.sites as [MadeCompany["sites"][0], MadeCompany["sites"][0]];
    const [admin, manager] = [await makeMember(company, "admin"), await makeMember(company, "site_manager", [first.siteId])];
    await expect(ask(admin, other.sites[0].siteId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(ask(manager, second.siteId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(ask(manager, first.siteId)).resolves.toEqual(expect.any(String));
    await expect(ask(await makeMember(company, "viewer"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("holds only a site manager's own sites when they ask for all", async () => {
    const company = await makeCompany(2);
    const [first, second] = company.sites as [MadeCompany["sites"][0], MadeCompany["sites"][0]];
    const manager = await makeMember(company, "site_manager", [second.siteId]);
    await signIn(makeVisitor(first), { ...somebody(), name: "Not theirs", prepared: prepare() });
    await signIn(makeVisitor(second), { ...somebody(), name: "Their own", prepared: prepare() });
    const id = await ask(manager);
    await deliver(id);
    const text = await fileOf(manager, id);
    expect(text).toContain("Their own");
    expect(text).not.toContain("Not theirs");
    const [other, admin] = [await makeMember(company, "site_manager", [second.siteId]), await makeMember(company, "admin")];
    expect((await getExports(manager)).exports.map((row) => row.id)).toEqual([id]);
    expect((await getExports(other)).exports).toEqual([]);
    expect((await getExports(admin)).exports.map((row) => row.id)).toEqual([id]);
  });
});
