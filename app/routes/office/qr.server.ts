import { encode } from "uqr";
import type { Qr } from "#app/ui/qr-code.tsx";

/** Modules of white around the code, as its standard wants. */
const QUIET_ZONE = 4;

/** A QR code as one path: a run of dark modules is one line, and no style attribute is needed. */
export function makeQr(text: string): Qr {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_ZONE });
  const runs = data.flatMap((row, y) => [...row.map((dark) => (dark ? "1" : "0")).join("").matchAll(/1+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`));
  return { size, path: runs.join("") };
}
