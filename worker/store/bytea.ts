/** Bytes as a parameter of a statement: Neon's endpoint takes text. */
import { sql, type SQL } from "drizzle-orm";
import { toHex } from "#worker/crypto/digest.ts";

/** The text that Postgres reads as these bytes, for a placeholder that is cast to bytea. */
export const toByteaText = (bytes: Uint8Array): string => `\\x${toHex(bytes)}`;

/** A placeholder with its cast. */
export const bytea = (bytes: Uint8Array): SQL => sql`${toByteaText(bytes)}::bytea`;
