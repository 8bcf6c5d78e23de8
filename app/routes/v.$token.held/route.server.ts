import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readForm, toResponse } from "#app/door.server.ts";
import { messagesOfRequest, visitorHeaders } from "#app/interface-language.server.ts";
import { makeVisitContext, signOutTokenOf, type RequestContext } from "#worker/context.ts";
import { askPrivacy, getOwnRecord } from "#worker/domain/privacy/own-record.ts";
import { REQUEST_KINDS, type RequestKind } from "#worker/domain/privacy/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import { readDevices } from "#worker/http/session-cookie.ts";
import { showHeld, showRequest } from "./shown.server.ts";

/** What is no link of ours answers as one that nobody has. */
function refuse(error: unknown, context: LoaderFunctionArgs["context"]): unknown {
  return toResponse(error instanceof DomainError && error.code === "INVALID_INPUT" ? new DomainError("NOT_FOUND") : error, context);
}

/** The tokens of the visits that this phone made: its cookies prove them. */
async function heldTokens(request: RequestContext, cookies: string | null): Promise<string[]> {
  return (await readDevices(request, cookies)).map(({ visitId, keyId }) => signOutTokenOf(request.settings, keyId, visitId));
}

const OUTCOMES = ["asked", "open"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signOutToken = params.token ?? "";
  try {
    const held = await heldTokens(context.request, request.headers.get("Cookie"));
    const record = await getOwnRecord(makeVisitContext(context.request, signOutToken), { signOutToken, heldTokens: held });
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
        visitPath: `/v/${signOutToken}`,
        requestId: context.request.makeId(),
        // What waits for its answer, or is shown already, is not asked again.
        without: [...requests.filter((one) => one.state === "open").map(({ kind }) => kind), ...(state === "all" ? ["access"] : [])],
        outcome: OUTCOMES.find((one) => one === became) ?? null,
        held: record.held ? showHeld(record.held, words) : null,
        requests: requests.map((one) => showRequest(one, words, timeZone)),
      },
      { headers: visitorHeaders(request) },
    );
  } catch (error) {
    throw refuse(error, context);
  }
}

/** The form again: what was typed, and what to mend. */
export interface Refusal {
  kind: RequestKind;
  text: string;
  error: string;
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signOutToken = params.token ?? "";
  try {
    const field = await readForm(request, ["intent", "requestId", "text"]);
    const kind = REQUEST_KINDS.find((one) => one === field("intent"));
    if (!kind) throw new DomainError("UNREADABLE");
    try {
      const became = await askPrivacy(makeVisitContext(context.request, signOutToken), { signOutToken, requestId: field("requestId"), kind, text: field("text") });
      return redirect(`/v/${signOutToken}/held?became=${became}`, { status: 303 });
    } catch (error) {
      if (!(error instanceof DomainError) || !error.fields.text) throw error;
      return json<Refusal>({ kind, text: field("text"), error: error.fields.text }, { status: 400, headers: visitorHeaders(request) });
    }
  } catch (error) {
    throw refuse(error, context);
  }
}
