import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { findFaults } from "./axe.ts";
import { asOwner, makePerson, openBrowser, PASSWORD, type Person } from "./people.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const doc = readFileSync(join(root, "docs/audit.md"), "utf8");

let complaints: string[];

test.beforeEach(() => {
  complaints = [];
});

test.afterEach(() => {
  expect(complaints).toEqual([]);
});

async function logIn(page: Page, email: string, password = PASSWORD) {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => void (/content security policy|hydrat/i.test(message.text()) && complaints.push(message.text())));
  await page.goto("/log-in");
  await page.getByLabel("E-mail").fill(email);
  await page.locator("#password").fill(password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
}

/** An owner of a company of their own, logged in. */
async function openOffice(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}): Promise<{ page: Page; person: Person }> {
  const person = await makePerson();
  const page = await (await openBrowser(browser, options)).newPage();
  await logIn(page, person.email);
  return { page, person };
}

/** Asks for a change of the site, and says yes. */
async function changeSite(page: Page, ask: string, confirm: string) {
  await page.getByRole("link", { name: ask }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: confirm }).click();
  await expect(page).toHaveURL(/done=/);
}

const sentence = (page: Page, text: string | RegExp) => page.getByRole("rowheader").filter({ hasText: text });

/** Moves the first events back by a hundred days, linked anew, as if they had been written then. The next cron takes them to a file. */
const age = ({ companyId }: Person, count: number) =>
  asOwner(async (client) => {
    await client.query("begin");
    await client.query("select from audit_head where company_id = $1 for update", [companyId]);
    await client.query("alter table audit_event disable trigger audit_event_stands");
    await client.query("update audit_event set at = at - interval '100 days', created_at = created_at - interval '100 days' where company_id = $1 and number <= $2", [companyId, count]);
    await client.query(`do $do$ declare e audit_event; head bytea := sha256(uuid_send('${companyId}')); begin
      for e in select * from audit_event where company_id = '${companyId}' order by number loop
        e.previous_hash := head; e.hash := sha256(head || convert_to(audit_text(e), 'UTF8')); head := e.hash;
        update audit_event set previous_hash = e.previous_hash, hash = e.hash where company_id = e.company_id and number = e.number;
      end loop;
      update audit_head set hash = head where company_id = '${companyId}'; end $do$`);
    // The checkpoints of this young company say what its chain was before.
    await client.query("delete from audit_checkpoint where company_id = $1", [companyId]);
    await client.query("alter table audit_event enable trigger audit_event_stands");
    await client.query("commit");
  });

const change = (person: Person, number: number) =>
  asOwner(async (client) => {
    await client.query("begin");
    await client.query("alter table audit_event disable trigger audit_event_stands");
    await client.query(`update audit_event set changes = '{"changed": true}' where company_id = $1 and number = $2`, [person.companyId, number]);
    await client.query("alter table audit_event enable trigger audit_event_stands");
    await client.query("commit");
  });

test("tells what happened in sentences, filters them, and shows one event and the history of its row", async ({ browser }) => {
  const { page } = await openOffice(browser);
  await page.goto("/sites");
  await changeSite(page, "Close the site", "Close the site");
  await changeSite(page, "Open again", "Open the site");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit log" }).click();
  await expect(page.getByRole("rowheader").first()).toHaveText("Aroha Ngata opened Kaimai Viaduct again");
  await expect(page.getByRole("rowheader")).toHaveText([/opened Kaimai Viaduct again/, /closed Kaimai Viaduct/, /logged in/]);
  await page.locator("#action").selectOption({ label: "Sites: Closed a site" });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("rowheader")).toHaveText(["Aroha Ngata closed Kaimai Viaduct"]);
  await page.locator("#who").selectOption({ label: "Visitors" });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("No event matches this")).toBeVisible();
  await page.getByRole("link", { name: "Clear" }).click();
  await sentence(page, "closed").getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Event 2" })).toBeVisible();
  await expect(page.getByText("site.closed")).toBeHidden();
  await page.getByText("For whoever checks the log").click();
  await expect(page.getByText("site.closed")).toBeVisible();
  await expect(page.getByText(/^[0-9a-f]{64}$/).first()).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Network address" })).toContainText("2001:db8:");
  await page.getByRole("link", { name: "history of this site" }).click();
  await expect(page.getByText("The history of Kaimai Viaduct")).toBeVisible();
  await expect(page.getByRole("rowheader")).toHaveText([/opened Kaimai Viaduct again/, /closed Kaimai Viaduct/]);
  expect(await findFaults(page)).toEqual([]);
});

test("says beside the field what can't be used, and finds back from a place that was cut", async ({ browser }) => {
  const { page } = await openOffice(browser);
  expect((await page.goto("/audit?from=2026-02-02&to=2026-02-01"))?.status()).toBe(400);
  await expect(page.locator("#to")).toHaveAccessibleDescription(/not before the first/);
  expect((await page.goto("/audit?older=x"))?.status()).toBe(400);
  await page.getByRole("link", { name: "Start from the latest event" }).click();
  await expect(page.getByRole("rowheader")).not.toHaveCount(0);
});

test("is for owners and admins: site managers and viewers find no way in, and are refused at the door", async ({ browser }) => {
  for (const [email, sees] of [["owner", true], ["admin", true], ["manager", false], ["viewer", false]] as const) {
    const page = await (await openBrowser(browser)).newPage();
    await logIn(page, `${email}@tui-builders.example`, "demo-kowhai-gate");
    await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit log" })).toHaveCount(sees ? 1 : 0);
    for (const path of ["/audit", "/audit/1", "/audit/verify"]) {
      expect((await page.goto(path))?.status(), `${email} at ${path}`).toBe(sees ? 200 : 403);
      if (!sees) await expect(page.getByText("Your role doesn't allow this")).toBeVisible();
    }
    if (!sees) {
      await page.goto("/audit/export");
      await expect(page.getByText("Your role doesn't allow this")).toBeVisible();
    }
    await page.context().close();
  }
});

test("checks the chain with and without script, and names the event that was changed", async ({ browser }) => {
  const { page, person } = await openOffice(browser, { javaScriptEnabled: false });
  await page.goto("/audit");
  await page.getByRole("link", { name: "Check the log" }).click();
  await expect(page.getByText("The log is whole.")).toBeVisible();
  await change(person, 1);
  await page.getByRole("link", { name: "Check again" }).click();
  await expect(page.getByText("Event 1 was changed")).toBeVisible();
  const scripted = await (await openBrowser(browser)).newPage();
  await logIn(scripted, person.email);
  await scripted.goto("/audit/verify");
  await expect(scripted.getByText("Event 1 was changed")).toBeVisible();
  expect(await findFaults(scripted)).toEqual([]);
});

/** Runs a program to its end. Gives its code, and null when this machine has none of that name. */
function run(program: string, args: string[]): Promise<{ code: number; said: string } | null> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: root, env: { ...process.env, STATE_DIR: process.env["E2E_STATE"] ?? ".state/e2e" } }, (error, out, complaint) => {
      if (error && error.code === "ENOENT") resolve(null);
      else resolve({ code: typeof error?.code === "number" ? error.code : 0, said: `${out}${complaint}` });
    });
  });
}

/** The code of the doc's block, as somebody would save it. */
const block = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(doc)?.[1] ?? "";

test("gives a file that the documented procedures check without us, whole, tampered with and in part", async ({ browser }) => {
  const { page, person } = await openOffice(browser);
  await page.goto("/sites");
  await changeSite(page, "Close the site", "Close the site");
  await age(person, 2);
  await expect(async () => {
    await page.goto("/audit");
    await expect(page.getByText("The first 2 events,")).toBeVisible({ timeout: 500 });
  }).toPass();
  const download = async (name: string, file: string) => {
    const [taken] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    expect(taken.suggestedFilename()).toMatch(/^audit-log-rata-roofing-[0-9a-f]{6}-\d{4}-\d\d-\d\d\.ndjson$/);
    await taken.saveAs(join(folder, file));
  };
  await expect(page.getByText("An export is a text file with a line for each event (NDJSON).")).toBeVisible();
  const folder = mkdtempSync(join(tmpdir(), "inductlite-audit-"));
  await download("Export the log", "whole.ndjson");
  const lines = readFileSync(join(folder, "whole.ndjson"), "utf8").trimEnd().split("\n");
  expect(lines).toHaveLength(4);
  const write = (name: string, changed: string[]) => writeFileSync(join(folder, name), changed.map((line) => `${line}\n`).join(""));
  write("changed.ndjson", lines.map((line, index) => (index === 1 ? line.replace("site.closed", "site.opened") : line)));
  write("cut.ndjson", lines.slice(0, -1));
  write("gap.ndjson", lines.filter((_, index) => index !== 2));
  write("swapped.ndjson", [lines[1], lines[0], lines[2], lines[3]].map(String));
  write("value.ndjson", lines.map((line, index) => (index === 0 ? line.replace(/("value": ")[^"]/, "$1_") : line)));
  await page.goto("/audit?action=site.closed");
  await page.goto("/audit?action=audit.exported");
  await download("Export what is shown", "part.ndjson");
  writeFileSync(join(folder, "check.mjs"), block("js"));
  writeFileSync(join(folder, "check.py"), block("python"));
  for (const [program, script] of [[process.execPath, "check.mjs"], ["python3", "check.py"]] as const) {
    expect(block(script.endsWith("mjs") ? "js" : "python").trimEnd().split("\n").length).toBeLessThanOrEqual(30);
    const check = (file: string, ...part: string[]) => run(program, [join(folder, script), join(folder, file), ...part]);
    const whole = await check("whole.ndjson");
    // Python may be missing; Node is what runs this.
    if (!whole && program === "python3") continue;
    expect(whole).toMatchObject({ code: 0, said: expect.stringMatching(/^WHOLE, to event 4 with hash [0-9a-f]{64}\n$/) });
    expect(await check("changed.ndjson")).toEqual({ code: 1, said: "BROKEN at event 2: it was changed\n" });
    expect(await check("cut.ndjson")).toEqual({ code: 1, said: "BROKEN at event 4: the end is missing\n" });
    expect(await check("gap.ndjson")).toEqual({ code: 1, said: "BROKEN at event 3: it is missing\n" });
    expect(await check("swapped.ndjson")).toEqual({ code: 1, said: "BROKEN at event 1: it is missing\n" });
    expect(await check("value.ndjson")).toMatchObject({ code: 1, said: expect.stringMatching(/^BROKEN at event 1: its \w+ was changed\n$/) });
    expect(await check("part.ndjson")).toMatchObject({ code: 1 });
    expect(await check("part.ndjson", "part")).toMatchObject({ code: 0, said: expect.stringMatching(/^Each line holds, to event 5/) });
  }
  rmSync(folder, { recursive: true });
});

test("is checked from a terminal beside the running server, company by company", async ({ browser }) => {
  const { person } = await openOffice(browser);
  const verify = (...args: string[]) => run(process.execPath, ["--disable-warning=ExperimentalWarning", "dev/audit-verify.ts", ...args]);
  expect(await verify("--company", person.companyName)).toMatchObject({ code: 0, said: expect.stringContaining(`${person.companyName}: whole: 1 event`) });
  await change(person, 1);
  expect(await verify("--company", person.companyId)).toEqual({ code: 1, said: `  ${person.companyName}: BROKEN. Event 1 was changed: it is not what its hash says.\n` });
  expect(await verify("--company", "Nobody Ltd")).toMatchObject({ code: 1, said: expect.stringContaining('There is no company "Nobody Ltd" here') });
});
