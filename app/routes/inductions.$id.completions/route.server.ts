import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, requireId } from "#app/door.server.ts";
import { addressWith, readCursor, readQuery, writeCursor } from "#app/routes/office/query.server.ts";
import { dated } from "#app/routes/office/times.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { listCompletions } from "#worker/domain/induction/completions.ts";
import { DomainError } from "#worker/errors.ts";
import { may } from "#worker/permissions.ts";

type Page = Awaited<ReturnType<typeof listCompletions>>;

function toRow({ completedAt, validUntil, timeZone, ...line }: Page["completions"][number], now: Date) {
  return { ...line, completed: dated(completedAt, now, timeZone), until: validUntil && dated(validUntil, now, timeZone), hasExpired: validUntil !== null && validUntil <= now };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member: MemberContext) => {
    const templateId = requireId(asked);
    const query = readQuery(asked.request);
    const filters = { site: query("site"), standing: query("standing") };
    const page = await listCompletions(member, { templateId, siteId: filters.site, standing: filters.standing as "valid" | undefined, olderThan: readCursor(query("older")) }).catch((error: unknown) => {
      // An address that was cut or changed by hand: no field of ours sends that.
      if (error instanceof DomainError && error.code === "INVALID_INPUT") throw new DomainError("NOT_FOUND");
      throw error;
    });
    const last = page.completions.at(-1);
    const address = `/inductions/${templateId}/completions`;
    return json(
      {
        templateId,
        templateName: page.templateName,
        sites: page.sites,
        filters: { site: filters.site ?? "", standing: filters.standing ?? "" },
        mayRead: may((member.entered ?? member.claims).role, "completion.read"),
        firstAddress: query("older") ? addressWith(address, filters) : null,
        olderAddress: page.hasOlder && last ? addressWith(address, { ...filters, older: writeCursor({ signedInAt: last.completedAt, id: last.id }) }) : null,
        completions: page.completions.map((line) => toRow(line, member.request.now)),
      },
      { headers: { "Cache-Control": "no-store" } },
    );
  });
}
