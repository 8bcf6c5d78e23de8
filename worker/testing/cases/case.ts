/** What the test of every operation must be told of one: who calls it with what, and what it writes. */
import type { RequestContext } from "#worker/context.ts";
import type { ErrorCode } from "#worker/errors.ts";
import type { MadeSite } from "../factories.ts";
import type { Actor, World } from "../world.ts";

/** Whom an input is made for. */
export interface At {
  world: World;
  /** What it is about, where it is about a site. */
  site: MadeSite;
  /** Who calls; of a stranger's operation, whom it is about. */
  actor: Actor;
  /** The stranger's request. */
  request: RequestContext;
}

/** An event that must stand in a chain afterwards. */
export interface Noted {
  companyId: string;
  action: string;
  actorKind: string;
  actorId: string;
}

/**
 * How another company's id is answered: by a code, by a value, `own` (an answer that tells nothing of the other), or `fails` (in
 * whatever way: it can't come from outside). In all cases nothing is written.
 */
export type Answer = ErrorCode | "own" | "fails" | { value: unknown };

/** What a refusal may write all the same. */
export const COUNTED = ["attempt"] as const;
/** A failed log-in is counted, and stands in the chain of those whom it concerns. */
export const COUNTED_AND_NOTED = ["attempt", "audit_event", "audit_head"] as const;

export interface Case<I = unknown> {
  by: "member" | "visitor" | "visit" | "booking" | "system" | "stranger";
  /** What a valid call is given, made afresh for each call. */
  input?(at: At): Promise<I> | I;
  /** The caller's context, where `by` does not say it. */
  context?(at: At, input: I): unknown;
  /** The parameters, where they are not context and input. */
  args?(context: never, input: I, at: At): unknown[];
  /** The event of a write in the company's chain; none: it reads. */
  event?: string;
  /** It concerns the account: the event stands in the chain of each of its companies. */
  everywhere?: boolean;
  /** The events, where `event` and `everywhere` can't say them. */
  events?(at: At, result: never): Noted[];
  /** By path in the input, where the answer is not NOT_FOUND. */
  crossed?: Record<string, Answer>;
  /** Parts of the input that name what the call is to make: the other company's call has made theirs before. */
  makes?: string[];
  /** The parts of the input that are the caller's whole proof: whoever brings them is the one whom they are about. */
  proof?: string[];
  /** About one's own account: a colleague's ids are worth as little as another company's. */
  own?: boolean;
  /** What a manager of another site gets, where it is not what another company gets. */
  beyond?: Answer;
  /** What a visitor's context with a site that is not its link's gets, where it is not NOT_FOUND. */
  misled?: Answer;
  /** Tables that even a refusal, or a read, writes to. */
  counts?: readonly string[];
  /** Texts of the input that name nobody, and may stand in an event as they are. */
  plain?: string[];
  /** What a reader of everything must find in the answer. */
  sees?(at: At): string;
  /** Puts back what would change the next call. */
  after?(at: At): Promise<unknown>;
}

/** By operation; a second case of the same has a comma and a word after its name. */
export type Cases = Record<string, Case>;

/** Keeps what `input` gives and the other parts take one type. */
export const caseOf = <I>(one: Case<I>): Case => one;
