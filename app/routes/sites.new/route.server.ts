import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { readSite, refuseSite } from "#app/routes/sites/site-form.server.ts";
import { createSite } from "#worker/domain/site/create.ts";
import { getSitesToChange } from "#worker/domain/site/list.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** The trip that says whether the session is still good also tells whether this is the first site. */
export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const sites = await getSitesToChange(member);
    return json({ siteId: member.request.makeId(), isFirst: sites.length === 0 }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["siteId", "name", "address", "timeZone", "emergency"]);
    const typed = readSite(field);
    try {
      await createSite(member, { siteId: field("siteId"), ...typed });
    } catch (error) {
      return refuseSite(error, typed);
    }
    return redirect("/sites?done=create", { status: 303, headers: NO_STORE });
  });
}
