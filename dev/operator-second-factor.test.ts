import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makeCompany, startDeskDatabase, tryCommand, type DeskServer, type MadeCompany } from "./testing/operator-desk.ts";

vi.setConfig({ testTimeout: 60_000 });

let database: DeskServer;
let company: MadeCompany;

beforeAll(async () => {
  database = await startDeskDatabase(".state/test-postgres-lost-factor");
  company = await database.useDatabase((client) => makeCompany(client, "Mānuka Glazing"));
}, 60_000);
afterAll(() => database.stop());

const type = (...args: string[]) => tryCommand(database.useDatabase, args);
const remove = (reason = "Rang back on the number we had") => type("remove-second-factor", company.adminEmail.toUpperCase(), "--reason", reason, "--yes");
const factors = () =>
  database.look(
    `select a.totp_secret, (select count(*)::int from passkey k where k.account_id = a.id) as passkeys, (select count(*)::int from recovery_code r where r.account_id = a.id) as codes
       from account a where a.email = $1`,
    [company.adminEmail],
  );

it("lets somebody in by password alone, once they have a second step, and tells them and their company", async () => {
  expect((await remove()).printed).toContain("has a second step. Nothing was changed");
  await database.look("update account set totp_secret = '\\x01', totp_counter = 1 where email = $1", [company.adminEmail]);
  await database.look("insert into recovery_code (account_id, code_hash) select id, '\\x02' from account where email = $1", [company.adminEmail]);
  expect((await remove()).printed).toContain("logs in with the password alone");
  expect(await factors()).toEqual([{ totp_secret: null, passkeys: 0, codes: 0 }]);
  await expect(database.asApplication(["select * from enter_session($1, 'visit.list')", company.sessionHash])).rejects.toMatchObject({ code: "IL401" });
  expect(await database.look("select actor_kind, action, changes ->> 'reason' as reason from audit_event where company_id = $1", [company.id])).toEqual([
    { actor_kind: "operator", action: "account.second-factor-removed", reason: "Rang back on the number we had" },
  ]);
  expect(await database.look("select kind, state, details ->> 'what' as what from mail")).toEqual([{ kind: "second-factor-changed", state: "queued", what: "all-removed" }]);
});

it("is asked about first, and needs an e-mail and a reason", async () => {
  await expect(type("remove-second-factor", company.adminEmail, "--reason", "x")).rejects.toThrow("There is no terminal to ask on");
  await expect(type("remove-second-factor", company.adminEmail, "--yes")).rejects.toThrow("--reason is missing");
  await expect(type("remove-second-factor", "nobody", "--reason", "x", "--yes")).rejects.toThrow("The e-mail can't be used: Enter an e-mail");
});
