/** The editor's requests. A page that went to the server as a page would take what was typed away when that fails. */
import type { Content } from "#worker/domain/induction/content.ts";
import type { Draft } from "./draft.ts";
import { readAnswer, type Answer } from "./saving.ts";

const addressOf = (templateId: string) => `/inductions/${templateId}?_data=${encodeURIComponent("routes/inductions.$id/route")}`;

/** Saves the draft over the one of that number. */
export async function sendDraft(templateId: string, draftNumber: number, draft: Draft): Promise<Answer> {
  if (!navigator.onLine) return { is: "waiting", why: "offline" };
  const form = new FormData();
  for (const [name, value] of Object.entries({ intent: "save", draftNumber: String(draftNumber), name: draft.name, draft: JSON.stringify(draft.content) })) form.append(name, value);
  for (const type of draft.visitorTypes) form.append("visitorTypes", type);
  try {
    const response = await fetch(addressOf(templateId), { method: "POST", body: form });
    return readAnswer(response.status, response.headers.get("X-Remix-Redirect"), await response.json().catch(() => null));
  } catch {
    return { is: "waiting", why: "offline" };
  }
}

/** Keeps the draft as an induction of its own, with that id. `href` leads to it; else a sentence says why not. */
export async function sendCopy(copyId: string, siteId: string | null, draft: Draft): Promise<{ href: string } | { sentence: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ templateId: copyId, name: draft.name, siteId: siteId ?? "all", from: "draft", draft: JSON.stringify(draft.content) })) form.append(name, value);
  for (const type of draft.visitorTypes) form.append("visitorTypes", type);
  try {
    const response = await fetch(`/inductions/new?_data=${encodeURIComponent("routes/inductions.new/route")}`, { method: "POST", body: form });
    const href = `/inductions/${copyId}`;
    if (response.headers.get("X-Remix-Redirect") === href) return { href };
    return { sentence: response.headers.has("X-Remix-Redirect") ? "You were logged out. Log in in another tab, then press again." : readRefusal(await response.json().catch(() => null)) };
  } catch {
    return { sentence: "The server could not be reached. Try again." };
  }
}

function readRefusal(answer: unknown): string {
  const body = answer as { sentence?: string; message?: string; fields?: Record<string, string> } | null;
  const [fault] = Object.values(body?.fields ?? {});
  return fault ? `Fix this first: ${fault}.` : (body?.sentence ?? body?.message ?? "The server did not take it. Try again.");
}

/** What stands at the server now; null when it can't be had. */
export async function fetchDraft(templateId: string): Promise<{ draft: Draft; draftNumber: number } | null> {
  try {
    const response = await fetch(addressOf(templateId));
    if (!response.ok || response.headers.has("X-Remix-Redirect")) return null;
    const { name, visitorTypes, draft, draftNumber } = await response.json<{ name: string; visitorTypes: string[]; draft: Content; draftNumber: number }>();
    return { draft: { name, visitorTypes, content: draft }, draftNumber };
  } catch {
    return null;
  }
}
