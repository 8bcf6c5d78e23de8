/** The mails that InductLite sends: what goes into each, and what comes out. */

/** A mail as it leaves: one recipient, and the same words as HTML and as text. */
export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
}

interface Addressed {
  to: string;
  /** The zone that its times are shown in; New Zealand's when it is not given. */
  timeZone?: string;
}

export interface SignUpMail extends Addressed {
  kind: "sign-up";
  memberName: string;
  companyName: string;
  link: string;
  expiresAt: Date;
}

export interface InviteMail extends Addressed {
  kind: "invite";
  memberName: string;
  companyName: string;
  inviterName: string;
  /** The role in words, such as "site manager". */
  roleLabel: string;
  /** None: the role is for all sites. */
  siteNames: string[];
  link: string;
  expiresAt: Date;
}

export interface ResetMail extends Addressed {
  kind: "reset";
  link: string;
  expiresAt: Date;
}

/** What was done to an account, told to its owner in case it was somebody else. */
interface Alert extends Addressed {
  at: Date;
  /** Such as "Chrome on Android". */
  device: string;
  /** Such as an address, or a town. */
  place: string;
  resetLink: string;
}

export interface PasswordChangedMail extends Alert {
  kind: "password-changed";
}

export type SecondFactorChange = "authenticator-added" | "authenticator-removed" | "passkey-added" | "passkey-removed" | "recovery-codes-made" | "all-removed";

export interface SecondFactorChangedMail extends Alert {
  kind: "second-factor-changed";
  what: SecondFactorChange;
}

export interface BookingMail extends Addressed {
  kind: "booking";
  name: string;
  companyName: string;
  /** Who entered their details. */
  bookedByName: string;
  siteName: string;
  siteAddress: string;
  /** YYYY-MM-DD by the site's clock, both included. */
  fromOn: string;
  toOn: string;
  /** Both may be empty. */
  host: string;
  note: string;
  hasInduction: boolean;
  link: string;
  /** Where they see what is held about them. */
  heldLink: string;
}

/** To who asked what is held about them, at the address that is held. */
export interface OwnRecordMail extends Addressed {
  kind: "own-record";
  name: string;
  companyName: string;
  link: string;
}

/** To who was told that they are expected. It has no link: theirs lets nobody in any more. */
export type BookingCancelledMail = Omit<BookingMail, "kind" | "bookedByName" | "host" | "note" | "hasInduction" | "link" | "heldLink"> & { kind: "booking-cancelled" };

export type MailContent = SignUpMail | InviteMail | ResetMail | PasswordChangedMail | SecondFactorChangedMail | BookingMail | BookingCancelledMail | OwnRecordMail;
