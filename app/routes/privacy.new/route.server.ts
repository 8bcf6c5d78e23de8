import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { readQuery } from "#app/routes/office/query.server.ts";
import { dayOf } from "#app/routes/office/times.server.ts";
import { phoneText } from "#app/routes/office/words.ts";
import { getPersonOfVisit, recordRequest } from "#worker/domain/privacy/record.ts";
import type { RequestKind } from "#worker/domain/privacy/schemas.ts";
import { DomainError } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** An address names a visit, and nobody. */
export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const visitId = readQuery(asked.request)("visit") ?? "";
    const { name, phone } = await getPersonOfVisit(member, { visitId }).catch((error: unknown) => {
      throw error instanceof DomainError && error.code === "INVALID_INPUT" ? new DomainError("NOT_FOUND") : error;
    });
    const { timeZone } = member.entered ?? member.claims;
    return json({ requestId: member.request.makeId(), visitId, name, phone: phoneText(phone), today: dayOf(member.request.now, timeZone) }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["requestId", "visitId", "kind", "text", "cameOn"]);
    const typed = { kind: field("kind"), text: field("text"), cameOn: field("cameOn") };
    const [requestId, visitId] = [field("requestId"), field("visitId")];
    try {
      await recordRequest(member, { requestId, visitId, kind: typed.kind as RequestKind, text: typed.text, cameOn: typed.cameOn });
      return redirect(`/privacy/${requestId}?done=recorded`, { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error, typed, asked.context);
    }
  });
}
