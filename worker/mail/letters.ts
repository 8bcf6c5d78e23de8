/** The words of each mail. */
import { alarm, button, calm, paragraph, type Letter, type Part } from "./letter.ts";
import { asList, asTyped } from "./typed-words.ts";
import { writeBooking, writeBookingCancelled, writeOwnRecord } from "./booking-letter.ts";
import { tellTime } from "./clock.ts";
import type {
  InviteMail, MailContent, PasswordChangedMail, ResetMail, SecondFactorChange, SecondFactorChangedMail, SignUpMail,
} from "./mail.ts";

const MOST_SITES = 10;

/** The letter that tells this content. Pure: the same content is the same letter on each try. */
export function writeLetter(content: MailContent): Letter {
  switch (content.kind) {
    case "sign-up": return signUp(content);
    case "booking": return writeBooking(content);
    case "booking-cancelled": return writeBookingCancelled(content);
    case "own-record": return writeOwnRecord(content);
    case "invite": return invite(content);
    case "reset": return reset(content);
    case "password-changed": return passwordChanged(content);
    case "second-factor-changed": return secondFactorChanged(content);
  }
}

const greet = (name: string) => paragraph(name ? `Kia ora ${asTyped(name)},` : "Kia ora,");
const until = (at: Date, timeZone: string | undefined) => paragraph(`The link works until ${tellTime(at, timeZone)}.`);

function signUp({ memberName, companyName, link, expiresAt, timeZone }: SignUpMail): Letter {
  const company = asTyped(companyName);
  return {
    subject: `Confirm your e-mail address for ${company}`,
    heading: "Confirm your e-mail address",
    preview: `One press, and ${company} is ready on InductLite.`,
    parts: [
      greet(memberName),
      paragraph(`You are signing ${company} up for InductLite. Confirm that this e-mail address is yours, and you can begin.`),
      button("Confirm my address", link),
      until(expiresAt, timeZone),
      calm("Was it not you?", "Then do nothing. Somebody typed your address by mistake, and without the button nothing comes of it."),
    ],
  };
}

function invite({ memberName, companyName, inviterName, roleLabel, siteNames, link, expiresAt, timeZone }: InviteMail): Letter {
  const [company, inviter] = [asTyped(companyName), asTyped(inviterName)];
  return {
    subject: `${inviter} invites you to ${company} on InductLite`,
    heading: `Join ${company}`,
    preview: `Accept, and you are in as ${asTyped(roleLabel)}.`,
    parts: [
      greet(memberName),
      paragraph(`${inviter} invites you to ${company} on InductLite, where the office sees who is on site.`),
      {
        is: "facts",
        facts: [
          { label: "Your role", value: asTyped(roleLabel) },
          { label: siteNames.length === 1 ? "Your site" : "Your sites", value: siteNames.length === 0 ? "all sites" : asList(siteNames, MOST_SITES) },
        ],
      },
      button("Accept the invitation", link),
      until(expiresAt, timeZone),
      calm(`You don't know ${company}?`, "Then do nothing. You are a member only once you accept."),
    ],
  };
}

function reset({ link, expiresAt, timeZone }: ResetMail): Letter {
  return {
    subject: "Choose a new password for InductLite",
    heading: "Choose a new password",
    preview: "You asked for a new password. Your old one works until you choose.",
    parts: [
      paragraph("Kia ora,"),
      paragraph("Somebody, most likely you, asked for a new password for the InductLite account with this e-mail address."),
      button("Choose a new password", link),
      until(expiresAt, timeZone),
      calm("Was it not you?", "Then do nothing: your password stays as it is. Don't pass this mail on, for whoever has the link can choose your password."),
    ],
  };
}

function passwordChanged(content: PasswordChangedMail): Letter {
  const told = "Your InductLite password was changed";
  return { subject: told, heading: told, preview: "If it was you, there is nothing to do.", parts: alertParts("The password of your InductLite account was changed.", content) };
}

const CHANGES: Record<SecondFactorChange, { told: string; meaning: string }> = {
  "authenticator-added": { told: "An authenticator app was added to your account", meaning: "From now on, logging in to InductLite asks for a code from that app." },
  "authenticator-removed": { told: "The authenticator app was removed from your account", meaning: "Logging in to InductLite no longer asks for a code from that app." },
  "passkey-added": { told: "A passkey was added to your account", meaning: "Whoever holds that passkey can log in to your InductLite account." },
  "passkey-removed": { told: "A passkey was removed from your account", meaning: "That passkey no longer logs in to your InductLite account." },
  "all-removed": {
    told: "The second step of your log-in was removed",
    meaning: "Your password alone logs you in now, and every session of yours has ended. Whoever runs InductLite did this because they were told that you had lost your phone, passkeys and recovery codes. Set a new second step up at your next log-in.",
  },
  "recovery-codes-made": { told: "New recovery codes were made for your account", meaning: "Your recovery codes from before no longer work for InductLite." },
};

function secondFactorChanged(content: SecondFactorChangedMail): Letter {
  const { told, meaning } = CHANGES[content.what];
  return { subject: told, heading: told, preview: "If it was you, there is nothing to do.", parts: alertParts(meaning, content) };
}

function alertParts(meaning: string, { at, device, place, resetLink, timeZone }: PasswordChangedMail | SecondFactorChangedMail): Part[] {
  return [
    paragraph("Kia ora,"),
    paragraph(`${meaning} If it was you, there is nothing to do.`),
    {
      is: "facts",
      facts: [
        { label: "When", value: tellTime(at, timeZone) },
        { label: "Device", value: asTyped(device) },
        { label: "Place", value: asTyped(place) },
      ],
    },
    alarm("Was it not you?", "Then somebody else may be in your account. Choose a new password at once, and tell an owner or admin of your company."),
    button("Choose a new password", resetLink),
  ];
}
