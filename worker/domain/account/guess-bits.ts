/** How much of a password is left to guess for somebody who tries known words, runs and repeats first. */

/** What each part of a password costs a guesser, in bits: one of a thousand is 10. */
const BITS = {
  /** The same character once more. */
  again: 1,
  /** A word of the person's own: name, e-mail, company. */
  ownWord: 2,
  /** What stood before in the same password. */
  repeat: 3,
  /** Neighbours on the keyboard, in the alphabet, or among numbers; also a year. */
  run: 6,
  /** One of about 4,000. */
  listedWord: 12,
  space: 2,
  digit: 3.3,
  letter: 4.7,
  sign: 4,
  other: 6,
};

const MIN_RUN = 3;
const MIN_REPEAT = 3;
/** No listed word is longer; what looks words up need not go further back. */
export const MAX_WORD = 24;

const reverse = (text: string) => Array.from(text).reverse().join("");

const LINES = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "!@#$%^&*()_+", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1a2b3c4d5e6f", "a1b2c3d4e5f6"];
const RUNS = LINES.flatMap((line) => [line, reverse(line)]);
const YEAR = /^(19|20)\d\d$/;

const LOOK_ALIKES: Record<string, string> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", $: "s", "!": "i" };

/** "P4ssw0rd" → ["p4ssw0rd", "password", "password"]: as typed, and with signs for the letters that they look like. 1 is i or l. */
function spellings(text: string): string[] {
  const spelled = text.replace(/[0134578@$!]/g, (sign) => LOOK_ALIKES[sign] ?? sign);
  return spelled === text ? [text] : [text, spelled, text.replaceAll("1", "l").replace(/[0134578@$!]/g, (sign) => LOOK_ALIKES[sign] ?? sign)];
}

/** Lower case and without macrons and marks: a guesser tries both. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function bitsOfCharacter(character: string, before: string): number {
  if (character === before) return BITS.again;
  if (character === " ") return BITS.space;
  if (/[0-9]/.test(character)) return BITS.digit;
  if (/[a-z]/.test(character)) return BITS.letter;
  return /[!-~]/.test(character) ? BITS.sign : BITS.other;
}

function bitsOfPart(part: string, before: string, listed: ReadonlySet<string>, own: ReadonlySet<string>): number | null {
  if (part.length >= MIN_REPEAT && before.includes(part)) return BITS.repeat;
  if (spellings(part).some((word) => own.has(word))) return BITS.ownWord;
  if ((part.length >= MIN_RUN && RUNS.some((run) => run.includes(part))) || YEAR.test(part)) return BITS.run;
  return spellings(part).some((word) => listed.has(word)) ? BITS.listedWord : null;
}

/** The fewest bits that any cut of the password into parts has. `listed` and `own` hold folded words. */
export function countGuessBits(password: string, listed: ReadonlySet<string>, own: ReadonlySet<string>): number {
  const text = fold(password);
  // fewest[n]: of the first n characters.
  const fewest = [0];
  for (let end = 1; end <= text.length; end++) {
    let bits = (fewest[end - 1] ?? 0) + bitsOfCharacter(text.charAt(end - 1), text.charAt(end - 2));
    for (let start = Math.max(0, end - MAX_WORD); start < end - 1; start++) {
      const ofPart = bitsOfPart(text.slice(start, end), text.slice(0, start), listed, own);
      if (ofPart !== null) bits = Math.min(bits, (fewest[start] ?? 0) + ofPart);
    }
    fewest.push(bits);
  }
  return fewest[text.length] ?? 0;
}
