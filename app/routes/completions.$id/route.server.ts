import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, requireId } from "#app/door.server.ts";
import { dated } from "#app/routes/office/times.server.ts";
import { getCompletion } from "#worker/domain/induction/completions.ts";
import { saidIn } from "./said.server.ts";

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { content, drawn, answers, completedAt, validUntil, timeZone, ...line } = await getCompletion(member, { completionId: requireId(asked) });
    const { now } = member.request;
    return json(
      { ...line, completed: dated(completedAt, now, timeZone), until: validUntil && dated(validUntil, now, timeZone), hasExpired: validUntil !== null && validUntil <= now, said: saidIn(content, drawn, answers, line.language) },
      { headers: { "Cache-Control": "no-store" } },
    );
  });
}
