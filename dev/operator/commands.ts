import { companies, createCompany, resume, suspend } from "./companies.ts";
import type { Command } from "./command.ts";
import { inviteOwner } from "./invite-owner.ts";
import { limits, setLimit, setPlan } from "./limits.ts";
import { log } from "./log.ts";
import { rotateKeys } from "./rotate-keys.ts";
import { removeSecondFactor } from "./second-factor.ts";
import { closeSwitch, switches, throwSwitch } from "./switches.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  companies, createCompany, inviteOwner, suspend, resume, setPlan, setLimit, limits,
  switches, throwSwitch, closeSwitch,
  removeSecondFactor, rotateKeys, log,
];
