/** Signed statements that travel through a stranger's hands: the session cookie, form keys, device cookies, download links. */
import { errors, jwtVerify, SignJWT, type JWTPayload } from "jose";
import type { Settings } from "#worker/env.ts";

export type Purpose = "session" | "sign-in-form" | "crew-form" | "induction" | "device" | "download" | "upload" | "known-device" | "second-step" | "passkey" | "audit-check";

type Keys = Settings["signingKeys"];

/** Per isolate: from bytes jose would import the key anew each time. It is the deployment's, not any request's. */
const imported = new Map<string, CryptoKey>();

async function importKey(secret: string): Promise<CryptoKey> {
  const known = imported.get(secret);
  if (known) return known;
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
  imported.set(secret, key);
  return key;
}

/** A compact JWS under the first live key. A statement made for one purpose is worth nothing for another. */
export async function sign(keys: Keys, purpose: Purpose, claims: JWTPayload, now: Date, lifetimeSeconds: number): Promise<string> {
  const key = keys[0];
  if (!key) throw new Error("no signing key");
  const at = Math.floor(now.getTime() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid: key.id })
    .setAudience(purpose)
    .setIssuedAt(at)
    .setExpirationTime(at + lifetimeSeconds)
    .sign(await importKey(key.secret));
}

/** The claims and the key that signed them, or null when the statement is forged, for another purpose, or expired. */
export async function verify(keys: Keys, purpose: Purpose, token: string, now: Date): Promise<{ claims: JWTPayload; keyId: string } | null> {
  if (token.length > 4096) return null;
  try {
    let keyId = "";
    const { payload } = await jwtVerify(
      token,
      (header) => {
        const key = keys.find((candidate) => candidate.id === header.kid);
        if (!key) throw new errors.JWSSignatureVerificationFailed();
        keyId = key.id;
        return importKey(key.secret);
      },
      { audience: purpose, algorithms: ["HS256"], currentDate: now },
    );
    return { claims: payload, keyId };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
