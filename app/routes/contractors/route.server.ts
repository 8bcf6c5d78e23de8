import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember } from "#app/door.server.ts";
import { readQuery } from "#app/routes/office/query.server.ts";
import { dayOf } from "#app/routes/office/times.server.ts";
import { getContractors } from "#worker/domain/contractor/list.ts";
import { may } from "#worker/permissions.ts";
import { paperState } from "./paper-state.server.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const found = await getContractors(member);
    const { role, timeZone } = member.entered ?? member.claims;
    const today = dayOf(member.request.now, timeZone);
    const contractors = found.map(({ insuranceUntil, licenceUntil, ...contractor }) => ({ ...contractor, insurance: paperState(insuranceUntil, today), licence: paperState(licenceUntil, today) }));
    return json({ contractors, mayChange: may(role, "contractor.change"), outcome: readQuery(asked.request)("done") ?? null }, { headers: NO_STORE });
  });
}
