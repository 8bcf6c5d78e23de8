import type pg from "pg";
import type { KeyStore } from "./key-store.ts";
import type { Shape } from "./read-arguments.ts";
import type { Terminal } from "./terminal.ts";

/** A command that is under way. */
export type Call = {
  /** The schema's owner. */
  client: pg.Client;
  /** Who the audit log will name. */
  by: string;
  now: Date;
  positional: (index: number) => string;
  option: (name: string) => string | undefined;
  print: Terminal["print"];
  /** Asks for a "yes" unless --yes was given. Throws Failure when there is none. */
  confirm: (whatWillHappen: string) => Promise<void>;
  keys: KeyStore;
  /** Where people reach this deployment; null when it is not known here. */
  origin: string | null;
};

export type Command = Shape & {
  /** One line of the help. */
  does: string;
  /** Does it, and prints what was done. Throws Failure. */
  run: (call: Call) => Promise<void>;
};

/** The company of the deployment's own chain of events. It is nobody's, and no command is for it. */
export const DEPLOYMENT = "00000000-0000-0000-0000-000000000000";
