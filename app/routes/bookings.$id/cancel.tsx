import { Link } from "@remix-run/react";
import { Button, ConfirmForm, Dialog, DialogClose } from "#app/ui/index.ts";
import type { Booking } from "./route.tsx";

const meaningOf = ({ email, mail }: Booking) =>
  `Their link stops signing them in, and says that it was called off. ${email && (mail === "sent" || mail === "none") ? "A mail tells them, if this month has messages left." : "No mail tells them."} An induction that they did stays in the record.`;
const titleOf = ({ name }: Booking) => `Call off the visit of ${name}?`;
const answer = (booking: Booking) => ({ action: `/bookings/${booking.id}`, fields: { intent: "cancel" }, confirmLabel: "Call it off", look: "danger" }) as const;

/** The question as a part of the page, where there is no script. */
export function AskInPage({ booking }: { booking: Booking }) {
  return (
    <section className="card stack" aria-labelledby="asking">
      <h2 id="asking">{titleOf(booking)}</h2>
      <p>{meaningOf(booking)}</p>
      <ConfirmForm
        {...answer(booking)}
        cancel={
          <Link className="button button-quiet" to={`/bookings/${booking.id}`}>
            Keep it
          </Link>
        }
      />
    </section>
  );
}

/** The same question over the page. */
export function AskInDialog({ booking, onClose }: { booking: Booking | null; onClose: () => void }) {
  return (
    <Dialog
      open={booking !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={booking ? titleOf(booking) : ""}
      description={<p>{booking ? meaningOf(booking) : ""}</p>}
    >
      {booking ? (
        <ConfirmForm
          {...answer(booking)}
          cancel={
            <DialogClose>
              <Button type="button" look="quiet">
                Keep it
              </Button>
            </DialogClose>
          }
        />
      ) : null}
    </Dialog>
  );
}
