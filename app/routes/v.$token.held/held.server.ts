/** The page of what is held about somebody, whichever link of theirs opens it. */
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readForm, toResponse } from "#app/door.server.ts";
import { messagesOfRequest, visitorHeaders } from "#app/interface-language.server.ts";
import { REQUEST_KINDS, type RequestKind } from "#worker/domain/privacy/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import type { OwnRecord } from "#worker/store/privacy.ts";
import { showHeld, showRequest } from "./shown.server.ts";

/** What is no link of ours answers as one that nobody has. */
export function refuseHeld(error: unknown, context: LoaderFunctionArgs["context"]): unknown {
  return toResponse(error instanceof DomainError && error.code === "INVALID_INPUT" ? new DomainError("NOT_FOUND") : error, context);
}

const OUTCOMES = ["asked", "open"] as const;

/** `backPath`: the page that the link leads to else. */
export function showRecord(record: OwnRecord, backPath: string, { request, context }: Pick<LoaderFunctionArgs, "request" | "context">) {
  const words = messagesOfRequest(request);
  const became = new URL(request.url).searchParams.get("became");
  const { state, siteName, siteAddress, companyName, timeZone, requests } = record;
  return json(
    {
      state,
      siteName,
      siteAddress,
      companyName,
      title: words.held.title(companyName),
      backPath,
      requestId: context.request.makeId(),
      // What waits for its answer, or is shown already, is not asked again.
      without: [...requests.filter((one) => one.state === "open").map(({ kind }) => kind), ...(state === "all" ? ["access"] : [])],
      outcome: OUTCOMES.find((one) => one === became) ?? null,
      held: record.held ? showHeld(record.held, words) : null,
      requests: requests.map((one) => showRequest(one, words, timeZone)),
    },
    { headers: visitorHeaders(request) },
  );
}

/** The form again, with what was typed: in our other language, or with what to correct. */
export interface Refusal {
  typed: { correction: string; erasure: string };
  fault: { kind: RequestKind; error: string } | null;
}

interface Asked {
  requestId: string;
  kind: RequestKind;
  text: string;
}

/** One form holds what can be asked; the button that is pressed says which of it. */
export async function readAsked({ request }: Pick<ActionFunctionArgs, "request">, path: string, ask: (asked: Asked) => Promise<string>) {
  const field = await readForm(request, ["intent", "requestId", "correction", "erasure"]);
  const typed = { correction: field("correction"), erasure: field("erasure") };
  if (field("intent") === "stay") return json<Refusal>({ typed, fault: null }, { headers: visitorHeaders(request) });
  const kind = REQUEST_KINDS.find((one) => one === field("intent"));
  if (!kind) throw new DomainError("UNREADABLE");
  try {
    const became = await ask({ requestId: field("requestId"), kind, text: kind === "access" ? "" : typed[kind] });
    return redirect(`${path}?became=${became}`, { status: 303 });
  } catch (error) {
    if (!(error instanceof DomainError) || !error.fields.text) throw error;
    return json<Refusal>({ typed, fault: { kind, error: error.fields.text } }, { status: 400, headers: visitorHeaders(request) });
  }
}
