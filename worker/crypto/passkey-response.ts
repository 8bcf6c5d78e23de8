/** What a browser's `toJSON()` of a passkey carries. It comes from a stranger: bounded, parsed, and null for anything else. */
import * as z from "zod";
import { fromBase64Url } from "#worker/crypto/digest.ts";
import { safeParse } from "#worker/safe-parse.ts";

/** A response without attestation is about 2 KB; some authenticators add certificates. */
const MAX_CHARACTERS = 32 * 1024;

const decoder = new TextDecoder();

/** Base64url of 1 to `maxBytes` bytes. */
function bytes(maxBytes: number) {
  return z.string().max(Math.ceil((maxBytes * 4) / 3)).transform((text, context) => {
    const read = fromBase64Url(text);
    if (read && read.length > 0) return read;
    context.addIssue({ code: "custom", message: "no base64url" });
    return z.NEVER;
  });
}

const credentialId = bytes(1023);
const clientDataJSON = bytes(4096);

/** The id of the account, as makeRegistrationOptions() gave it. */
const userHandle = bytes(64).transform((handle) => decoder.decode(handle)).pipe(z.uuid());

/** Inside `clientDataJSON`, which is bytes because they are signed as they stand. */
const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.string().optional(),
});
export type ClientData = z.infer<typeof clientData>;

const transports = z.array(z.string()).transform((names) => names.filter((name) => /^[a-z-]{1,20}$/.test(name)).slice(0, 8));

const registration = z.object({
  id: credentialId,
  type: z.literal("public-key"),
  response: z.object({ clientDataJSON, attestationObject: bytes(24 * 1024), transports: transports.catch([]).default([]) }),
});
export type Registration = z.infer<typeof registration>;

const assertion = z.object({
  id: credentialId,
  type: z.literal("public-key"),
  response: z.object({ clientDataJSON, authenticatorData: bytes(4096), signature: bytes(1024), userHandle: userHandle.nullish() }),
});
export type Assertion = z.infer<typeof assertion>;

export function parseRegistration(response: string): Registration | null {
  return safeParse(registration, parseJson(response)).data;
}

export function parseAssertion(response: string): Assertion | null {
  return safeParse(assertion, parseJson(response)).data;
}

export function parseClientData(json: Uint8Array): ClientData | null {
  return safeParse(clientData, parseJson(decoder.decode(json))).data;
}

function parseJson(text: string): unknown {
  if (text.length > MAX_CHARACTERS) return null;
  try {
    return JSON.parse(text);
  } catch {
    // A SyntaxError: the schema refuses null.
    return null;
  }
}
