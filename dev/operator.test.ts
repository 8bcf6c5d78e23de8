import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { makeCompany, startDeskDatabase, tryCommand, type DeskServer, type MadeCompany } from "./testing/operator-desk.ts";

// Wrangler, which the limits ask for the variables, takes its time to load.
vi.setConfig({ testTimeout: 60_000 });

let database: DeskServer;
let company: MadeCompany;
let made = 0;

beforeAll(async () => {
  database = await startDeskDatabase(".state/test-postgres-operator");
}, 60_000);
afterAll(() => database.stop());
beforeEach(async () => {
  made += 1;
  company = await database.useDatabase((client) => makeCompany(client, `Rātā ${made} Ltd`));
});

const type = (...args: string[]) => tryCommand(database.useDatabase, args);
const said = async (...args: string[]) => (await type(...args)).printed;

type Event = { actor_kind: string; actor_id: string; action: string; changes: object };
const DEPLOYMENT = "00000000-0000-0000-0000-000000000000";
const eventsOf = (companyId: string) => database.look<Event>("select actor_kind, actor_id, action, changes from audit_event where company_id = $1 order by number", [companyId]);
const lastEvent = async (companyId: string) => (await eventsOf(companyId)).at(-1);

const enterSession = () => database.asApplication(["select * from enter_session($1, 'visit.list')", company.sessionHash]);
const enterGate = () => database.asApplication(["select * from enter_site_link($1, $2, 'visit.sign-in')", company.code, company.secret]);
const snapshot = async () => (await database.asApplication<{ paused: string | null; plan: string; limits: object }>(["select paused, plan, limits from site_snapshot($1)", company.code]))[0];

/** Every row of what a command may change, and every event. */
async function digest(): Promise<string> {
  const tables = ["company", "company_limit", "invite", "kill_switch", "audit_event", "context_key"];
  return JSON.stringify(await Promise.all(tables.map((table) => database.look(`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as md5 from ${table} t`))));
}

async function expectRefused(args: string[], sentence: string | RegExp, answers?: string[]) {
  const before = await digest();
  await expect(tryCommand(database.useDatabase, args, answers ? { answers } : {})).rejects.toMatchObject({ name: "Failure", message: expect.stringMatching(sentence) as string });
  expect(await digest()).toBe(before);
}

describe("a suspended company", () => {
  it("is refused in its office and at its gate at once, and both work again when it is resumed", async () => {
    await expect(enterSession()).resolves.toHaveLength(1);
    await type("suspend", company.name, "--reason", "Unpaid since June", "--yes");
    await expect(enterSession()).rejects.toMatchObject({ code: "IL451" });
    await expect(enterGate()).rejects.toMatchObject({ code: "IL451" });
    expect(await snapshot()).toMatchObject({ paused: "suspended" });
    expect(await lastEvent(company.id)).toEqual({ actor_kind: "operator", actor_id: "mere@desk", action: "company.suspended", changes: { reason: "Unpaid since June" } });
    await type("resume", company.id);
    await expect(enterSession()).resolves.toHaveLength(1);
    await expect(enterGate()).resolves.toHaveLength(1);
    expect(await snapshot()).toMatchObject({ paused: null });
    expect(await lastEvent(company.id)).toMatchObject({ action: "company.resumed", actor_id: "mere@desk" });
    expect(await eventsOf(company.id)).toHaveLength(2);
  });

  it("can still be logged out of", async () => {
    await type("suspend", company.name, "--reason", "x", "--yes");
    await expect(database.asApplication(["select * from enter_session($1, 'session.end')", company.sessionHash])).resolves.toHaveLength(1);
  });

  it("is suspended once, and an open one is not resumed: the second time says so and leaves no event", async () => {
    await type("suspend", company.name, "--reason", "x", "--yes");
    const before = await digest();
    expect(await said("suspend", company.name, "--reason", "y", "--yes")).toMatch(/is suspended already, since .* Nothing was changed/);
    expect(await digest()).toBe(before);
    await type("resume", company.name);
    expect(await said("resume", company.name)).toContain("is not suspended. Nothing was changed");
  });

  it("is asked about first, and only a yes goes on", async () => {
    await expectRefused(["suspend", company.name, "--reason", "x"], "There is no terminal to ask on");
    await expectRefused(["suspend", company.name, "--reason", "x"], "Nothing was changed", ["y"]);
    const { asked, printed } = await tryCommand(database.useDatabase, ["suspend", company.name, "--reason", "x"], { answers: ["yes"] });
    expect(asked).toEqual(['Type "yes" to go on: ']);
    expect(printed).toContain(`${company.name} (${company.id}) is about to be suspended`);
    await expect(enterSession()).rejects.toMatchObject({ code: "IL451" });
  });
});

describe("a new company", () => {
  const create = ["create-company", "--name", "  Kōwhai   Fencing ", "--owner-name", "Aroha Ngata", "--owner-email", "Aroha@Kowhai.example"];
  const linkIn = (printed: string) => /(\S*)\/join\/([\w-]{43})\s*$/m.exec(printed);

  it("has the plan that was asked for, and an owner's invite that lives 72 hours", async () => {
    const now = new Date();
    const { printed } = await tryCommand(database.useDatabase, [...create, "--plan", "trial"], { origin: "https://induct.example", now });
    const [, origin, token = ""] = linkIn(printed) ?? [];
    expect(origin?.trim()).toBe("https://induct.example");
    const [found] = await database.asApplication<{ expires_at: Date }>(["select * from find_invite($1)", createHash("sha256").update(token).digest()]);
    expect(found).toMatchObject({ company_name: "Kōwhai Fencing", email: "aroha@kowhai.example", name: "Aroha Ngata", role: "owner", state: "open", invited_by_name: null });
    expect(found?.expires_at.getTime()).toBe(now.getTime() + 72 * 3_600_000);
    // Whoever the link is sent to may be elsewhere: the instant says by which clock it is.
    expect(printed).toMatch(new RegExp(`works once, until \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\(${new Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("/", "\\/")}\\)\\.`));
    const [row] = await database.look<{ company_id: string }>("select company_id, plan from company where name = 'Kōwhai Fencing'");
    expect(row).toMatchObject({ plan: "trial" });
    expect(await eventsOf(row?.company_id ?? "")).toMatchObject([{ actor_kind: "operator", actor_id: "mere@desk", action: "company.created", changes: { plan: "trial" } }]);
    // The token is the link alone: no row holds it.
    expect(await database.look("select from invite where encode(token_hash, 'escape') like '%' || $1 || '%'", [token])).toEqual([]);
  });

  it("has another token each time, and says what stands before the link when it knows no address", async () => {
    const [first, second] = [await said(...create), await said(...create)];
    expect(linkIn(first)?.[2]).not.toBe(linkIn(second)?.[2]);
    expect(first).toContain("<the address of your deployment>/join/");
  });

  it.each([
    [["--name", "x", "--owner-name", "y"], "--owner-email is missing"],
    [["--name", "x", "--owner-name", "y", "--owner-email", "not an address"], "--owner-email can't be used: Enter an e-mail"],
    [["--name", "x".repeat(101), "--owner-name", "y", "--owner-email", "a@b.nz"], "--name can't be used: Use 100 characters or fewer"],
    [["--name", "x\u202Ey", "--owner-name", "y", "--owner-email", "a@b.nz"], "--name can't be used: Type this again by hand"],
    [["--name", "x", "--owner-name", "…", "--owner-email", "a@b.nz"], "--owner-name can't be used"],
    [["--name", "x", "--owner-name", "y", "--owner-email", "a@b.nz", "--plan", "gold"], "There is no plan \"gold\": the plans are trial, standard, large"],
  ])("is refused with %j", (args, sentence) => expectRefused(["create-company", ...args], sentence));
});

describe("one more owner", () => {
  const invite = (email = "hone@rata.example") => ["invite-owner", company.name, "--owner-name", "Hone Rātā", "--owner-email", email, "--reason", "Lost his phone"];

  it("comes in by a link like the first one, and the company's log says who made it and why", async () => {
    const { printed } = await tryCommand(database.useDatabase, [...invite(), "--yes"]);
    const token = /\/join\/([\w-]{43})$/.exec(printed)?.[1] ?? "";
    const find = (of: string) => database.asApplication<{ state: string }>(["select * from find_invite($1)", createHash("sha256").update(of).digest()]);
    expect(await find(token)).toMatchObject([{ company_name: company.name, email: "hone@rata.example", role: "owner", state: "open" }]);
    expect(await eventsOf(company.id)).toMatchObject([{ actor_kind: "operator", actor_id: "mere@desk", action: "member.invited", changes: { role: "owner", reason: "Lost his phone" } }]);
    await tryCommand(database.useDatabase, [...invite(), "--yes"]);
    expect(await find(token)).toMatchObject([{ state: "revoked" }]);
  });

  it("is not made without a yes and a reason, nor of somebody who is in the team", async () => {
    await expectRefused(invite(), "Nothing was changed", ["no"]);
    await expectRefused(invite().slice(0, 6), "--reason is missing");
    await expectRefused([...invite("nobody"), "--yes"], "--owner-email can't be used");
    await expectRefused([...invite(company.adminEmail), "--yes"], "is in the team of Rātā \\d+ Ltd already");
  });
});

describe("the list of companies", () => {
  it("says of each what it has, this month's sign-ins in its own time zone, and never the deployment's own", async () => {
    const visit = `insert into visit (company_id, id, site_id, person_id, visitor_type, name, phone, search_text, content_hash, privacy_notice_version, sign_out_hash, sign_out_expires_at, signed_in_at, signed_out_at, left_how)
      select $1, gen_random_uuid(), s.id, p.id, 'visitor', 'Ani', '+64210000000', 'ani', '\\x00', 1, uuid_send(gen_random_uuid()), now(), $2, $2, 'signed_out' from site s, person p where s.company_id = $1 and p.company_id = $1`;
    await database.look("insert into person (company_id, id, phone, name, name_key) values ($1, gen_random_uuid(), '+64210000000', 'Ani', 'ani')", [company.id]);
    const [month] = await database.look<{ first: Date }>("select date_trunc('month', now() at time zone 'Pacific/Auckland') at time zone 'Pacific/Auckland' as first");
    const first = month?.first.getTime() ?? 0;
    for (const at of [first - 1, first, first + 1]) await database.look(visit, [company.id, new Date(at)]);
    await type("suspend", company.id, "--reason", "x", "--yes");
    const line = (await said("companies")).split("\n").find((text) => text.includes(company.id));
    expect(line).toMatch(new RegExp(`^${company.name} +${company.id} +standard +1 +1 +2 +since \\d{4}-`));
    expect(await said("companies")).not.toContain(DEPLOYMENT);
  });
});

describe("which company is meant", () => {
  it("is told by its id, in either case, or its exact name", async () => {
    for (const text of [company.id, company.id.toUpperCase(), company.name]) expect(await said("limits", text)).toContain("signInsPerMinutePerSite");
  });

  it("is not guessed", async () => {
    await expectRefused(["resume", "Rātā"], 'No company has the id or the exact name "Rātā"');
    await expectRefused(["suspend", DEPLOYMENT, "--reason", "x", "--yes"], "No company has the id");
    await expectRefused(["set-plan", "The deployment", "large"], "No company has the id");
    const twin = await database.useDatabase((client) => makeCompany(client, company.name));
    await expectRefused(["set-plan", company.name, "large"], `2 companies are called "${company.name}": say which by its id, `);
    await type("set-plan", twin.id, "large");
  });
});

describe("a plan and a limit", () => {
  it("reach the site's snapshot, one event each, and the list says where each number comes from", async () => {
    expect(await said("limits", company.name)).toMatch(/signInsPerMinutePerSite +200 +the default/);
    expect(await said("set-plan", company.name, "trial")).toMatch(/signInsPerMinutePerSite +60 +the plan trial/);
    expect(await said("set-limit", company.name, "signInsPerMinutePerSite", "450")).toMatch(/signInsPerMinutePerSite +450 +the company's own/);
    expect(await snapshot()).toMatchObject({ plan: "trial", limits: { signInsPerMinutePerSite: 450 } });
    expect(await said("set-limit", company.name, "signInsPerMinutePerSite", "default")).toMatch(/signInsPerMinutePerSite +60 +the plan trial/);
    expect(await snapshot()).toMatchObject({ limits: {} });
    expect((await eventsOf(company.id)).map(({ action, actor_kind: kind, actor_id: id, changes }) => [action, kind, id, changes])).toEqual([
      ["company.plan-set", "operator", "mere@desk", { plan: ["standard", "trial"] }],
      ["company.limit-set", "operator", "mere@desk", { limit: "signInsPerMinutePerSite", value: [null, 450] }],
      ["company.limit-set", "operator", "mere@desk", { limit: "signInsPerMinutePerSite", value: [450, null] }],
    ]);
  });

  it("are listed for each that the product asks a company's own number of", async () => {
    const printed = await said("limits", company.name);
    for (const name of ["signInsPerMinutePerClient", "signInsPerMinutePerSite", "messagesPerMonth", "invitesPerMember", "expectedVisitors"]) expect(printed).toMatch(new RegExp(`^${name} +\\d+ +the default`, "m"));
    expect(printed.split("\n")).toHaveLength(7);
  });

  it("that are so already leave no event", async () => {
    await type("set-limit", company.name, "signInsPerMinutePerClient", "45");
    const before = await digest();
    expect(await said("set-limit", company.name, "signInsPerMinutePerClient", "45")).toContain("Nothing was changed");
    expect(await said("set-plan", company.name, "standard")).toContain("has the plan standard already. Nothing was changed");
    expect(await said("set-limit", company.name, "signInsPerMinutePerSite", "default")).toContain("Nothing was changed");
    expect(await digest()).toBe(before);
  });

  it.each(["0", "1.5", "many", "1e3", "٣", "10001", "99999999999", "0x10", " "])("refuse the value %j", (value) =>
    expectRefused(["set-limit", company.name, "signInsPerMinutePerSite", value], "give a whole number from 1 to 10000, or"));

  it("refuse names that no company has for itself", async () => {
    await expectRefused(["set-limit", company.name, "requestBodyBytes", "9"], 'There is no limit "requestBodyBytes" that a company can have of its own');
    await expectRefused(["set-limit", company.name, "constructor", "9"], "There is no limit");
    await expectRefused(["set-plan", company.name, "toString"], "There is no plan");
  });
});

describe("a thrown switch", () => {
  const enterOf: Record<string, (of: MadeCompany) => [text: string, ...values: unknown[]]> = {
    exports: (of) => ["select * from enter_session($1, 'export.request')", of.sessionHash],
    "public-sign-in": (of) => ["select * from enter_site_link($1, $2, 'visit.sign-in')", of.code, of.secret],
    uploads: (of) => ["select * from enter_session($1, 'asset.upload')", of.sessionHash],
    messages: (of) => ["select * from enter_session($1, 'member.invite')", of.sessionHash],
    "sign-ups": () => ["select request_sign_up(gen_random_uuid(), 'a@b.nz', 'A', 'B', uuid_send(gen_random_uuid()), now() + interval '1 day', jsonb_build_object('id', gen_random_uuid(), 'keyId', 'k'), '[]', '{\"requestId\": \"r\"}')"],
  };

  it("is one of those that the database knows", async () => {
    const names = await database.look<{ name: string }>("select distinct name from switched_permission order by name");
    expect(names.map(({ name }) => name)).toEqual(Object.keys(enterOf).sort());
  });

  it.each(Object.keys(enterOf))("%s stops what it names for every company at once, and nothing else, until it is closed", async (name) => {
    const enter = () => database.asApplication(enterOf[name]?.(company) ?? [""]);
    await expect(enter()).resolves.toHaveLength(1);
    await type("throw-switch", name, "--reason", "Costs too much", "--yes");
    await expect(enter()).rejects.toMatchObject({ code: "IL503" });
    await expect(enterSession()).resolves.toHaveLength(1);
    expect(await snapshot()).toMatchObject({ paused: name === "public-sign-in" ? "switched-off" : null });
    expect(await lastEvent(DEPLOYMENT)).toMatchObject({ actor_kind: "operator", actor_id: "mere@desk", action: "switch.thrown", changes: { switch: name, reason: "Costs too much" } });
    expect(await said("switches")).toMatch(new RegExp(`^${name} +thrown \\d{4}-.* Costs too much  `, "m"));
    await type("close-switch", name);
    expect(await lastEvent(DEPLOYMENT)).toMatchObject({ actor_kind: "operator", action: "switch.closed", changes: { switch: name } });
    await expect(enter()).resolves.toHaveLength(1);
    expect(await said("switches")).toMatch(new RegExp(`^${name} +closed +`, "m"));
  });

  it("is thrown once and closed once", async () => {
    await type("throw-switch", "exports", "--reason", "one", "--yes");
    const before = await digest();
    expect(await said("throw-switch", "exports", "--reason", "two", "--yes")).toMatch(/was thrown already, .*: one\. Nothing was changed/);
    expect(await digest()).toBe(before);
    await type("close-switch", "exports");
    expect(await said("close-switch", "exports")).toContain("Nothing was changed");
  });

  it("is not thrown without a name that there is, a reason, and a yes", async () => {
    await expectRefused(["throw-switch", "everything", "--reason", "x", "--yes"], 'There is no switch "everything": the switches are exports, messages, public-sign-in, sign-ups');
    await expectRefused(["close-switch", "everything"], "There is no switch");
    await expectRefused(["throw-switch", "exports", "--yes"], "--reason is missing");
    await expectRefused(["throw-switch", "exports", "--reason", "two\nlines", "--yes"], "A reason is one line");
    await expectRefused(["throw-switch", "exports", "--reason", "x"], "Nothing was changed", ["no"]);
  });
});

describe("the log", () => {
  it("shows the deployment's own events, the latest first, with who did them", async () => {
    await tryCommand(database.useDatabase, ["throw-switch", "messages", "--reason", "A flood", "--yes", "--by", "Hemi in Tauranga"]);
    await type("close-switch", "messages");
    const lines = (await said("log")).split("\n");
    expect(lines[0]).toBe("The deployment's own log. A company's: npm run operator -- log --company <company>.");
    expect(lines[3]).toMatch(/ mere@desk +switch\.closed +switch messages$/);
    expect(lines[4]).toMatch(/ Hemi in Tauranga +switch\.thrown +reason A flood, switch messages$/);
    expect(lines.join("\n")).not.toMatch(/ company\./);
  });

  it("shows a company's when it is asked to, and nobody's name in it", async () => {
    await type("set-plan", company.name, "large");
    await type("set-plan", company.name, "standard");
    const lines = (await said("log", "--company", company.id)).split("\n");
    expect(lines[0]).toMatch(`The log of ${company.name}.`);
    expect(lines[3]).toMatch(/ mere@desk +company\.plan-set /);
    expect(lines.join("\n")).not.toContain("switch.");
    await database.asApplication(["select enter_session($1, 'visit.list')", company.sessionHash], ["insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, openings, request_id, previous_hash, hash) values (current_company(), 0, now(), '', '', 'site.edited', 'site', gen_random_uuid(), '{\"name\":\"Mere Tester\"}', 'r', '', '')"]);
    const last = (await said("log", "--company", company.name)).split("\n");
    expect(last[3]).toMatch(/ member [0-9a-f-]{36} +site\.edited$/);
    expect(last.join("\n")).not.toContain("Mere Tester");
    await expectRefused(["log", "--company", "Nobody"], 'No company has the id or the exact name "Nobody"');
  });

  it("goes back as far as it is asked to", async () => {
    await type("throw-switch", "messages", "--reason", "x", "--yes");
    await type("close-switch", "messages");
    const inTwoDays = new Date(Date.now() + 2 * 86_400_000);
    expect((await tryCommand(database.useDatabase, ["log", "--days", "1"], { now: inTwoDays })).printed).toMatch(/\nNothing in the last day\.$/);
    expect((await tryCommand(database.useDatabase, ["log", "--days", "3"], { now: inTwoDays })).printed).toContain("switch.closed");
    for (const days of ["0", "-1", "x", "1.5"]) await expectRefused(["log", `--days=${days}`], "is no number of days");
  });
});

describe("what is typed wrong", () => {
  it("is told in one sentence that shows how to type it", async () => {
    await expectRefused(["resumee", company.name], 'There is no command "resumee"');
    await expectRefused(["resume"], "Which company\\? Type it as: npm run operator -- resume <company>");
    await expectRefused(["resume", company.name, "please"], '"please" is one word too many');
    await expectRefused(["resume", company.name, "--force"], "resume knows no --force");
    await expectRefused(["suspend", company.name, "--reason", "--yes"], "--reason needs its why after it");
    await expectRefused(["suspend", company.name, "--reason", "a", "--reason", "b", "--yes"], "--reason stands there twice");
    await expectRefused(["suspend", company.name, "--reason", "a", "--yes=no"], "--yes takes nothing after it");
    await expectRefused(["set-limit", company.name, "signInsPerMinutePerSite", "-1"], "set-limit knows no -1");
    await expectRefused(["resume", company.name, "--by", "x".repeat(101)], "--by is one line of 100 characters");
  });

  it("is nothing when nothing is typed: then every command is shown", async () => {
    const { printed } = await type();
    for (const name of ["companies", "create-company", "invite-owner", "suspend", "resume", "set-plan", "set-limit", "limits", "switches", "throw-switch", "close-switch", "rotate-keys", "log"]) expect(printed).toContain(`\n  ${name} `);
    for (const help of ["help", "--help", "-h"]) expect((await type(help)).printed).toBe(printed);
  });

  it("is one command's help where that is asked for, and nothing is done", async () => {
    const { printed } = await type("suspend", company.name, "--help");
    expect(printed).toBe("suspend: a company's office and sign-in pages refuse; signing out goes on.\nType it as: npm run operator -- suspend <company> --reason <why> [--by <who>] [--yes]");
    expect((await type("log", "--help")).printed).toContain("log [--company <company>] [--days <days>]");
  });
});
