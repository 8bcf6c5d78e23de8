import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { announceSiteChange, getOpenSite, siteGateOf } from "#worker/domain/site/find-site.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeVisitor, prepare, randomAddress, randomText, somebody } from "#worker/testing/factories.ts";

const newGate = () => siteGateOf(env, randomText(10));
const admission = (client: string) => ({ visitId: uuidv7(), client });

type Gate = ReturnType<typeof newGate>;

/** Lets `ms` pass for everything that the gate has counted. */
const age = (gate: Gate, ms: number) =>
  runInDurableObject(gate, (_instance, state) => {
    state.storage.sql.exec("update accepted set at_ms = at_ms - ?", ms);
  });

const admitMany = (gate: Gate, clients: string[]) => Promise.all(clients.map((client) => gate.admit(admission(client))));
const admitted = (verdicts: { admitted: boolean }[]) => verdicts.filter((verdict) => verdict.admitted).length;

describe("the limit of a client", () => {
  it("lets exactly 30 of 60 through that come at once, and says how long the others wait", async () => {
    const verdicts = await admitMany(newGate(), Array<string>(60).fill("10.0.0.1"));
    expect(admitted(verdicts)).toBe(30);
    const [refusal] = verdicts.filter((verdict) => !verdict.admitted);
    expect(refusal).toMatchObject({ which: "client" });
    expect(refusal && "retryAfterSeconds" in refusal && refusal.retryAfterSeconds).toBeGreaterThan(55);
    expect(refusal && "retryAfterSeconds" in refusal && refusal.retryAfterSeconds).toBeLessThanOrEqual(60);
  });

  it("still stands after the object was evicted", async () => {
    const gate = newGate();
    await admitMany(gate, Array<string>(30).fill("10.0.0.1"));
    await evictDurableObject(gate);
    expect(await gate.admit(admission("10.0.0.1"))).toMatchObject({ admitted: false, which: "client" });
    expect(await gate.admit(admission("10.0.0.2"))).toEqual({ admitted: true, counted: true });
  });

  it("opens again as each of the thirty turns sixty seconds old, and not before", async () => {
    const gate = newGate();
    await admitMany(gate, Array<string>(29).fill("10.0.0.1"));
    await age(gate, 30_000);
    await gate.admit(admission("10.0.0.1"));
    await age(gate, 28_000);
    expect(await gate.admit(admission("10.0.0.1"))).toMatchObject({ admitted: false });
    await age(gate, 2_000);
    expect(admitted(await admitMany(gate, Array<string>(40).fill("10.0.0.1")))).toBe(29);
  });

  it("never lets more than 30 through in any sixty seconds, over a random course of seven minutes", async () => {
    const gate = newGate();
    // When each was let through: not before the one instant, not after the other. The real clock runs beside the shifted one.
    const accepted: { from: number; to: number }[] = [];
    const startedMs = Date.now();
    let shiftedMs = 0;
    const clockMs = () => shiftedMs + Date.now() - startedMs;
    let seed = 20261123;
    const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
    while (shiftedMs < 420_000) {
      const from = clockMs();
      const verdicts = await admitMany(gate, Array<string>(Math.floor(random() * 12)).fill("10.0.0.1"));
      accepted.push(...Array.from({ length: admitted(verdicts) }, () => ({ from, to: clockMs() })));
      const pauseMs = Math.floor(random() * 9_000);
      await age(gate, pauseMs);
      shiftedMs += pauseMs;
    }
    const most = Math.max(...accepted.map(({ from }) => accepted.filter((other) => other.from >= from && other.to < from + 60_000).length));
    expect(most).toBeLessThanOrEqual(30);
    expect(accepted.length).toBeGreaterThan(150);
  });

  it("counts a visit once, however often it is tried, and gives back what was refunded", async () => {
    const gate = newGate();
    const once = admission("10.0.0.1");
    const verdicts = await Promise.all(Array.from({ length: 40 }, () => gate.admit(once)));
    expect(admitted(verdicts)).toBe(40);
    expect(admitted(await admitMany(gate, Array<string>(40).fill("10.0.0.1")))).toBe(29);
    await gate.refund(once.visitId);
    expect(admitted(await admitMany(gate, Array<string>(5).fill("10.0.0.1")))).toBe(1);
  });
});

describe("the limit of a site", () => {
  it("lets exactly 200 of 260 phones through that come at once", async () => {
    const verdicts = await admitMany(newGate(), Array.from({ length: 260 }, randomAddress));
    expect(admitted(verdicts)).toBe(200);
    expect(verdicts.find((verdict) => !verdict.admitted)).toMatchObject({ which: "site" });
  });
});

describe("a sign-in over the limit", () => {
  it("is refused with the seconds to wait, changes nothing, and the accepted ones go on", async () => {
    const { companyId, sites } = await makeCompany();
    const address = randomAddress();
    const outcomes = await Promise.allSettled(Array.from({ length: 36 }, () => signIn(makeVisitor(sites[0], { address }), { ...somebody(), prepared: prepare() })));
    const refusals = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason as unknown);
    expect(refusals).toHaveLength(6);
    expect(refusals[0]).toMatchObject({ code: "TOO_MANY", retryAfterSeconds: expect.any(Number) as number });
    const [row] = await asOwner()`select count(*)::int as visits from visit where company_id = ${companyId}`;
    expect(row).toEqual({ visits: 30 });
  });

  it("is not made possible by sending each key once more with other content", async () => {
    const { companyId, sites } = await makeCompany();
    const address = randomAddress();
    for (let time = 0; time < 35; time += 1) {
      const prepared = prepare();
      await signIn(makeVisitor(sites[0], { address }), { ...somebody(), prepared }).catch(() => undefined);
      await signIn(makeVisitor(sites[0], { address }), { ...somebody(), prepared }).catch(() => undefined);
    }
    const [row] = await asOwner()`select count(*)::int as visits from visit where company_id = ${companyId}`;
    expect(row).toEqual({ visits: 30 });
  });

  it("is a replay of an accepted one, minutes old: free, even when nobody else gets in", async () => {
    const { sites } = await makeCompany();
    const [address, person, prepared] = [randomAddress(), somebody(), prepare()];
    await signIn(makeVisitor(sites[0], { address }), { ...person, prepared });
    const gate = siteGateOf(env, sites[0].code);
    await age(gate, 600_000);
    await admitMany(gate, Array<string>(30).fill(address));
    await expect(signIn(makeVisitor(sites[0], { address }), { ...somebody(), prepared: prepare() })).rejects.toMatchObject({ code: "TOO_MANY" });
    await expect(signIn(makeVisitor(sites[0], { address }), { ...person, prepared })).resolves.toMatchObject({ outcome: "signed_in", inserted: false });
  });

  it("counts neither wrong input nor somebody who is here already", async () => {
    const { sites } = await makeCompany();
    const address = randomAddress();
    const person = somebody();
    await signIn(makeVisitor(sites[0], { address }), { ...person, prepared: prepare() });
    for (let time = 0; time < 5; time += 1) {
      await signIn(makeVisitor(sites[0], { address }), { ...person, prepared: prepare() });
      await signIn(makeVisitor(sites[0], { address }), { ...person, phone: "1", prepared: prepare() }).catch(() => undefined);
    }
    expect(admitted(await admitMany(siteGateOf(env, sites[0].code), Array<string>(40).fill(address)))).toBe(29);
  });
});

describe("the site's snapshot", () => {
  it("is read once, and kept over an eviction", async () => {
    const { sites } = await makeCompany();
    const gate = siteGateOf(env, sites[0].code);
    expect(await gate.snapshot(sites[0].code)).toMatchObject({ siteName: sites[0].name, closed: false });
    await asOwner()`update site set name = 'Somewhere else' where id = ${sites[0].siteId}`;
    await evictDurableObject(gate);
    expect(await gate.snapshot(sites[0].code)).toMatchObject({ siteName: sites[0].name });
    await announceSiteChange(env, sites[0].code);
    expect(await gate.snapshot(sites[0].code)).toMatchObject({ siteName: "Somewhere else" });
  });

  it("is read before it is shown when the last copy is older than ten minutes, for the word of a change may have been lost", async () => {
    const { sites } = await makeCompany();
    const gate = siteGateOf(env, sites[0].code);
    await gate.snapshot(sites[0].code);
    await asOwner()`update site set name = 'Told by nobody', version = version + 1 where id = ${sites[0].siteId}`;
    const ageCopy = (ms: number) =>
      runInDurableObject(gate, (_instance, state) => {
        state.storage.sql.exec("update kept set value = json_set(value, '$.readAtMs', json_extract(value, '$.readAtMs') - ?)", ms);
      });
    await ageCopy(10 * 60_000);
    await evictDurableObject(gate);
    expect(await gate.snapshot(sites[0].code)).toMatchObject({ siteName: "Told by nobody" });
  });

  it("tells a live link from a replaced one, an unknown one and a closed site", async () => {
    const { sites } = await makeCompany();
    const [site] = sites;
    const text = (secret: string) => `${site.code}-${secret}`;
    const open = (secret: string) => getOpenSite(env, text(secret), new Date());
    await expect(open(site.secret)).resolves.toMatchObject({ snapshot: { siteId: site.siteId } });
    await expect(open(randomText(12))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getOpenSite(env, `${randomText(10)}-${site.secret}`, new Date())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getOpenSite(env, "nonsense", new Date())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await asOwner()`update site_link set rotated_at = now() where site_id = ${site.siteId}`;
    await announceSiteChange(env, site.code);
    await expect(open(site.secret)).rejects.toMatchObject({ code: "LINK_ROTATED" });
    await asOwner()`insert into site_link (company_id, id, site_id, secret) values (${site.companyId}, ${uuidv7()}, ${site.siteId}, 'aaaaaaaaaaaa')`;
    await asOwner()`update site set closed_at = now() where id = ${site.siteId}`;
    await announceSiteChange(env, site.code);
    await expect(open("aaaaaaaaaaaa")).rejects.toMatchObject({ code: "SITE_CLOSED" });
  });

  it("keeps no row for a code that no site has", async () => {
    const code = randomText(10);
    expect(await siteGateOf(env, code).snapshot(code)).toBeNull();
    const rows = await runInDurableObject(siteGateOf(env, code), (_instance, state) => state.storage.sql.exec("select * from kept").toArray());
    expect(rows).toEqual([]);
  });
});
