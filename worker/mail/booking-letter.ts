/** The words of the mails to somebody who is expected at a site, and is not any more, or who asked what is held about them. */
import { tellDay } from "./clock.ts";
import { button, calm, paragraph, type Letter } from "./letter.ts";
import type { BookingCancelledMail, BookingMail, OwnRecordMail } from "./mail.ts";
import { asTyped } from "./typed-words.ts";

const MOST_NOTE_CHARACTERS = 500;

const tellDays = (fromOn: string, toOn: string) => (fromOn === toOn ? tellDay(fromOn) : `${tellDay(fromOn)} to ${tellDay(toOn)}`);

/** Short: not to come, on which days, and that the link of the first mail is over. */
export function writeBookingCancelled({ name, companyName, siteName, siteAddress, fromOn, toOn }: BookingCancelledMail): Letter {
  const [company, site] = [asTyped(companyName), asTyped(siteName)];
  return {
    subject: `Called off: your visit to ${site}, ${tellDay(fromOn)}`,
    heading: `Your visit to ${site} is called off`,
    preview: "You are not expected any more.",
    parts: [
      paragraph(`Kia ora ${asTyped(name)},`),
      paragraph(`${company} has called your visit off. You are not expected any more, and the link that you were sent signs nobody in.`),
      { is: "facts", facts: [{ label: "When it was", value: tellDays(fromOn, toOn) }, { label: "Where", value: asTyped(siteAddress, 200) }] },
      calm(`You don't know ${company}?`, "Then do nothing: somebody had typed your address by mistake. Nobody reads answers to this mail."),
    ],
  };
}

/** Somebody else entered their details: it says who, for what, and where it is told what is kept. */
export function writeBooking({ name, companyName, bookedByName, siteName, siteAddress, fromOn, toOn, host, note, hasInduction, link, heldLink }: BookingMail): Letter {
  const [company, by, site] = [asTyped(companyName), asTyped(bookedByName), asTyped(siteName)];
  const days = tellDays(fromOn, toOn);
  return {
    subject: `You are expected at ${site}, ${tellDay(fromOn)}`,
    heading: `You are expected at ${site}`,
    preview: hasInduction ? "Do the induction now, and at the gate one tap signs you in." : "At the gate one tap signs you in.",
    parts: [
      paragraph(`Kia ora ${asTyped(name)},`),
      paragraph(`${by} of ${company} expects you at ${site}.`),
      {
        is: "facts",
        facts: [
          { label: "When", value: days },
          { label: "Where", value: asTyped(siteAddress, 200) },
          ...(host ? [{ label: "You come to see", value: asTyped(host) }] : []),
          ...(note ? [{ label: "Note", value: asTyped(note, MOST_NOTE_CHARACTERS) }] : []),
        ],
      },
      paragraph(hasInduction ? "Before you come, do the induction on this page. On the day open it again at the gate: one tap signs you in." : "Keep this page. On the day open it at the gate: one tap signs you in."),
      button("Open my page", link),
      { is: "qr", text: "Reading this on a computer? Point your phone's camera at this code to open the page there:", link },
      paragraph(`${by} gave ${company} your name, phone, e-mail address and employer, so that the site knows who is coming and can sign you in. Your page says what is kept, who sees it, and how to see or correct it.`),
      { is: "link", text: "What we hold about you:", link: heldLink },
      calm(`You don't know ${company}?`, "Then do nothing. Somebody typed your address by mistake; don't pass this mail on, for the link is yours alone."),
    ],
  };
}

/** The link alone: what is held stands on the page, and none of it in a mail. */
export function writeOwnRecord({ name, companyName, link }: OwnRecordMail): Letter {
  const company = asTyped(companyName);
  return {
    subject: `What ${company} holds about you`,
    heading: `What ${company} holds about you`,
    preview: "See it, and ask to have it corrected or erased.",
    parts: [
      paragraph(`Kia ora ${asTyped(name)},`),
      paragraph(`You asked ${company} what it holds about you. This page shows what your invitation holds, and all of it once they have made sure that it is you. There you can also ask to have something corrected, or to be erased.`),
      button("See what is held about me", link),
      paragraph("The link works for at least 7 days. It is yours alone: don't pass this mail on."),
      calm("Was it not you?", `Then do nothing: nothing was changed, and this mail went only to the address that ${company} holds.`),
    ],
  };
}
