import { useNavigation } from "@remix-run/react";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { Button, Time } from "#app/ui/index.ts";
import type { Data } from "./route.tsx";

/** Their link by mail, for who asked by phone or at the counter: to the address that is held, and to no other. */
export function SendLink({ data: { id, address, linkSent } }: { data: Data }) {
  const isBusy = useNavigation().formMethod === "POST";
  if (!address) return null;
  return (
    <section className="card stack" aria-labelledby="send-link">
      <h2 id="send-link">Their link</h2>
      <p>
        The mail goes to <strong>{address.email}</strong>, the address of their latest invitation. The link shows them that invitation and your answer; with the answer “Show them all of it” it shows all that is held. It works for at least 7 days.
      </p>
      {linkSent ? (
        <p className="soft">
          Sent <Time moment={linkSent} />
        </p>
      ) : null}
      <OnlineForm method="post" action={`/privacy/${id}`} className="row">
        <input type="hidden" name="intent" value="send-link" />
        <input type="hidden" name="bookingId" value={address.bookingId} />
        <Button look="quiet" busy={isBusy} busyLabel="Sending…">
          Send them their link by mail
        </Button>
      </OnlineForm>
    </section>
  );
}
