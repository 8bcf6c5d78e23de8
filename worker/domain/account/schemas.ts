/** What is typed to log in and to look after one's own account. */
import * as z from "zod";

export const email = z
  .string()
  .trim()
  .min(1, "Enter your e-mail")
  .max(254, "That is too long for an e-mail")
  .toLowerCase()
  .pipe(z.email("Enter an e-mail, like you@company.co.nz"));

/** A password as it is typed to be checked, in the form in which it was kept; a new one is held to password-rules.ts. */
export const typedPassword = z
  .string()
  .min(1, "Enter your password")
  .max(1_000, "That is too long for a password")
  .transform((text) => text.normalize("NFC"))
  .refine((text) => text.length <= 200, "That is too long for a password");

export const passwordInput = z.strictObject({ password: typedPassword });

/** 43 characters of base64url: what stands in the links of mails. */
export const linkToken = z.string().regex(/^[\w-]{43}$/);

/** A statement that we signed. */
export const signedToken = z.string().min(1).max(4096);

export const code = z.string().trim().min(1, "Enter the code").max(40, "That is too long for a code");
