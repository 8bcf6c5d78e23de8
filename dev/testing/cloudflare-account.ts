import type { Runner } from "../deploy/steps.ts";

export const CONSUMER = "queue-consumer/wrangler.toml";
export const WORKER = "wrangler.toml";
export const ORIGIN = "https://inductlite.example.workers.dev";
export const LOGIN_URL = "postgres://inductlite_app_login:login-secret@ep-a.ap-southeast-2.aws.neon.tech/neondb?sslmode=require";

/** Cloudflare as far as the steps can tell: what exists, and which secrets each Worker has. */
export class Account {
  readonly existing = new Set<string>();
  readonly secrets = new Map<string, Map<string, string>>();
  readonly asked: string[] = [];
  readonly inputs: string[] = [];
  loginPasswords: (string | null)[] = [];
  health = true;
  /** A command that fails, by its beginning, with what it prints. */
  broken: { command: string; output: string } | undefined;

  readonly runner: Runner = {
    wrangler: async (args, input) => this.#wrangler([...args], input),
    build: async () => void this.asked.push("build"),
    prepareDatabase: async (_ownerUrl, { password }) => {
      this.asked.push("database");
      this.loginPasswords.push(password);
      return { applied: 4, loginUrl: password === null ? null : LOGIN_URL };
    },
    isHealthy: async (origin) => this.asked.push(`health ${origin}`) > 0 && this.health,
  };

  #wrangler(args: string[], input: string | undefined) {
    const command = args.join(" ");
    this.asked.push(command);
    if (input !== undefined) this.inputs.push(input);
    if (this.broken && command.startsWith(this.broken.command)) return { code: 1, output: this.broken.output };
    if (/ info /.test(command)) return this.existing.has(args.at(-1) ?? "") ? { code: 0, output: "" } : { code: 1, output: "does not exist" };
    if (/ create /.test(command)) this.existing.add(args[args.indexOf("create") + 1] ?? "");
    if (command.startsWith("secret list")) {
      const set = this.secrets.get(args[3] ?? "");
      return set ? { code: 0, output: `\n${JSON.stringify([...set.keys()].map((name) => ({ name, type: "secret_text" })), null, 2)}` } : { code: 1, output: '[ERROR] Worker "x" not found.' };
    }
    if (command.startsWith("secret put")) {
      const config = args[4] ?? "";
      this.secrets.set(config, (this.secrets.get(config) ?? new Map<string, string>()).set(args[2] ?? "", input ?? ""));
    }
    if (command.startsWith("secret delete")) this.secrets.get(args[4] ?? "")?.delete(args[2] ?? "");
    if (command === `deploy -c ${WORKER} --minify`) return { code: 0, output: `Deployed inductlite triggers\n  ${ORIGIN}\n  schedule: * * * * *` };
    return { code: 0, output: command === "whoami --json" ? '{"loggedIn":true,"accounts":[{"id":"a"}]}' : "" };
  }
}
