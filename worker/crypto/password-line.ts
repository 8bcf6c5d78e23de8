/**
 * Checking a password takes a tenth of a second of the isolate's only thread. In a crowd of log-ins the trips of everybody else would run
 * out of their time behind it. So few are checked at once, the next wait in line, and whoever would wait too long is told so at once.
 */
import { DomainError } from "#worker/errors.ts";

export interface LineRules {
  /** Served at the same time: while one asks the database, another is reckoned. */
  atOnce: number;
  /** In line behind them. */
  waiting: number;
  waitMs: number;
}

interface Place {
  seenAtMs: number;
  isServed: boolean;
}

const LOOK_MS = 40;
/** A request that was cancelled, by a browser that went away, runs nothing any more, not even its `finally`: its place is free after this. */
const LOST_MS = { waiting: 2_000, served: 15_000 };
const RETRY_AFTER_SECONDS = 5;

/** First come, first served. Each waits by timers of its own: a request of a Worker can't be woken by another. */
export class PasswordLine {
  readonly #rules: LineRules;
  #places: Place[] = [];

  constructor(rules: LineRules) {
    this.#rules = rules;
  }

  /** Does the work when its turn has come. Throws BUSY, and has then done nothing, when the line is full or the wait too long. */
  async take<T>(work: () => Promise<T>, waitMs = this.#rules.waitMs): Promise<T> {
    const place = await this.#wait(waitMs);
    try {
      return await work();
    } finally {
      this.#leave(place);
    }
  }

  async #wait(waitMs: number): Promise<Place> {
    const { atOnce, waiting } = this.#rules;
    const beganMs = Date.now();
    const place: Place = { seenAtMs: beganMs, isServed: false };
    this.#dropLost(beganMs);
    if (this.#places.length >= atOnce + waiting) throw busy();
    this.#places.push(place);
    for (;;) {
      const index = this.#places.indexOf(place);
      place.isServed = index >= 0 && index < atOnce;
      if (place.isServed) return place;
      if (index < 0 || place.seenAtMs - beganMs >= waitMs) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      place.seenAtMs = Date.now();
      this.#dropLost(place.seenAtMs);
    }
    this.#leave(place);
    throw busy();
  }

  #leave(place: Place): void {
    this.#places = this.#places.filter((one) => one !== place);
  }

  #dropLost(nowMs: number): void {
    this.#places = this.#places.filter(({ seenAtMs, isServed }) => nowMs - seenAtMs < (isServed ? LOST_MS.served : LOST_MS.waiting));
  }
}

const busy = () => new DomainError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS });

/**
 * The isolate's own: fifty log-ins of one moment are all served, in some four seconds. The hash of a new password is made past it, behind
 * a link or a password that was right: nobody makes a crowd of that.
 */
export const passwordLine = new PasswordLine({ atOnce: 4, waiting: 60, waitMs: 5_000 });
