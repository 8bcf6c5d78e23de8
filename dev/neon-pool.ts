import type pg from "pg";
import { NeonSession, type Outcome, type SessionRequest } from "./neon-session.ts";

type Waiter = { resolve: (session: NeonSession) => void; reject: (error: unknown) => void };

/** The sessions of one user on one database: lent for one request each, and again when they have been reset. */
export class NeonPool {
  readonly #config: pg.ClientConfig;
  readonly #maxSessions: number;
  readonly #idle: NeonSession[] = [];
  readonly #open = new Set<NeonSession>();
  readonly #waiters: Waiter[] = [];
  #count = 0;
  #isClosed = false;

  constructor(config: pg.ClientConfig, maxSessions: number) {
    this.#config = config;
    this.#maxSessions = maxSessions;
  }

  /** No session is open. */
  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Runs one request. Rejects when no session can be opened, or the session is lost while it runs. */
  async run(request: SessionRequest, responseLimitBytes: number): Promise<Outcome> {
    const session = this.#idle.pop() ?? (await this.#obtain());
    return session.run(request, responseLimitBytes);
  }

  /** Closes every session; requests that run are cut off. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(new Error("the endpoint is closing"));
    await Promise.all([...this.#open].map((session) => session.close().catch(() => undefined)));
  }

  #obtain(): Promise<NeonSession> {
    if (this.#isClosed) return Promise.reject(new Error("the endpoint is closing"));
    if (this.#count < this.#maxSessions) return this.#connect();
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  async #connect(): Promise<NeonSession> {
    this.#count += 1;
    try {
      const session = await NeonSession.open(this.#config, (idle) => this.#lend(idle), (ended) => this.#forget(ended));
      this.#open.add(session);
      return session;
    } catch (error) {
      this.#count -= 1;
      // With no session left to come back, those who wait would wait for ever.
      if (this.#count === 0) for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
      throw error;
    }
  }

  #lend(session: NeonSession): void {
    const waiter = this.#waiters.shift();
    if (waiter) waiter.resolve(session);
    else this.#idle.push(session);
  }

  #forget(session: NeonSession): void {
    if (!this.#open.delete(session)) return;
    this.#count -= 1;
    const index = this.#idle.indexOf(session);
    if (index >= 0) this.#idle.splice(index, 1);
    const waiter = this.#isClosed ? undefined : this.#waiters.shift();
    if (waiter) this.#connect().then(waiter.resolve, waiter.reject);
  }
}
