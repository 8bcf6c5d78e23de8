/** One socket to one site's object: connects, notices when it is gone, and connects again. */
import type { RegisterMessage } from "#worker/durable/site-register.ts";

/** `away`: it was tried so often that nobody should wait for it. */
export type LinkState = "starting" | "live" | "reconnecting" | "away";

interface Watching {
  siteId: string;
  /** The number of the register that the page shows. */
  have: () => number;
  onMessage: (message: RegisterMessage) => void;
  onState: (state: LinkState) => void;
  /** The session has ended, or the site is not theirs to see any more: nothing is tried again. */
  onEnded: () => void;
}

const ENDED = 4401;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const PING_MS = 25_000;
const ANSWER_WITHIN_MS = 10_000;
const TRIES_BEFORE_AWAY = 3;

/** Twice as long after each try, and never all pages at once. */
export function waitAfter(tries: number, random: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries) * (0.5 + random / 2);
}

class SiteSocket {
  readonly #watching: Watching;
  readonly #pinging: ReturnType<typeof setInterval>;
  #socket: WebSocket | undefined;
  #tries = 0;
  #isOver = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(watching: Watching) {
    this.#watching = watching;
    this.#pinging = setInterval(() => this.#ping(ANSWER_WITHIN_MS), PING_MS);
    this.#connect();
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const { siteId, have } = this.#watching;
    const address = new URL(`/register/live?site=${siteId}&have=${have()}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#take(data));
    socket.addEventListener("close", ({ code }) => {
      if (this.#socket === socket) this.#lost(code);
    });
  }

  #take(data: unknown): void {
    clearTimeout(this.#silence);
    if (typeof data !== "string" || !data.startsWith("{")) return;
    this.#tries = 0;
    this.#watching.onState("live");
    this.#watching.onMessage(JSON.parse(data) as RegisterMessage);
  }

  #lost(code: number): void {
    this.#socket = undefined;
    clearTimeout(this.#silence);
    if (this.#isOver) return;
    if (code === ENDED) {
      this.#isOver = true;
      this.#watching.onState("away");
      this.#watching.onEnded();
      return;
    }
    this.#watching.onState(this.#tries < TRIES_BEFORE_AWAY ? "reconnecting" : "away");
    this.#retry = setTimeout(() => this.#connect(), waitAfter(this.#tries, Math.random()));
    this.#tries += 1;
  }

  /** A line that is dead closes nothing by itself: what isn't answered in time is taken for gone. */
  #ping(withinMs: number): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send("ping");
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      const gone = this.#socket;
      this.#lost(0);
      gone?.close();
    }, withinMs);
  }

  /** Somebody looks again, or the network has come or gone: nothing to wait for. */
  readonly hurry = (): void => {
    if (this.#socket) this.#ping(ANSWER_WITHIN_MS / 4);
    else if (!this.#isOver && document.visibilityState === "visible" && navigator.onLine) this.#connect();
  };

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    clearInterval(this.#pinging);
    this.#socket?.close();
  }
}

/** Gives what ends it. */
export function watchSite(watching: Watching): () => void {
  const socket = new SiteSocket(watching);
  const { hurry } = socket;
  window.addEventListener("online", hurry);
  window.addEventListener("offline", hurry);
  document.addEventListener("visibilitychange", hurry);
  return () => {
    window.removeEventListener("online", hurry);
    window.removeEventListener("offline", hurry);
    document.removeEventListener("visibilitychange", hurry);
    socket.end();
  };
}
