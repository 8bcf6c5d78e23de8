import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember } from "#app/door.server.ts";
import { since } from "#app/routes/office/times.server.ts";
import { readQuery } from "#app/routes/office/query.server.ts";
import { listAtGates } from "#worker/domain/entry/decide.ts";
import { may } from "#worker/permissions.ts";
import { describeEntry } from "./describe.server.ts";

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { waiting, settled } = await listAtGates(member);
    const { claims, entered, request } = member;
    const { role, timeZone } = { ...claims, ...entered };
    return json(
      {
        mayDecide: may(role, "entry.decide"),
        outcome: readQuery(asked.request)("done") ?? null,
        asAt: since(request.now, request.now, timeZone),
        waiting: waiting.map((entry) => describeEntry(entry, request.now)),
        settled: settled.map((entry) => describeEntry(entry, request.now)),
      },
      { headers: { "Cache-Control": "no-store" } },
    );
  });
}
