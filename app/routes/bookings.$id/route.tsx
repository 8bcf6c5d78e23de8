import type { MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData, useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { MailBadge, StateBadge } from "#app/routes/bookings/state.tsx";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { PhoneLink, TypeBadge } from "#app/routes/office/visit-cells.tsx";
import { AskLink, ButtonLink, Facts, Notice, PageHeader, QrCode, Time } from "#app/ui/index.ts";
import { AskInDialog, AskInPage } from "./cancel.tsx";
import type { loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Expected visitor · InductLite" }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
export type Booking = Data["booking"];

/** One visitor who is expected, with the link to pass on. */
export default function BookingPage() {
  const data = useLoaderData<typeof loader>();
  const { booking, mayCancel } = data;
  const [isAsked, setAsked] = useState(false);
  const { key } = useLocation();
  useEffect(() => setAsked(false), [key]);
  return (
    <>
      <PageHeader title={booking.name} lead={`Expected at ${booking.siteName}, ${booking.days}.`} />
      <Outcome words={wordsOf(data)} />
      {data.isAsking && mayCancel ? <AskInPage booking={booking} /> : null}
      <section className="card stack">
        <StateBadge state={booking.state} arrived={booking.arrived} />
        <Facts items={factsOf(booking)} />
        <div className="row">
          {mayCancel ? (
            <AskLink to={`/bookings/${booking.id}?ask=cancel`} onAsk={() => setAsked(true)} danger>
              Call it off
            </AskLink>
          ) : null}
          <ButtonLink look="quiet" to="/bookings">
            Back to the expected visitors
          </ButtonLink>
        </div>
      </section>
      <OwnLink data={data} />
      <AskInDialog booking={isAsked ? booking : null} onClose={() => setAsked(false)} />
    </>
  );
}

function wordsOf({ outcome, booking, isOff, isTold, again }: Data): OutcomeWords | undefined {
  if (outcome === "cancelled") return { tone: "good", title: "It is called off.", detail: `Their link says so from now on and lets nobody in. ${isTold ? `A mail to ${booking.email} tells them.` : "No mail tells them: call them."}` };
  if (outcome === "unchanged") return { tone: "info", title: "Nothing was changed.", detail: "Somebody did it just before, or the button was pressed twice." };
  if (outcome === "before") return { tone: "info", title: `${booking.name} was invited before.`, detail: "The same form was sent twice. Nothing was changed." };
  if (outcome !== "invited") return undefined;
  if (booking.mail === null) return { tone: "good", title: `${booking.name} is invited.`, detail: "Without an e-mail address, pass on the link or the QR code below." };
  if (booking.mail !== "none") return { tone: "good", title: `${booking.name} is invited.`, detail: `A mail to ${booking.email} is on the way.` };
  const why = isOff ? "Mail is switched off for now" : `This month's messages are used up; they begin again on ${again}`;
  return { tone: "caution", title: `${booking.name} is invited, without a mail.`, detail: `${why}. Pass on the link or the QR code below.` };
}

function factsOf(booking: Booking) {
  const { visitorType, phone, email, employer, host, note, mail, mailFailure, bookedByName, booked } = booking;
  return [
    { term: "Type", detail: <TypeBadge visitorType={visitorType} /> },
    { term: "Phone", detail: <PhoneLink phone={phone} /> },
    ...(email ? [{ term: "E-mail", detail: email }] : []),
    { term: "Mail", detail: <>{email ? <MailBadge mail={mail} /> : "No e-mail address"}{mail === "failed" && mailFailure ? ` ${mailFailure}` : ""}</> },
    ...(employer ? [{ term: "Employer", detail: employer }] : []),
    ...(host ? [{ term: "Host", detail: host }] : []),
    ...(note ? [{ term: "Note", detail: <span className="lines">{note}</span> }] : []),
    { term: "Invited", detail: <>{bookedByName ?? "Somebody"}, <Time moment={booked} /></> },
  ];
}

function OwnLink({ data: { link, mayHaveLink, booking } }: { data: Data }) {
  if (link) {
    return (
      <section className="card stack" aria-labelledby="own-link">
        <h2 id="own-link">Their link</h2>
        <p>It is {booking.name}'s alone: whoever opens it on the day can sign in as them.</p>
        <QrCode qr={link.qr} label={`QR code of the link of ${booking.name}`} />
        <p>
          <a className="site-link" href={link.url} rel="noreferrer">
            {link.url}
          </a>
        </p>
      </section>
    );
  }
  if (!mayHaveLink) return null;
  return <Notice tone="caution" title="Their link can't be shown any more">It was made with a key that has been replaced since. A link that was mailed before still works; to pass on another, call this off and invite them anew.</Notice>;
}
