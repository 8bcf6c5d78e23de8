/** Contractors and their papers. */
import { uuidv7 } from "uuidv7";
import { asOwner } from "../database.ts";
import { randomText, type MadeSite } from "../factories.ts";
import { caseOf, type Cases } from "./case.ts";
import type { RouteCases } from "./route-case.ts";

export const COMPANY = { name: "Tūī Scaffolding Ltd", contactName: "Wiremu Tūī", contactEmail: "office@tui.example", contactPhone: "021 555 0107" };
const LABEL = "Public liability, AB123";

/** A name that the company has once. */
const described = () => ({ ...COMPANY, name: `Tūī-${randomText(10)}` });
export const newPaper = () => ({ paperId: uuidv7(), kind: "insurance" as const, label: LABEL, expiresOn: "2027-03-03" });

export async function makeContractor({ companyId }: MadeSite): Promise<string> {
  const id = uuidv7();
  const name = `rata ${randomText(10)}`;
  await asOwner()`insert into contractor (company_id, id, name, name_key) values (${companyId}, ${id}, ${name}, ${name})`;
  return id;
}

export async function makePaper(site: MadeSite): Promise<{ contractorId: string; paperId: string }> {
  const [contractorId, paperId] = [await makeContractor(site), uuidv7()];
  await asOwner()`insert into contractor_paper (company_id, id, contractor_id, kind, label, expires_on, added_by, added_at)
    select ${site.companyId}, ${paperId}, ${contractorId}, 'insurance', ${LABEL}, '2027-03-03', id, now() from member where company_id = ${site.companyId} limit 1`;
  return { contractorId, paperId };
}

/** A company's contractors are known to everybody of it who may see any. */
export const CONTRACTOR_CASES: Cases = {
  getContractors: { by: "member" },
  getContractorsToChange: { by: "member" },
  getContractor: { by: "member", input: async ({ site }) => ({ contractorId: await makeContractor(site) }), sees: () => "rata", beyond: "own" },
  addContractor: caseOf<{ contractorId: string; name: string }>({ by: "member", event: "contractor.added", input: () => ({ contractorId: uuidv7(), ...described() }), makes: ["contractorId"], crossed: { contractorId: "own" } }),
  changeContractor: { by: "member", event: "contractor.changed", input: async ({ site }) => ({ contractorId: await makeContractor(site), ...described() }) },
  archiveContractor: { by: "member", event: "contractor.archived", input: async ({ site }) => ({ contractorId: await makeContractor(site) }) },
  addPaper: caseOf({ by: "member", event: "contractor.paper-added", input: async ({ site }) => ({ contractorId: await makeContractor(site), ...newPaper() }), makes: ["paperId"], crossed: { paperId: "own" }, plain: [LABEL] }),
  removePaper: { by: "member", event: "contractor.paper-removed", input: async ({ site }) => makePaper(site) },
};

const pathOf = (contractorId: string) => `/contractors/${contractorId}`;

export const CONTRACTOR_ROUTES: RouteCases = {
  "GET /contractors": { needs: "contractor.list", ok: 200, send: () => ({ path: "/contractors" }) },
  "GET /contractors/new": { needs: "contractor.change", ok: 200, send: () => ({ path: "/contractors/new" }) },
  "POST /contractors/new": { needs: "contractor.change", ok: 303, foreign: null, on: ({ path }) => path, send: () => ({ path: "/contractors/new", form: { contractorId: uuidv7(), ...described() } }) },
  "GET /contractors/:id": { needs: "contractor.list", ok: 200, foreign: 404, beyond: 200, send: async ({ site }) => ({ path: pathOf((await makePaper(site)).contractorId) }) },
  "POST /contractors/:id, edit": {
    needs: "contractor.change", ok: 303, foreign: 404, on: ({ path }) => path,
    send: async ({ site }) => ({ path: pathOf(await makeContractor(site)), form: { intent: "edit", ...described() } }),
  },
  "POST /contractors/:id, add-paper": {
    needs: "contractor.change", ok: 303, foreign: 404, on: ({ path }) => path,
    send: async ({ site }) => ({ path: pathOf(await makeContractor(site)), form: { intent: "add-paper", ...newPaper() } }),
  },
  "POST /contractors/:id, take-off": {
    needs: "contractor.change", ok: 303, foreign: 404, on: ({ path }) => path,
    send: async ({ site }) => {
      const { contractorId, paperId } = await makePaper(site);
      return { path: pathOf(contractorId), form: { intent: "take-off", paperId } };
    },
  },
  "POST /contractors/:id, archive": {
    needs: "contractor.change", ok: 303, foreign: 404, on: ({ path }) => `${path}?archive=1`,
    send: async ({ site }) => ({ path: pathOf(await makeContractor(site)), form: { intent: "archive" } }),
  },
};
