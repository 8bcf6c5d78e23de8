import type pg from "pg";
import { Failure } from "../failure.ts";
import { makeSigningKey, otherSlot, type Slot } from "../signing-keys.ts";
import { DEPLOYMENT, type Call, type Command } from "./command.ts";
import { inTransaction } from "./find-company.ts";
import { BY } from "./read-arguments.ts";
import { after, lastOf, LONGEST_DAYS, planRotation, VERIFIED, type KeyEvent, type KeyLog, type Step } from "./rotation.ts";
import { drawTable, showInstant } from "./table.ts";

const AGAIN = "npm run operator -- rotate-keys";

/** Two steps, so that no Worker ever meets a statement of a key that it has not got: make the new key, then let it sign. */
export const rotateKeys: Command = {
  name: "rotate-keys",
  positionals: [],
  may: { turn: "", force: "", ...BY },
  asks: true,
  does: "a new signing key beside the old one, then the turn to it; and new context keys",
  async run(call) {
    const step = planRotation(await call.keys.read(), await readKeyLog(call.client), call.keys.settleSeconds, call.now);
    switch (step.next) {
      case "turn": return turn(call, step);
      case "make": return make(call, step.slot);
      case "wait": return makeEarly(call, step);
      case "unknown": throw new Failure("The two Workers sign with different slots, and the log does not say which was meant: set SIGNING_WITH to B on both with npx wrangler secret put, or delete it on both (docs/operations.md).");
    }
  },
};

async function make(call: Call, slot: Slot): Promise<void> {
  if (call.option("turn")) throw new Failure(`There is no new key to turn to yet: run ${AGAIN} without --turn first.`);
  await call.confirm(`A new key goes into slot ${slot}; slot ${otherSlot(slot)} still signs. The database gets new context keys: a request that is under way in that instant is refused, and goes through when it is repeated.`);
  const key = makeSigningKey();
  await call.keys.put(slot, key);
  await inTransaction(call.client, async () => {
    await call.client.query("select operator_rotate_context_key($1)", [call.by]);
    await record(call, { action: "signing-key.made", slot, keyId: key.id });
  });
  call.print(`Step 1 of 2 is done: slot ${slot} holds a new key, and slot ${otherSlot(slot)} still signs. ${call.keys.takesEffect}`);
  call.print(`Step 2: run ${AGAIN} again${call.keys.settleSeconds > 0 ? ` from ${showInstant(after(call.now, call.keys.settleSeconds))} on` : ""}, and slot ${slot} signs.`);
}

async function makeEarly(call: Call, step: Step & { next: "wait" }): Promise<void> {
  const { slot, retiredAt } = step;
  if (retiredAt) call.print(tellVerified(`Slot ${slot}, which signed until ${showInstant(retiredAt)}, still verifies:`, retiredAt, call.now));
  if (!call.option("force")) {
    throw new Failure(retiredAt
      ? `A new key in slot ${slot} would end these early: rotate again after ${showInstant(lastOf(retiredAt))}, or now with --force, as after a leak.`
      : `The log in the database does not tell since when slot ${slot} is off, and what it signed may live for ${LONGEST_DAYS} days: if that is over, or the key must go at once, add --force.`);
  }
  await make(call, slot);
}

async function turn(call: Call, { slot, keyId, settledAt }: Step & { next: "turn" }): Promise<void> {
  if (call.now < settledAt && !call.option("turn")) {
    throw new Failure(`The new key in slot ${slot} may not be known everywhere before ${showInstant(settledAt)}: run ${AGAIN} again then, or now with --turn.`);
  }
  await call.confirm(`Slot ${slot} is about to sign. Slot ${otherSlot(slot)} goes on verifying what it signed.`);
  await call.keys.signWith(slot);
  await record(call, { action: "signing-key.turned", slot, keyId });
  call.print(`Step 2 of 2 is done: slot ${slot} signs. ${call.keys.takesEffect}`);
  call.print(tellVerified(`Slot ${otherSlot(slot)} still verifies what it signed:`, call.now, call.now));
  call.print(`Rotate again after that; sooner, with --force, only where the old key must go at once.`);
}

function tellVerified(head: string, retiredAt: Date, now: Date): string {
  const rows = VERIFIED.map(({ what, seconds }) => ({ what, until: after(retiredAt, seconds) })).filter(({ until }) => until > now);
  return `${head}\n${drawTable(["what", "until at most"], rows.map(({ what, until }) => [what, showInstant(until)]))}`;
}

async function record({ client, by }: Call, { action, slot, keyId }: Omit<KeyEvent, "at">): Promise<void> {
  await client.query("select operator_event($1, $2, $3, $4)", [by, DEPLOYMENT, action, { slot, keyId }]);
}

async function readKeyLog(client: pg.Client): Promise<KeyLog> {
  const { rows: events } = await client.query<KeyEvent>(
    `select action, changes ->> 'slot' as slot, changes ->> 'keyId' as "keyId", at from audit_event
      where company_id = $1 and actor_kind = 'operator' and action in ('signing-key.made', 'signing-key.turned') order by number`, [DEPLOYMENT]);
  const { rows } = await client.query<{ last: Date | null }>("select max(last_at) as last from audit_archive where company_id = $1", [DEPLOYMENT]);
  return { events, archivedUntil: rows[0]?.last ?? null };
}
