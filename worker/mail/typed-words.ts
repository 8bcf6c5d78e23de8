/** Words that a person typed or a browser sent, made fit to stand in a mail of ours. */

const MOST_CHARACTERS = 100;

// eslint-disable-next-line no-control-regex -- A control character is what it looks for.
const LINE_ENDS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** Marks that have no width or turn the direction of writing: with them a line can look like another. */
const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/g;

/** What mail clients make links of by themselves: "https://…", and names such as "example.com", whichever full stop is in them. */
const LINK_MARKS = /:(?=\/\/)|(?<=[\p{L}\p{N}_-])[.\u3002\uff0e\uff61](?=\p{L})/gu;

/**
 * One line of at most 100 characters, or `most`, in which no client finds a link: anybody may name a company, and its name goes to
 * addresses that they choose. A space is put behind the stop in "example.com"; other words stay as they were typed.
 */
export function asTyped(text: string, most = MOST_CHARACTERS): string {
  const line = text.normalize("NFC").replace(LINE_ENDS, " ").replace(UNSEEN, "").replace(LINK_MARKS, "$& ").replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join("").trimEnd()}…`;
}

/** A list in a sentence's order, cut after `most` with the number of those left out. */
export function asList(names: string[], most: number): string {
  const shown = names.slice(0, most).map((name) => asTyped(name));
  return names.length > most ? `${shown.join(", ")} and ${names.length - most} more` : shown.join(", ");
}
