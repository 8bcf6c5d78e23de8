/** What becomes of a message: `retry` brings it back after `delaySeconds`; `done` is the end of it. */
export type Fate = { fate: "done" } | { fate: "retry"; delaySeconds: number };

export const DONE: Fate = { fate: "done" };
