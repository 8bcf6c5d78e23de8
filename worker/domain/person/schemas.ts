/** What a person is made of, as typed at the gate. */
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import * as z from "zod";
import { toKey } from "#worker/domain/person/words.ts";

// Control characters, broken ones, bidirectional overrides and zero-width characters that make one name look like another.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\uFFFD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u115F\u1160\u2800\u3164\uFFA0]/u;

// Emoji and flags. A register is read out and printed.
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

// No language puts five marks on one letter; who does hides the lines above and below.
const HEAPED = /\p{M}{5}/u;

const oneLine = z.string().transform((text) => text.normalize("NFC").replace(/\s+/g, " ").trim());

/** One line of what somebody typed, each space one. */
export const line = oneLine.refine((text) => !UNPRINTABLE.test(text), "Use letters, numbers and ordinary signs only");

/** The same for what a person or company is called. Emoji are put together with signs that can't be seen: they are named first. */
const calledLine = (emojiSentence: string) =>
  oneLine.refine((text) => !EMOJI.test(text), emojiSentence).refine((text) => EMOJI.test(text) || !UNPRINTABLE.test(text), "Type this again by hand: there is something in it that can't be seen").refine((text) => !HEAPED.test(text), "Type this again: a letter in it has too many marks");

/** 1 to 100 characters with at least one letter or digit in them. */
export const personName = calledLine("Use letters: an emoji can't be part of a name")
  .refine((text) => text.length > 0, "Enter your name")
  // Some single signs stand for whole words; what they stand for counts.
  .refine((text) => text.length <= 100 && toKey(text).length <= 100, "Use 100 characters or fewer")
  .refine((text) => text.length === 0 || EMOJI.test(text) || toKey(text).length > 0, "Enter your name in letters");

/** A New Zealand number in any usual form, or an international one with its +; becomes E.164. */
export const phoneNumber = z
  .string()
  .max(40, "Enter a phone number, like 021 123 4567")
  .transform((text, context) => {
    if (text.trim() === "") {
      context.addIssue({ code: "custom", message: "Enter your phone number" });
      return z.NEVER;
    }
    const parsed = parsePhoneNumberFromString(text.normalize("NFKC"), "NZ");
    if (!parsed?.isValid() || parsed.ext) {
      context.addIssue({ code: "custom", message: "Enter a phone number, like 021 123 4567. Start with + if it is from another country" });
      return z.NEVER;
    }
    return parsed.number;
  });

export const employer = calledLine("Use letters: an emoji can't be part of a company's name").refine((text) => text.length <= 100, "Use 100 characters or fewer");
