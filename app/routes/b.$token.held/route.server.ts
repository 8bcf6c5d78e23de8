import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readAsked, refuseHeld, showRecord } from "#app/routes/v.$token.held/held.server.ts";
import { makeOwnBookingContext } from "#worker/context.ts";
import { askInvited, getInvitedRecord } from "#worker/domain/privacy/invited-record.ts";

export async function loader(asked: LoaderFunctionArgs) {
  const { params, context } = asked;
  const token = params.token ?? "";
  try {
    return showRecord(await getInvitedRecord(makeOwnBookingContext(context.request, token), { token }), `/b/${token}`, asked);
  } catch (error) {
    throw refuseHeld(error, context);
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { params, context } = asked;
  const token = params.token ?? "";
  try {
    return await readAsked(asked, `/b/${token}/held`, (input) => askInvited(makeOwnBookingContext(context.request, token), { token, ...input }));
  } catch (error) {
    throw refuseHeld(error, context);
  }
}
