/** Where a chain stood on a day, as a file that nobody rewrites. */
import * as z from "zod";

const checkpoint = z.strictObject({
  companyId: z.uuid(),
  /** In UTC. */
  day: z.iso.date(),
  number: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime({ precision: 3 }),
});

export type Checkpoint = z.infer<typeof checkpoint>;

/** Null when the bytes are no checkpoint. */
export function checkpointOf(bytes: Uint8Array): Checkpoint | null {
  try {
    return checkpoint.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

export function bytesOf(written: Checkpoint): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(checkpoint.parse(written))}\n`);
}

/** The number in `…/2026-08-31-1204.json`; 0 where there is none. */
export function numberOfKey(key: string): number {
  return Number(/-(\d{1,15})\.json$/.exec(key)?.[1] ?? 0);
}
