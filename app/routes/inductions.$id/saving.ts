/** What became of a save, and what the editor says of it. */
import type { Checks } from "./checks.server.ts";

export type Answer =
  | { is: "saved"; draftNumber: number; checks: Checks }
  | { is: "stale" }
  | { is: "invalid"; fields: Record<string, string> }
  /** It is tried again by itself. */
  | { is: "waiting"; why: "offline" | "logged-out" | "failed" }
  | { is: "refused"; sentence: string };

export type SaveState =
  | { is: "saved"; at: Date | null }
  | { is: "unsaved" }
  | { is: "saving" }
  | Exclude<Answer, { is: "saved" }>;

export const SAVE_AFTER_MS = 1_500;
export const TRY_AGAIN_MS = 10_000;

const isObject = (body: unknown): body is Record<string, unknown> => typeof body === "object" && body !== null;

/** What the server's answer means. `redirectTo` is where it leads, such as to the log-in page. */
export function readAnswer(status: number, redirectTo: string | null, body: unknown): Answer {
  if (redirectTo !== null) return { is: "waiting", why: "logged-out" };
  if (!isObject(body) || status >= 500 || status === 429) return { is: "waiting", why: "failed" };
  if (status === 200 && typeof body["draftNumber"] === "number") return { is: "saved", draftNumber: body["draftNumber"], checks: body["checks"] as Checks };
  if (status === 409) return { is: "stale" };
  if (status === 400 && isObject(body["fields"])) return { is: "invalid", fields: body["fields"] as Record<string, string> };
  return { is: "refused", sentence: typeof body["message"] === "string" ? body["message"] : "The server did not take it." };
}

/** Whether leaving now would lose something. */
export const wouldLose = ({ is }: SaveState): boolean => is !== "saved";

/** The block that a refused field is in, by the field's path: "draft.blocks.3.text.en". */
export function placeOf(path: string): number | null {
  const [, place] = /^draft\.blocks\.(\d+)(?:\.|$)/.exec(path) ?? [];
  return place === undefined ? null : Number(place);
}

/** In plain words, for the line beside the buttons. */
export function wordsOf(state: SaveState): string {
  switch (state.is) {
    case "saved":
      return state.at ? `Saved at ${new Intl.DateTimeFormat("en-NZ", { hour: "numeric", minute: "2-digit" }).format(state.at)}` : "All changes are saved";
    case "unsaved":
      return "Not saved yet";
    case "saving":
      return "Saving…";
    case "stale":
      return "Not saved: somebody else changed this";
    case "invalid":
      return "Not saved: something needs fixing";
    case "waiting":
      return WAITING[state.why];
    case "refused":
      return `Not saved: ${state.sentence}`;
  }
}

const WAITING = {
  offline: "Not saved: offline, will try again",
  "logged-out": "Not saved: you were logged out. Log in in another tab, and it is saved by itself",
  failed: "Not saved: the server did not answer, will try again",
};
