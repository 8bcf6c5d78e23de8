import { json, redirect, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember } from "#app/door.server.ts";
import { addressWith, readQuery } from "#app/routes/office/query.server.ts";
import { describeFault } from "#worker/domain/audit/faults.ts";
import { verifyChain, type Verified } from "#worker/domain/audit/verify.ts";
import { DomainError } from "#worker/errors.ts";

function describe(verified: Verified) {
  const { outcome, seen, next } = verified;
  const { number, hash, archived, files, checkpoints } = seen;
  return {
    outcome,
    seen: { number, hash, archived, files, checkpoints },
    total: outcome === "going" ? verified.total : number,
    broken: outcome === "broken" ? { number: verified.broken.number, sentence: describeFault(verified.broken) } : null,
    nextAddress: next === null ? null : addressWith("/audit/verify", { at: next }),
  };
}

/** Each address is one stretch of the check. It reads and writes nothing, so looking at it is all there is to do. */
export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    try {
      const verified = await verifyChain(member, asked.context.env.FILES, { at: readQuery(asked.request)("at") });
      return json(describe(verified), { headers: { "Cache-Control": "no-store" } });
    } catch (error) {
      // A place that is too old: from the beginning.
      if (error instanceof DomainError && (error.code === "LINK_DEAD" || error.code === "INVALID_INPUT")) return redirect("/audit/verify");
      throw error;
    }
  });
}
