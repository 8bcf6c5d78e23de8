import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { addressWith } from "#app/routes/office/query.server.ts";
import { dayOf } from "#app/routes/office/times.server.ts";
import { getBookingPlaces } from "#worker/domain/booking/list.ts";
import { bookVisitor } from "#worker/domain/booking/make.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const sites = await getBookingPlaces(member);
    const { timeZone } = member.entered ?? member.claims;
    return json({ formId: member.request.makeId(), sites, today: dayOf(member.request.now, timeZone) }, { headers: NO_STORE });
  });
}

const FIELDS = ["formId", "siteId", "visitorType", "name", "phone", "email", "employer", "host", "note", "fromOn", "toOn"] as const;

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, FIELDS);
    const typed = { siteId: field("siteId"), visitorType: field("visitorType"), name: field("name"), phone: field("phone"), email: field("email"), employer: field("employer"), host: field("host"), note: field("note"), fromOn: field("fromOn"), toOn: field("toOn") };
    try {
      // The operation's schema says whether it is a type. One day needs no last one.
      const { firstId, made, mailStop } = await bookVisitor(member, { formId: field("formId"), visitor: { ...typed, visitorType: typed.visitorType as VisitorType, toOn: typed.toOn || typed.fromOn } });
      return redirect(addressWith(`/bookings/${firstId}`, { done: made > 0 ? "invited" : "before", stop: mailStop ?? undefined }), { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error, typed, asked.context);
    }
  });
}
