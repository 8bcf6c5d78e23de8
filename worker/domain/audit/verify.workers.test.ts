import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { addEvents, keptSince, makeChain, makeChore, moveBack, plainEvents, verifyToEnd } from "#worker/testing/chains.ts";
import { makeMember } from "#worker/testing/factories.ts";
import { archiveEvents } from "./archive.ts";
import { takeCheckpoint } from "./checkpoint.ts";

describe("a chain", () => {
  it("is whole as it was written, from its beginning to its head", async () => {
    const company = await makeChain(25);
    const admin = await makeMember(company, "admin");
    expect(await verifyToEnd(admin)).toMatchObject({ outcome: "whole", seen: { number: 25, files: 0, checkpoints: 0 } });
  });

  it("is whole across the seam between files and table, with its checkpoints", async () => {
    const company = await makeChain(25);
    const admin = await makeMember(company, "admin");
    await moveBack(company.companyId, 23, 100);
    const chore = await makeChore(company.companyId);
    await takeCheckpoint(chore, env.FILES);
    expect([await archiveEvents(chore, env.FILES, keptSince()), await archiveEvents(chore, env.FILES, keptSince()), await archiveEvents(chore, env.FILES, keptSince()), await archiveEvents(chore, env.FILES, keptSince())]).toEqual([10, 10, 3, 0]);
    await addEvents(company.companyId, plainEvents(2));
    const chore2 = await makeChore(company.companyId);
    await takeCheckpoint(chore2, env.FILES);
    expect(await verifyToEnd(admin)).toEqual({ outcome: "whole", seen: { number: 30, hash: expect.any(String) as string, archived: 23, files: 3, checkpoints: 2 }, next: null });
  });
});
