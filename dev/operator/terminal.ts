import { createInterface } from "node:readline/promises";
import { Failure } from "../failure.ts";

/** Where commands are typed and answered. */
export type Terminal = {
  print: (text: string) => void;
  /** What somebody answers; null where nobody is there to be asked. */
  ask: (question: string) => Promise<string | null>;
};

export const realTerminal: Terminal = {
  print: (text) => void process.stdout.write(`${text}\n`),
  ask: async (question) => {
    if (!process.stdin.isTTY) return null;
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return await terminal.question(question);
    } finally {
      terminal.close();
    }
  },
};

/** Goes on only after a "yes". Throws Failure when there is another answer, or nobody to ask. */
export async function requireYes({ print, ask }: Terminal, whatWillHappen: string): Promise<void> {
  print(whatWillHappen);
  const answer = await ask('Type "yes" to go on: ');
  if (answer === null) throw new Failure("There is no terminal to ask on: nothing was changed. Add --yes to go on without being asked.");
  if (answer.trim() !== "yes") throw new Failure("Nothing was changed.");
}
