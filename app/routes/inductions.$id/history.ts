/** What can be undone, and done again. */

export interface History<T> {
  past: T[];
  present: T;
  future: T[];
  /** Of the last change: typing on in the same field is one step. */
  last: { key: string; atMs: number } | null;
}

const STEPS_KEPT = 200;
const PAUSE_MS = 1_000;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], last: null });

/** A change. Without a key, or after a pause, it is a step of its own. What had been undone is given up. */
export function change<T>(history: History<T>, next: T, key: string | null, atMs: number): History<T> {
  if (next === history.present) return history;
  const goesOn = key !== null && history.last?.key === key && atMs - history.last.atMs < PAUSE_MS;
  const past = goesOn ? history.past : [...history.past, history.present].slice(-STEPS_KEPT);
  return { past, present: next, future: [], last: key === null ? null : { key, atMs } };
}

/** Back by one step; the same where there is none. */
export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], last: null };
}

/** Forth again by one step. */
export function redo<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future, last: null };
}

/** One of two that came from different hands is kept; undoing brings the other back. */
export function keep<T>(history: History<T>, kept: T, other: T): History<T> {
  return { past: [...history.past, other].slice(-STEPS_KEPT), present: kept, future: [], last: null };
}
