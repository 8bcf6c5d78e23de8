import { randomUUID } from "node:crypto";
import { Failure } from "../failure.ts";
import type { Command } from "./command.ts";
import { findCompany, inTransaction, readReason } from "./find-company.ts";
import { makeOwnerLink, OWNER, printOwnerLink } from "./owner-link.ts";
import { BY } from "./read-arguments.ts";

/** For a company that no owner can get into: its first link lapsed, or its owner lost every way in. */
export const inviteOwner: Command = {
  name: "invite-owner",
  positionals: ["company"],
  needs: { ...OWNER, reason: "why" },
  may: BY,
  asks: true,
  does: "a link for one more owner, where no owner can invite: the first link lapsed, or they lost every way in",
  async run(call) {
    const { client, by } = call;
    const company = await findCompany(call, call.positional(0));
    const reason = readReason(call.option("reason") ?? "");
    const link = makeOwnerLink(call);
    const { rowCount } = await client.query("select from member m join account a on a.id = m.account_id where m.company_id = $1 and a.email = $2", [company.id, link.email]);
    if (rowCount) throw new Failure(`${link.email} is in the team of ${company.name} already: name another address, or let an owner there change the role.`);
    await call.confirm(`${link.name} (${link.email}) is about to get a link to become an owner of ${company.name} (${company.id}), with every right in it.`);
    await inTransaction(client, async () => {
      const id = randomUUID();
      await client.query("update invite set revoked_at = clock_timestamp() where company_id = $1 and email = $2 and accepted_at is null and revoked_at is null", [company.id, link.email]);
      await client.query("insert into invite (company_id, id, email, name, role, token_hash, expires_at) values ($1, $2, $3, $4, 'owner', $5, $6)",
        [company.id, id, link.email, link.name, link.tokenHash, link.expiresAt]);
      await client.query("select operator_event($1, $2, 'member.invited', $3, $4)", [by, company.id, { role: "owner", inviteId: id, reason }, { email: link.email, name: link.name }]);
    });
    printOwnerLink(call, link);
  },
};
