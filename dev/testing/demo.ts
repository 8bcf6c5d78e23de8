import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export type Demo = { app: string; signIn: string; mailbox: string; admin: { email: string; password: string } };

const patienceMs = 60_000;

/** The links and the login of the seeded server that the browser tests run against; waits until its seed is done. */
export async function readDemo(): Promise<Demo> {
  const path = join(process.env["E2E_STATE"] ?? ".state/e2e", "demo.json");
  for (const deadline = Date.now() + patienceMs; !existsSync(path) && Date.now() < deadline; ) await pause(100);
  return JSON.parse(readFileSync(path, "utf8")) as Demo;
}
