import { email } from "#worker/domain/account/schemas.ts";
import { Failure } from "../failure.ts";
import type { Command } from "./command.ts";
import { change, readReason } from "./find-company.ts";
import { BY } from "./read-arguments.ts";

export const removeSecondFactor: Command = {
  name: "remove-second-factor",
  positionals: ["e-mail"],
  needs: { reason: "how you know that it is them" },
  may: BY,
  asks: true,
  does: "lets somebody in by password alone who has lost phone, passkeys and recovery codes",
  async run(call) {
    const parsed = email.safeParse(call.positional(0));
    if (!parsed.success) throw new Failure(`The e-mail can't be used: ${parsed.error.issues[0]?.message ?? "it is empty"}.`);
    const reason = readReason(call.option("reason") ?? "");
    await call.confirm(`The app, passkeys and recovery codes of ${parsed.data} are about to be removed, and every session ended. Be sure that it is them who ask: call a number that you knew before.`);
    if (!(await change(call, "operator_remove_second_factor($1, $2, $3)", [call.by, parsed.data, reason]))) {
      return call.print(`No account of ${parsed.data} has a second step. Nothing was changed.`);
    }
    call.print(`${parsed.data} logs in with the password alone until a new second step is set up. They are told by mail, and the log of each of their companies says so.`);
  },
};
