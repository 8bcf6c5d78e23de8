import { createHash, randomBytes } from "node:crypto";
import type { ZodType } from "zod";
import { email } from "#worker/domain/account/schemas.ts";
import { personName } from "#worker/domain/person/schemas.ts";
import { LIFETIMES } from "#worker/limits.ts";
import { Failure } from "../failure.ts";
import type { Call } from "./command.ts";
import { showInstantWithZone } from "./table.ts";

/** What the commands that make an owner take. */
export const OWNER = { "owner-name": "name", "owner-email": "address" };

export type OwnerLink = { name: string; email: string; token: string; tokenHash: Buffer; expiresAt: Date };

/** A link for the owner that was named. No row holds its token. Throws Failure when name or address can't be used. */
export function makeOwnerLink({ option, now }: Call): OwnerLink {
  const token = randomBytes(32).toString("base64url");
  return {
    name: readText(personName, option("owner-name"), "--owner-name"),
    email: readText(email, option("owner-email"), "--owner-email"),
    token,
    tokenHash: createHash("sha256").update(token).digest(),
    expiresAt: new Date(now.getTime() + LIFETIMES.inviteSeconds * 1000),
  };
}

export function printOwnerLink({ print, origin }: Call, { name, token, expiresAt }: OwnerLink): void {
  print(`${name} becomes an owner by this link, which works once, until ${showInstantWithZone(expiresAt)}. No mail goes out: send it to them yourself.`);
  print(`  ${origin ?? "<the address of your deployment>"}/join/${token}`);
}

/** A text by the product's own rule for it. Throws Failure with what the rule says. */
export function readText(schema: ZodType<string>, text: string | undefined, option: string): string {
  const parsed = schema.safeParse(text);
  if (!parsed.success) throw new Failure(`${option} can't be used: ${parsed.error.issues[0]?.message ?? "it is empty"}.`);
  return parsed.data;
}
