/** The live register: a member begins to watch a site, and the site's object reads who is there and who may still watch. */
import * as z from "zod";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { requirePermission } from "#worker/permissions.ts";
import { enlistRegister, proveWatchers as prove, readRegister as read, type Present } from "#worker/store/register.ts";

export const watchInput = z.strictObject({ siteId: z.uuid(), readerHash: z.instanceof(Uint8Array) });

/** Proves that the member may see who is on site there, and lets the site's object read it from now on. Throws NOT_FOUND. */
export async function watchRegister(context: TenantContext, raw: z.input<typeof watchInput>): Promise<{ siteName: string; timeZone: string; number: number }> {
  const store = requirePermission(context, "visit.list");
  const { siteId, readerHash } = parse(watchInput, raw);
  const site = await enlistRegister(store, siteId, readerHash);
  if (!site) throw new DomainError("NOT_FOUND");
  return site;
}

/** For the site's object: everybody on site, and the number of the change that made it so. Throws NOT_FOUND until somebody watches. */
export async function readRegister(context: TenantContext): Promise<{ number: number; people: Present[] }> {
  return read(requirePermission(context, "register.read"));
}

const proveInput = z.strictObject({ sessionIds: z.array(z.uuid()).max(10_000) });

/** For the site's object: which of these sessions live and may still see this site, and the register's number. */
export async function proveWatchers(context: TenantContext, raw: z.input<typeof proveInput>): Promise<{ number: number; alive: string[] }> {
  const store = requirePermission(context, "register.read");
  return prove(store, parse(proveInput, raw).sessionIds);
}
