/** A gate that asks for an induction: a company with one site, written as the schema's owner. */
import { randomBytes, randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import { asOwner } from "./people.ts";

export interface Gate {
  companyId: string;
  siteId: string;
  templateId: string;
  /** The whole address of its sign-in page. */
  signIn: string;
}

const randomText = (length: number) => randomBytes(length).toString("hex").slice(0, length);
const TYPES = ["contractor", "visitor"];

/** A site whose contractors and visitors do this induction. */
export async function makeGate(content: Content): Promise<Gate> {
  const { app } = await readDemo();
  const [code, secret] = [randomText(10), randomText(12)];
  const gate = { companyId: randomUUID(), siteId: randomUUID(), templateId: randomUUID(), signIn: `${app.replace(/\/$/, "")}/s/${code}-${secret}` };
  await asOwner(async (client) => {
    await client.query("insert into company (company_id, name) values ($1, 'Rātā Builders')", [gate.companyId]);
    await client.query("insert into site (company_id, id, name, address, code) values ($1, $2, 'Kaimai Viaduct', '1 Summit Road', $3)", [gate.companyId, gate.siteId, code]);
    await client.query("insert into site_link (company_id, id, site_id, secret) values ($1, $2, $3, $4)", [gate.companyId, randomUUID(), gate.siteId, secret]);
    const accountId = randomUUID();
    await client.query("insert into account (id, email, password_hash) values ($1, $2, 'none')", [accountId, `${randomText(12)}@rata-builders.example`]);
    await client.query("insert into member (company_id, id, account_id, name, role) values ($1, $2, $3, 'Aroha Ngata', 'owner')", [gate.companyId, randomUUID(), accountId]);
    await client.query("insert into induction_template (company_id, id, site_id, name, visitor_types, draft) values ($1, $2, $3, 'Site rules', $4, $5)", [gate.companyId, gate.templateId, gate.siteId, TYPES, content]);
  });
  await publish(gate, 1, content, false);
  return gate;
}

/** A version as the office publishes it; with `redo` earlier ones count no more. */
export async function publish({ companyId, siteId, templateId }: Gate, number: number, content: Content, redo: boolean): Promise<void> {
  const versionId = randomUUID();
  await asOwner(async (client) => {
    await client.query(
      `insert into induction_version (company_id, id, template_id, site_id, number, content, redo, published_by, published_at)
        select $1, $2, $3, $4, $5, $6, $7, id, now() from member where company_id = $1`,
      [companyId, versionId, templateId, siteId, number, content, redo],
    );
    await client.query("update induction_template set published_number = $3, accepted_from = case when $4 then $3 else accepted_from end where company_id = $1 and id = $2", [companyId, templateId, number, redo]);
    await client.query("delete from live_induction where company_id = $1", [companyId]);
    for (const type of TYPES) await client.query("insert into live_induction (company_id, template_id, visitor_type, site_id, version_id) values ($1, $2, $3, $4, $5)", [companyId, templateId, type, siteId, versionId]);
  });
}

export const newPerson = () => ({ name: `Māia ${randomBytes(4).toString("hex").replace(/\d/g, "a")}`, phone: `021 ${Math.floor(1_000_000 + Math.random() * 9_000_000)}` });

/** Fills in the gate's form as a contractor and sends it. Gives who came. */
export async function comeTo(page: Page, { signIn }: Gate, person = newPerson()) {
  await page.goto(signIn);
  await page.locator("#name").fill(person.name);
  await page.locator("#phone").fill(person.phone);
  await page.locator('input[name=visitorType][value="contractor"]').check();
  await page.locator("#employer").fill("Tūī Scaffolding");
  await page.locator("form .button-large").click();
  await expect(page).toHaveURL(/\/i\//);
  return person;
}

/** The completions of a company, as the record has them. */
export async function completionsOf({ companyId }: Gate): Promise<{ version_number: number; language: string; answers: Record<string, unknown>; score: number }[]> {
  return asOwner(async (client) => (await client.query<{ version_number: number; language: string; answers: Record<string, unknown>; score: number }>("select version_number, language, answers, score from completion where company_id = $1 order by completed_at", [companyId])).rows);
}
