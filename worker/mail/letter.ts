/** A mail before it is HTML or text. Both are made of the same parts, so neither says what the other does not. */

export type Part =
  | { is: "paragraph"; text: string }
  | { is: "facts"; facts: { label: string; value: string }[] }
  /** The one thing to do. Its link is shown in full too, for clients that show no button. */
  | { is: "button"; label: string; link: string }
  /** A second, lesser way. */
  | { is: "link"; text: string; link: string }
  /** A link for a phone's camera, where the mail is read on something else; the button has the same in letters. */
  | { is: "qr"; text: string; link: string }
  /** What to do when it was somebody else: nothing, or something at once. */
  | { is: "notice"; tone: "calm" | "alarm"; title: string; text: string };

export interface Letter {
  subject: string;
  heading: string;
  /** What a client shows of the mail in its list, after the subject. */
  preview: string;
  parts: Part[];
}

/** Stands under each mail. */
export const FOOT = "InductLite sent this by itself, because of something done with your e-mail address. Nobody reads answers to it.";

export const paragraph = (text: string): Part => ({ is: "paragraph", text });
export const button = (label: string, link: string): Part => ({ is: "button", label, link });
export const calm = (title: string, text: string): Part => ({ is: "notice", tone: "calm", title, text });
export const alarm = (title: string, text: string): Part => ({ is: "notice", tone: "alarm", title, text });
