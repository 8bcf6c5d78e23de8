import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm, requireId, requireWhole } from "#app/door.server.ts";
import { addressWith } from "#app/routes/office/query.server.ts";
import { readSite, refuseSite } from "#app/routes/sites/site-form.server.ts";
import { editSite } from "#worker/domain/site/edit.ts";
import { getSitesToChange } from "#worker/domain/site/list.ts";
import { DomainError } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const siteId = requireId(asked);
    const site = (await getSitesToChange(member)).find(({ id }) => id === siteId);
    if (!site) throw new DomainError("NOT_FOUND");
    const { id, name, address, timeZone, emergency, version } = site;
    return json({ id, typed: { name, address, timeZone, emergency }, version }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const siteId = requireId(asked);
    const field = await readForm(asked.request, ["version", "name", "address", "timeZone", "emergency"]);
    const typed = readSite(field);
    try {
      const isChanged = await editSite(member, asked.context.env, { siteId, version: requireWhole(field("version")), ...typed });
      return redirect(addressWith("/sites", { done: isChanged ? "edit" : "unchanged" }), { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuseSite(error, typed);
    }
  });
}
