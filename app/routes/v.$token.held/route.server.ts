import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/cloudflare";
import { makeVisitContext, signOutTokenOf, type RequestContext } from "#worker/context.ts";
import { askPrivacy, getOwnRecord } from "#worker/domain/privacy/own-record.ts";
import { readDevices } from "#worker/http/session-cookie.ts";
import { readAsked, refuseHeld, showRecord } from "./held.server.ts";

/** The tokens of the visits that this phone made: its cookies prove them. */
async function heldTokens(request: RequestContext, cookies: string | null): Promise<string[]> {
  return (await readDevices(request, cookies)).map(({ visitId, keyId }) => signOutTokenOf(request.settings, keyId, visitId));
}

export async function loader(asked: LoaderFunctionArgs) {
  const { request, params, context } = asked;
  const signOutToken = params.token ?? "";
  try {
    const held = await heldTokens(context.request, request.headers.get("Cookie"));
    const record = await getOwnRecord(makeVisitContext(context.request, signOutToken), { signOutToken, heldTokens: held });
    return showRecord(record, `/v/${signOutToken}`, asked);
  } catch (error) {
    throw refuseHeld(error, context);
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { params, context } = asked;
  const signOutToken = params.token ?? "";
  try {
    return await readAsked(asked, `/v/${signOutToken}/held`, (input) => askPrivacy(makeVisitContext(context.request, signOutToken), { signOutToken, ...input }));
  } catch (error) {
    throw refuseHeld(error, context);
  }
}
