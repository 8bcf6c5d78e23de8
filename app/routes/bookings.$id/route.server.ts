import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm, requireId } from "#app/door.server.ts";
import { beginOfNextMonth, daysOf, mailOf, stateOf } from "#app/routes/bookings/route.server.ts";
import { makeQr } from "#app/routes/office/qr.server.ts";
import { addressWith, readQuery } from "#app/routes/office/query.server.ts";
import { dated, since } from "#app/routes/office/times.server.ts";
import { cancelBooking } from "#worker/domain/booking/cancel.ts";
import { getBooking } from "#worker/domain/booking/list.ts";
import { DomainError } from "#worker/errors.ts";
import { may } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const { booking, token } = await getBooking(member, { bookingId: requireId(asked) });
    const { request, entered, claims } = member;
    const { role, timeZone } = entered ?? claims;
    const isOpen = !booking.cancelledAt && !booking.isOver;
    // Whoever has the link comes in by it: it is shown to those who may invite.
    const mayChange = may(role, "booking.change");
    const url = `${asked.context.env.APP_ORIGIN}/b/${token ?? ""}`;
    const { id, siteName, visitorType, name, phone, email, employer, host, note, bookedByName, mailFailure } = booking;
    return json(
      {
        booking: {
          id, siteName, visitorType, name, phone, email, employer, host, note, bookedByName, mailFailure,
          days: daysOf(booking, request.now),
          state: stateOf(booking),
          mail: mailOf(booking),
          booked: dated(booking.bookedAt, request.now, timeZone),
          arrived: booking.arrivedAt && since(booking.arrivedAt, request.now, booking.timeZone),
        },
        mayCancel: mayChange && isOpen,
        mayHaveLink: mayChange && isOpen,
        link: mayChange && isOpen && token ? { url, qr: makeQr(url) } : null,
        isAsking: query("ask") === "cancel",
        outcome: query("done") ?? null,
        isOff: query("stop") === "switched-off",
        isTold: query("stop") === "mailed",
        again: beginOfNextMonth(request.now, timeZone),
      },
      { headers: NO_STORE },
    );
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const bookingId = requireId(asked);
    const field = await readForm(asked.request, ["intent"]);
    if (field("intent") !== "cancel") throw new DomainError("INVALID_INPUT");
    const done = await cancelBooking(member, { bookingId });
    return redirect(addressWith(`/bookings/${bookingId}`, done ? { done: "cancelled", stop: done.mailStop ?? "mailed" } : { done: "unchanged" }), { status: 303, headers: NO_STORE });
  });
}
