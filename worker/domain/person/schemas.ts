/** What a person is made of, as typed at the gate. */
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import * as z from "zod";
import { toKey } from "#worker/domain/person/words.ts";

// Control characters, broken ones, bidirectional overrides and zero-width characters that make one name look like another.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\uFFFD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u115F\u1160\u2800\u3164\uFFA0]/u;

/** One line of what somebody typed, each space one. */
export const line = z
  .string()
  .transform((text) => text.normalize("NFC").replace(/\s+/g, " ").trim())
  .refine((text) => !UNPRINTABLE.test(text), "Use letters, numbers and ordinary signs only");

/** 1 to 100 characters with at least one letter or digit in them. */
export const personName = line
  .refine((text) => text.length > 0, "Enter your name")
  // Some single signs stand for whole words; what they stand for counts.
  .refine((text) => text.length <= 100 && toKey(text).length <= 100, "Use 100 characters or fewer")
  .refine((text) => text.length === 0 || toKey(text).length > 0, "Enter your name in letters");

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

export const employer = line.refine((text) => text.length <= 100, "Use 100 characters or fewer");
