/**
 * One object per site. It keeps who is on site, by the numbers that Postgres gave to the changes, and tells the pages that watch, over
 * WebSockets that cost nothing while nobody comes or goes. A number that is missing makes it read the whole register.
 */
import { DurableObject } from "cloudflare:workers";
import { makeRegisterContext, makeRequestContext, type TenantContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { proveWatchers, readRegister } from "#worker/domain/visit/live-register.ts";
import { PresentPeople } from "#worker/durable/present.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { getLimit, LIFETIMES } from "#worker/limits.ts";
import { log } from "#worker/log.ts";
import type { Present, RegisterChange } from "#worker/store/register.ts";

/** Why the object closes a socket, as the page reads it. */
export const CLOSED = { notAllowed: 1008, again: 1012, later: 1013, ended: 4401 } as const;

/** As much as the first answer of a connection holds; what is longer the page loads for itself. */
const MESSAGE_BYTES = 14 * 1024;
/** Two answers of the database may overtake each other by so much before a number counts as missing. */
const OVERTAKEN_MS = 150;

/** `since` is the number that this goes on from. `reload`: too much has changed to be told, so the page loads itself anew. */
export interface RegisterMessage {
  since: number;
  number: number;
  joined: Present[];
  left: string[];
  onSite: number;
  /** When the object last knew it to be so: ISO 8601, UTC. */
  at: string;
  reload?: true;
}

/** Who watches, as the Worker has just proved it. `number` is the register's in that trip, `have` the one that the page shows. */
export interface Watcher {
  sessionId: string;
  memberId: string;
  untilMs: number;
  number: number;
  have: number | null;
}

type Attached = Pick<Watcher, "sessionId" | "memberId" | "untilMs">;

export class SiteRegister extends DurableObject<Env> {
  readonly #present: PresentPeople;
  readonly #ahead = new Map<number, RegisterChange>();
  #reading: Promise<void> | undefined;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#present = new PresentPeople(state.storage);
    state.storage.sql.exec("create table if not exists own (name text primary key, value blob not null) without rowid");
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  #own(name: "secret" | "watched" | "proven-at"): ArrayBuffer | number | undefined {
    return this.ctx.storage.sql.exec<{ value: ArrayBuffer | number }>("select value from own where name = ?", name).toArray()[0]?.value;
  }

  #keep(name: "secret" | "watched" | "proven-at", value: ArrayBuffer | number): void {
    this.ctx.storage.sql.exec("insert into own (name, value) values (?, ?) on conflict (name) do update set value = excluded.value", name, value);
  }

  /** The digest of this object's own secret, made once: what a member brings to the database, so that the object may read its site's register. */
  reader(): Uint8Array {
    let secret = this.#own("secret");
    if (!(secret instanceof ArrayBuffer)) this.#keep("secret", (secret = crypto.getRandomValues(new Uint8Array(32)).buffer));
    return sha256Of(new Uint8Array(secret));
  }

  /** What it knows: for tests, and for whoever asks how old that is. */
  state(): { number: number | null; people: Present[]; at: string } {
    return { number: this.#present.number, people: this.#present.list(), at: new Date(this.#present.atMs).toISOString() };
  }

  /** Changes that were committed. The next number is taken and told, an older one known already; one that is ahead waits a moment for those between. */
  async apply(changes: RegisterChange[]): Promise<void> {
    // Nobody has ever watched here, so nothing may be read either.
    if (this.#own("watched") === undefined) return;
    for (const change of changes) if (change.number > (this.#present.number ?? -1)) this.#ahead.set(change.number, change);
    this.#takeAhead();
    if (this.#ahead.size === 0) return;
    if (this.#present.number !== null) await scheduler.wait(OVERTAKEN_MS);
    this.#takeAhead();
    if (this.#ahead.size > 0) await this.#catchUp(Math.max(...this.#ahead.keys()));
  }

  #takeAhead(): void {
    const before = this.#present.number;
    if (before === null) return;
    for (let change = this.#ahead.get(before + 1); change; change = this.#ahead.get(change.number + 1)) this.#present.take(change, Date.now());
    const now = this.#present.number ?? before;
    for (const number of this.#ahead.keys()) if (number <= now) this.#ahead.delete(number);
    if (now > before) this.#broadcast(before);
  }

  /** Reads until this number is in here. Gives whether it is. */
  async #catchUp(number: number): Promise<boolean> {
    const isBehind = () => (this.#present.number ?? -1) < number;
    // The first may have begun before that number was committed.
    for (let tries = 0; tries < 2 && isBehind(); tries += 1) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = undefined;
      });
      await this.#reading;
    }
    // What can't be read now is found again by the next number.
    if (isBehind()) this.#ahead.clear();
    return !isBehind();
  }

  async #read(): Promise<void> {
    const before = this.#present.number;
    try {
      const { number, people } = await readRegister(this.#context());
      // Overtaken by a change that was told meanwhile. One below where it began is of a database that was set back.
      if (number < (this.#present.number ?? -1) && number >= (before ?? -1)) return;
      const told = this.#present.number;
      this.#present.replace(number, people, Date.now());
      // Of the first read each page is told when it is let in.
      if (told !== null && told !== number) this.#broadcast(told);
      this.#takeAhead();
    } catch (error) {
      this.#noteUnread(error);
    }
  }

  #noteUnread(error: unknown): void {
    log({ requestId: "site-register" }, { event: "register.unread", reason: error instanceof DomainError ? error.code : "INTERNAL" });
  }

  #context(): TenantContext {
    const request = makeRequestContext(this.env, { requestId: "site-register", now: new Date(), address: null, userAgent: null });
    return makeRegisterContext(request, this.reader());
  }

  /** A socket of somebody whom the Worker has proved a moment ago. Only the Worker reaches this. */
  override async fetch(request: Request): Promise<Response> {
    if (this.#open().length >= getLimit(this.env, "registerSocketsPerSite")) return new Response(null, { status: 429 });
    const { number, have, ...attached } = JSON.parse(request.headers.get("X-Watcher") ?? "") as Watcher;
    this.#keep("watched", 1);
    this.#keep("proven-at", Date.now());
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [`session:${attached.sessionId}`, `member:${attached.memberId}`]);
    server.serializeAttachment(attached satisfies Attached);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + LIFETIMES.watchersProvenMs);
    this.ctx.waitUntil(this.#welcome(server, number, have));
    return new Response(null, { status: 101, webSocket: client });
  }

  async #welcome(socket: WebSocket, number: number, have: number | null): Promise<void> {
    if (await this.#catchUp(number)) send(socket, this.#message(have));
    else socket.close(CLOSED.later, "The register can't be read just now");
  }

  /** What has changed since that number; of one that is too long ago, that it has. */
  #message(from: number | null): string {
    const { number, count, atMs } = this.#present;
    const known = { since: from ?? 0, number: number ?? 0, onSite: count, at: new Date(atMs).toISOString() };
    const difference = from === null ? null : this.#present.since(from);
    const text = JSON.stringify({ ...known, ...difference });
    if (difference && new TextEncoder().encode(text).length <= MESSAGE_BYTES) return text;
    return JSON.stringify({ ...known, joined: [], left: [], reload: true } satisfies RegisterMessage);
  }

  #open(): WebSocket[] {
    return this.ctx.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN);
  }

  #broadcast(from: number | null): void {
    const sockets = this.#open();
    if (sockets.length === 0) return;
    const message = this.#message(from);
    for (const socket of sockets) send(socket, message);
  }

  /** Once a minute while somebody watches: are they still who may? And is nothing missing? One trip for all. */
  override async alarm(): Promise<void> {
    const nowMs = Date.now();
    for (const socket of this.#open()) if (attachedTo(socket).untilMs <= nowMs) socket.close(CLOSED.ended, "The session has ended");
    const sockets = this.#open();
    if (sockets.length === 0) return;
    await this.ctx.storage.setAlarm(nowMs + LIFETIMES.watchersProvenMs);
    try {
      const { number, alive } = await proveWatchers(this.#context(), { sessionIds: [...new Set(sockets.map((socket) => attachedTo(socket).sessionId))] });
      this.#keep("proven-at", nowMs);
      for (const socket of sockets) if (!alive.includes(attachedTo(socket).sessionId)) socket.close(CLOSED.ended, "The session has ended");
      if (number === this.#present.number) this.#present.atMs = nowMs;
      else if (number < (this.#present.number ?? -1)) await this.#read();
      else await this.#catchUp(number);
      this.#broadcast(this.#present.number);
    } catch (error) {
      this.#noteUnread(error);
      const isAway = !(error instanceof DomainError) || error.code === "UNAVAILABLE";
      const provenAt = Number(this.#own("proven-at") ?? 0);
      // While the database is away they stay as they were proved, but not for ever.
      if (!isAway || provenAt + LIFETIMES.watchersUnprovenMs <= nowMs) for (const socket of sockets) socket.close(isAway ? CLOSED.later : CLOSED.again, "Connect again");
    }
  }

  /** A page has nothing to say but "ping", which is answered without waking this. */
  override webSocketMessage(socket: WebSocket): void {
    socket.close(CLOSED.notAllowed, "Nothing is expected here");
  }

  override webSocketClose(socket: WebSocket): void {
    socket.close();
  }
}

const attachedTo = (socket: WebSocket) => socket.deserializeAttachment() as Attached;

function send(socket: WebSocket, message: string): void {
  try {
    socket.send(message);
  } catch {
    // It closed meanwhile; its page connects again.
  }
}
