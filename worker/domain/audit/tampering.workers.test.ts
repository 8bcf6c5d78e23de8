/** Whatever is done to a chain, its files or its checkpoints, the check names the first event that is not as it was. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import type { MemberContext } from "#worker/context.ts";
import { addEvents, inFiles, keptSince, makeChore, moveBack, rewrite, tamper, verifyToEnd, type NewEvent } from "#worker/testing/chains.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember } from "#worker/testing/factories.ts";
import { fc } from "#worker/testing/fast-check.ts";
import { archiveEvents } from "./archive.ts";
import { takeCheckpoint } from "./checkpoint.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 }).map((value) => value.replaceAll("\0", ""));
const someEvent: fc.Arbitrary<NewEvent> = fc.record({
  actorKind: fc.constantFrom("member", "site_link", "visit", "system"),
  action: fc.constantFrom("visit.signed-in", "site.closed", "member.changed"),
  changes: fc.dictionary(fc.constantFrom("a", "b", "ō"), fc.oneof(text, fc.integer(), fc.constant(null), fc.array(fc.boolean(), { maxLength: 2 }))),
  personal: fc.dictionary(fc.constantFrom("name", "phone", "address"), text),
});

/** A chain's making: `archived` of the first part go to files, a checkpoint follows, then the second part and another one. */
const someChain = fc.record({
  first: fc.array(someEvent, { minLength: 4, maxLength: 9 }),
  second: fc.array(someEvent, { minLength: 3, maxLength: 6 }),
  archived: fc.integer({ min: 2, max: 9 }),
  eventsPerFile: fc.integer({ min: 2, max: 5 }),
});

interface ArchivedFile {
  from: number;
  to: number;
  key: string;
}

interface Made {
  companyId: string;
  admin: MemberContext;
  files: ArchivedFile[];
  archivedTo: number;
  last: number;
  checkpoints: { number: number; key: string }[];
}

async function make({ first, second, archived, eventsPerFile }: { first: NewEvent[]; second: NewEvent[]; archived: number; eventsPerFile: number }): Promise<Made> {
  const company = await makeCompany();
  const { companyId } = company;
  const admin = await makeMember(company, "admin");
  await addEvents(companyId, first);
  await moveBack(companyId, Math.min(archived, first.length), 100);
  const chore = await makeChore(companyId, eventsPerFile);
  await takeCheckpoint(chore, env.FILES);
  while ((await archiveEvents(chore, env.FILES, keptSince())) > 0);
  await addEvents(companyId, second);
  await takeCheckpoint(chore, env.FILES);
  const files = (await asOwner()`select from_number::int as from, to_number::int as to, file_key as key from audit_archive where company_id = ${companyId} order by 1`) as ArchivedFile[];
  const [head] = (await asOwner()`select number::int as number from audit_head where company_id = ${companyId}`) as [{ number: number }];
  const checkpoints = (await asOwner()`select number::int as number, file_key as key from audit_checkpoint where company_id = ${companyId} order by 1`) as Made["checkpoints"];
  return { companyId, admin, files, archivedTo: files.at(-1)?.to ?? 0, last: head.number, checkpoints };
}

interface Choice {
  made: Made;
  /** Some event of the table. */
  number: number;
  file: ArchivedFile;
  checkpoint: Made["checkpoints"][number];
  any: number;
}

type Expected = { number: number; fault: string | RegExp };

const changeColumn = (assignment: string, fault = "changed") => async ({ made, number }: Choice): Promise<Expected> => {
  await tamper(`update audit_event set ${assignment} where company_id = $1 and number = $2`, [made.companyId, number]);
  return { number, fault };
};

const changeFileRow = (assignment: string, fault: string | RegExp = "file") => async ({ made, file }: Choice): Promise<Expected> => {
  await tamper(`update audit_archive set ${assignment} where company_id = $1 and from_number = $2`, [made.companyId, file.from]);
  return { number: file.from, fault };
};

const changeHead = (assignment: string) => async ({ made }: Choice) => tamper(`update audit_head set ${assignment} where company_id = $1`, [made.companyId]);

async function changeBytes(key: string, change: (bytes: Uint8Array) => Uint8Array): Promise<void> {
  const bytes = new Uint8Array(await (await env.FILES.get(inFiles(key)))!.arrayBuffer());
  await env.FILES.put(inFiles(key), change(bytes));
}

const flip = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

/** Each is done by the owner of the database or of the bucket, and says what the check must find. */
const TAMPERINGS: Record<string, (choice: Choice) => Promise<Expected>> = {
  "an event's instant": changeColumn("at = at + interval '1 millisecond'"),
  "the kind of who acted": changeColumn("actor_kind = actor_kind || 'x'"),
  "who acted": changeColumn("actor_id = actor_id || 'x'"),
  "an action": changeColumn("action = action || 'x'"),
  "a subject's kind": changeColumn("subject_kind = 'site'"),
  "a subject": changeColumn("subject_id = gen_random_uuid()"),
  "a site": changeColumn("site_id = gen_random_uuid()"),
  "changes": changeColumn(`changes = changes || '{"b": [1]}'::jsonb || '{"new": true}'`),
  "a request": changeColumn("request_id = request_id || 'x'"),
  "commitments": changeColumn(`commitments = commitments || '{"x": "00"}'`),
  "when it was written": changeColumn("created_at = created_at + interval '1 millisecond'"),
  "a hash": changeColumn("hash = sha256(hash)"),
  "the hash before": changeColumn("previous_hash = sha256(previous_hash)", "out-of-order"),
  "an opening that was never committed to": changeColumn(`openings = openings || '{"more": {"salt": "a", "value": "b"}}'`, "opening"),
  "openings that are none": changeColumn(`openings = '[]'`, "opening"),
  "an event's number": changeColumn("number = number + 1000", "missing"),
  "an event taken out": async ({ made, number }) => {
    await tamper("delete from audit_event where company_id = $1 and number = $2", [made.companyId, number]);
    return { number, fault: "missing" };
  },
  "two events swapped": async ({ made, number }) => {
    const first = Math.min(number, made.last - 1);
    for (const [from, to] of [[first, -1], [first + 1, first], [-1, first + 1]]) await tamper("update audit_event set number = $3 where company_id = $1 and number = $2", [made.companyId, from, to]);
    return { number: first, fault: "out-of-order" };
  },
  "an event put in where none can be": async ({ made, any }) => {
    const number = [0, -5, made.archivedTo, 1, made.last + 1, made.last + 7][any % 6] ?? 0;
    await tamper(`insert into audit_event select (jsonb_populate_record(e, jsonb_build_object('number', $2::bigint))).* from audit_event e where company_id = $1 and number = $3`, [made.companyId, number, made.last]);
    return { number, fault: "stray" };
  },
  "a head further on": async (choice) => (await changeHead("number = number + 3")(choice), { number: choice.made.last + 1, fault: "missing" }),
  "a head further back": async (choice) => (await changeHead("number = number - 2")(choice), { number: choice.made.last - 2, fault: "head" }),
  "a head's hash": async (choice) => (await changeHead("hash = sha256(hash)")(choice), { number: choice.made.last, fault: "head" }),
  "the end cut off with the head": async ({ made }) => {
    await tamper("delete from audit_event where company_id = $1 and number = $2", [made.companyId, made.last]);
    await tamper("update audit_head h set number = e.number, hash = e.hash from audit_event e where h.company_id = $1 and e.company_id = $1 and e.number = $2", [made.companyId, made.last - 1]);
    return { number: made.last, fault: "checkpoint" };
  },
  "a chain that was written anew": async ({ made, number }) => {
    await rewrite(made.companyId, `update audit_event set changes = '{"covered": "up"}' where company_id = $1 and number = $2`, [made.companyId, number]);
    return { number: made.checkpoints.find((checkpoint) => checkpoint.number >= number)?.number ?? 0, fault: "checkpoint" };
  },
  "a byte of a file": async ({ file, any }) => {
    let [line, at] = [0, 0];
    await changeBytes(file.key, (bytes) => {
      at = any % bytes.length;
      line = bytes.slice(0, at).filter((byte) => byte === 10).length;
      return flip(bytes, at);
    });
    return { number: file.from + line, fault: /changed|out-of-order|opening|missing|^file$/ };
  },
  "a line taken out of a file": async ({ file, any }) => {
    const taken = any % (file.to - file.from + 1);
    await changeBytes(file.key, (bytes) => new TextEncoder().encode(new TextDecoder().decode(bytes).split("\n").filter((_, index) => index !== taken).join("\n")));
    return { number: file.from + taken, fault: "missing" };
  },
  "a line more in a file": async ({ file }) => {
    await changeBytes(file.key, (bytes) => new Uint8Array([...bytes, ...bytes.slice(0, bytes.indexOf(10) + 1)]));
    return { number: file.from, fault: "file" };
  },
  "a space more in a file": async ({ file }) => {
    await changeBytes(file.key, (bytes) => new TextEncoder().encode(new TextDecoder().decode(bytes).replace(/"openings": /, '"openings":  ')));
    return { number: file.from, fault: "file" };
  },
  "a file taken away": async ({ file }) => {
    await env.FILES.delete(inFiles(file.key));
    return { number: file.from, fault: "file-missing" };
  },
  "a file's row": changeFileRow("file_sha256 = sha256(file_sha256)"),
  "a file's last hash": changeFileRow("last_hash = sha256(last_hash)"),
  "a file's first hash": changeFileRow("previous_hash = sha256(previous_hash)"),
  "a file's key": changeFileRow("file_key = file_key || 'x'", "file-missing"),
  "a file's end": async (choice) => (await changeFileRow("to_number = to_number + 1")(choice), { number: choice.file.to + 1, fault: "missing" }),
  "a file's row taken out": async ({ made, file }) => {
    await tamper("delete from audit_archive where company_id = $1 and from_number = $2", [made.companyId, file.from]);
    return { number: file.from, fault: "missing" };
  },
  "a checkpoint's row": async ({ made, checkpoint }) => {
    await tamper("update audit_checkpoint set hash = sha256(hash) where company_id = $1 and number = $2", [made.companyId, checkpoint.number]);
    return { number: checkpoint.number, fault: "checkpoint" };
  },
  "a checkpoint's file": async ({ checkpoint }) => {
    await changeBytes(checkpoint.key, (bytes) => new TextEncoder().encode(new TextDecoder().decode(bytes).replace(/"hash":"../, (found) => `"hash":"${found.endsWith("00") ? "11" : "00"}`)));
    return { number: checkpoint.number, fault: "checkpoint" };
  },
  "a checkpoint's file that is none": async ({ checkpoint }) => {
    await changeBytes(checkpoint.key, () => new TextEncoder().encode("{}"));
    return { number: checkpoint.number, fault: "checkpoint" };
  },
  "a checkpoint's file taken away": async ({ checkpoint }) => {
    await env.FILES.delete(inFiles(checkpoint.key));
    return { number: checkpoint.number, fault: "checkpoint-missing" };
  },
};

const pick = <T>(list: readonly T[], any: number): T => list[any % list.length] as T;

describe("a chain that nobody touched", () => {
  it("is whole, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(someChain, async (plan) => {
        const made = await make(plan);
        expect(await verifyToEnd(made.admin)).toMatchObject({ outcome: "whole", seen: { number: made.last, archived: made.archivedTo, files: made.files.length, checkpoints: 2 } });
      }),
      { numRuns: 12 },
    );
  });

  it("stays whole when openings are erased", async () => {
    const [plan] = fc.sample(someChain, 1);
    const made = await make(plan!);
    await asOwner()`update audit_event set openings = '{}' where company_id = ${made.companyId} and openings <> '{}'`;
    expect(await verifyToEnd(made.admin)).toMatchObject({ outcome: "whole" });
  });
});

describe("tampering is found at the first event that it reaches", () => {
  for (const [what, apply] of Object.entries(TAMPERINGS)) {
    it(what, async () => {
      await fc.assert(
        fc.asyncProperty(someChain, fc.nat(), async (plan, any) => {
          const made = await make(plan);
          const table = Array.from({ length: made.last - made.archivedTo }, (_, index) => made.archivedTo + 1 + index);
          const expected = await apply({ made, any, number: pick(table, any), file: pick(made.files, any), checkpoint: pick(made.checkpoints, any) });
          const verified = await verifyToEnd(made.admin);
          expect(verified.outcome).toBe("broken");
          if (verified.outcome !== "broken") return;
          const { number, fault } = verified.broken;
          // A file whose lines all hold is named by its first event.
          const named = fault === "file" && expected.fault instanceof RegExp ? made.files.find(({ from, to }) => from <= expected.number && expected.number <= to)?.from : expected.number;
          expect({ what, number, fault }).toEqual({ what, number: named, fault: typeof expected.fault === "string" ? expected.fault : (expect.stringMatching(expected.fault) as string) });
        }),
        { numRuns: 3 },
      );
    });
  }
});

it("shows no company another one's chain, nor takes its place in a check", async () => {
  const [mine, theirs] = [await makeCompany(), await makeCompany()];
  await addEvents(theirs.companyId, [{ actorKind: "system", action: "site.closed", changes: {}, personal: { name: uuidv7() } }]);
  const admin = await makeMember(mine, "admin");
  expect(await verifyToEnd(admin)).toMatchObject({ outcome: "whole", seen: { number: 0 } });
});
