import { createHash, randomUUID } from "node:crypto";
import { chmodSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./folders.ts";
import { Refusal, type Sent } from "./mailbox-rules.ts";

export type KeptMail = Sent & {
  id: string;
  /** When it came, in UTC. */
  at: string;
};

/** A mail as its file holds it: with its place among all, and what it was sent under. */
type Entry = { number: number; mail: KeptMail; key: string | null; digest: string };

const keyLifetimeMs = 24 * 3600 * 1000;

/** The last mails, a file each in a folder that its owner alone reads, so that they are there after a restart. */
export class MailStore {
  readonly #folder: string;
  readonly #most: number;
  /** Oldest first. */
  readonly #entries: Entry[];

  constructor(folder: string, most = 500) {
    this.#folder = folder;
    this.#most = most;
    makeFolder(folder);
    chmodSync(folder, 0o700);
    this.#entries = readdirSync(folder).filter((name) => /^\d+\.json$/.test(name)).sort().flatMap((name) => this.#read(name));
    this.#dropOldest();
  }

  /** Newest first; with `to`, only what went to that address. */
  list(to?: string): KeptMail[] {
    const wanted = to?.toLowerCase();
    return this.#entries.map(({ mail }) => mail).filter((mail) => wanted === undefined || mail.to.some((each) => each.toLowerCase() === wanted)).reverse();
  }

  find(id: string): KeptMail | undefined {
    return this.#entries.find(({ mail }) => mail.id === id)?.mail;
  }

  /**
   * Keeps a mail. Under a key that was used in the last 24 hours gives the mail that came then.
   * @throws Refusal when the key came with another mail.
   */
  keep(sent: Sent, key: string | null): KeptMail {
    const digest = createHash("sha256").update(JSON.stringify(sent)).digest("hex");
    const earlier = key === null ? undefined : this.#entries.find((entry) => entry.key === key && Date.now() - Date.parse(entry.mail.at) < keyLifetimeMs);
    if (earlier && earlier.digest !== digest) {
      throw new Refusal(409, "invalid_idempotent_request", "Same idempotency key used with a different request payload.");
    }
    if (earlier) return earlier.mail;
    const mail = { ...sent, id: randomUUID(), at: new Date().toISOString() };
    const entry = { number: (this.#entries.at(-1)?.number ?? 0) + 1, mail, key, digest };
    this.#write(entry);
    this.#entries.push(entry);
    this.#dropOldest();
    return mail;
  }

  #pathOf({ number }: { number: number }): string {
    return join(this.#folder, `${String(number).padStart(8, "0")}.json`);
  }

  #write(entry: Entry): void {
    const path = this.#pathOf(entry);
    writeFileSync(`${path}.new`, JSON.stringify(entry), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  // A file that a full disk cut short is one mail less, no reason not to start.
  #read(name: string): Entry[] {
    try {
      return [JSON.parse(readFileSync(join(this.#folder, name), "utf8")) as Entry];
    } catch {
      return [];
    }
  }

  #dropOldest(): void {
    for (const entry of this.#entries.splice(0, Math.max(0, this.#entries.length - this.#most))) rmSync(this.#pathOf(entry), { force: true });
  }
}
