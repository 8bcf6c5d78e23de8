import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { addContractor, archiveContractor, changeContractor } from "#worker/domain/contractor/change.ts";
import { getContractor, getContractors } from "#worker/domain/contractor/list.ts";
import { addPaper, removePaper } from "#worker/domain/contractor/papers.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, type MadeCompany, type MadeMember } from "#worker/testing/factories.ts";

const described = (name: string) => ({ contractorId: uuidv7(), name, contactName: "Wiremu Tūī", contactEmail: "", contactPhone: "021 555 0107" });
const paper = (contractorId: string, expiresOn: string, kind: "insurance" | "licence" = "insurance") => ({ contractorId, paperId: uuidv7(), kind, label: "AB123", expiresOn });

async function made(): Promise<{ company: MadeCompany; admin: MadeMember }> {
  const company = await makeCompany();
  return { company, admin: await makeMember(company, "admin") };
}

/** What a gate that wants insurance in date says to somebody of this employer at an instant. */
async function saysTo({ sites: [{ siteId }] }: MadeCompany, employer: string, at: string): Promise<unknown> {
  const [row] = await asOwner()`select g.stops from site s, gate_says(s, 'contractor', '+64215550123', 'x', ${employer}, ${at}::timestamptz) g where s.id = ${siteId}`;
  return row?.["stops"];
}

describe("a contractor", () => {
  it("is added once by a form that is sent twice, and not twice under names that the gate takes for one", async () => {
    const { company, admin } = await made();
    const one = described("Tūī Scaffolding Ltd");
    expect((await Promise.all([addContractor(admin, one), addContractor(admin, one)])).sort()).toEqual([false, true]);
    for (const name of ["TUI scaffolding", "Tui-Scaffolding Limited", "Tūī Scaffolding (NZ) Ltd"]) {
      await expect(addContractor(admin, described(name)), name).rejects.toMatchObject({ code: "INVALID_INPUT", fields: { name: "Tūī Scaffolding Ltd is there already, and the gate takes the two for one" } });
    }
    await expect(addContractor(admin, described("Company Ltd"))).rejects.toMatchObject({ fields: { name: "Enter a name with more to it than “Ltd” or “Company”" } });
    const other = described("Rātā Roofing");
    await addContractor(admin, other);
    await expect(changeContractor(admin, { ...other, name: "Tui Scaffolding" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    expect(await archiveContractor(admin, { contractorId: one.contractorId })).toBe(true);
    expect(await changeContractor(admin, { ...other, name: "Tui Scaffolding" })).toBe(true);
    const events = await asOwner()`select action, changes, openings ->> 'contactName' as contact, array(select o.value ->> 'value' from jsonb_each(openings) o where o.key like 'name%' order by o.key desc) as names from audit_event where company_id = ${company.companyId} order by number`;
    expect(events.map(({ action }) => action as string)).toEqual(["contractor.added", "contractor.added", "contractor.archived", "contractor.changed"]);
    expect(events.map(({ changes }) => changes as object)).toEqual([{}, {}, {}, { name: true }]);
    expect(events.map(({ names }) => names as string[])).toEqual([["Tūī Scaffolding Ltd"], ["Rātā Roofing"], ["Tūī Scaffolding Ltd"], ["Rātā Roofing", "Tui Scaffolding"]]);
  });

  it("has one of two that come at once", async () => {
    const { admin } = await made();
    const outcomes = await Promise.allSettled(["Tūī Ltd", "Tui"].map((name) => addContractor(admin, described(name))));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("stands before those whose papers end later, and is seen by site managers, whose it is not to change", async () => {
    const { company, admin } = await made();
    const [late, soon, none] = [described("Late"), described("Soon"), described("None")];
    for (const one of [late, soon, none]) await addContractor(admin, one);
    await addPaper(admin, paper(late.contractorId, "2027-03-03"));
    await addPaper(admin, paper(soon.contractorId, "2026-12-01"));
    await addPaper(admin, paper(soon.contractorId, "2026-11-01"));
    const manager = await makeMember(company, "site_manager", [company.sites[0].siteId]);
    expect((await getContractors(manager)).map(({ name, insuranceUntil }) => [name, insuranceUntil])).toEqual([["None", null], ["Soon", "2026-12-01"], ["Late", "2027-03-03"]]);
    await expect(addContractor(manager, described("Mine"))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(getContractors(await makeMember(company, "viewer"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a paper", () => {
  it("is good to the end of its last day by the site's clock, and not once it is taken off", async () => {
    const { company, admin } = await made();
    const one = described("Tūī Scaffolding Ltd");
    await addContractor(admin, one);
    await asOwner()`update site set rules = '{"papers": {"effect": "stop", "kinds": ["insurance"]}}' where company_id = ${company.companyId}`;
    // A minute to midnight of 10 June in Auckland, and midnight.
    const [today, tomorrow] = ["2026-06-10T11:59:00Z", "2026-06-10T12:00:00Z"];
    const missing = [{ kind: "papers", what: "insurance", expiredOn: null }];
    expect(await saysTo(company, "tui scaffolding", today)).toEqual(missing);
    const added = paper(one.contractorId, "2026-06-10");
    expect((await Promise.all([addPaper(admin, added), addPaper(admin, added)])).sort()).toEqual([false, true]);
    await addPaper(admin, paper(one.contractorId, "2030-01-01", "licence"));
    expect(await saysTo(company, "tui scaffolding", today)).toEqual([]);
    expect(await saysTo(company, "tui scaffolding", tomorrow)).toEqual([{ kind: "papers", what: "insurance", expiredOn: "2026-06-10" }]);
    expect(await saysTo(company, "Somebody Else", today)).toEqual([{ kind: "papers", what: "unknown" }]);
    expect(await removePaper(admin, { contractorId: one.contractorId, paperId: added.paperId })).toBe(true);
    expect(await removePaper(admin, { contractorId: one.contractorId, paperId: added.paperId })).toBe(false);
    expect(await saysTo(company, "tui scaffolding", today)).toEqual(missing);
    expect((await getContractor(admin, { contractorId: one.contractorId })).papers).toMatchObject([{ kind: "licence" }]);
  });
});
