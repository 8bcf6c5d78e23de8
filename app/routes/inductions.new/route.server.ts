import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import type * as z from "zod";
import { asMember, readFormWithList } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { mayForAll } from "#app/routes/inductions/may-change.server.ts";
import { readJson } from "#app/routes/inductions/read-json.server.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import { createInduction } from "#worker/domain/induction/create.ts";
import { getInductionsToChange } from "#worker/domain/induction/list.ts";
import type { createTemplateInput } from "#worker/domain/induction/schemas.ts";

const NO_STORE = { "Cache-Control": "no-store" };
type Input = z.input<typeof createTemplateInput>;

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { templates, sites } = await getInductionsToChange(member);
    const others = templates.map(({ id, name, siteName }) => ({ id, name: `${name} (${siteName ?? "all sites"})` }));
    return json({ templateId: member.request.makeId(), mayForAll: mayForAll(member), sites, others }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const { field, list } = await readFormWithList(asked.request, ["templateId", "name", "siteId", "from", "copyOf", "draft"], "visitorTypes");
    const typed = { name: field("name"), siteId: field("siteId"), from: field("from"), copyOf: field("copyOf"), visitorTypes: list };
    const siteId = typed.siteId === "all" ? null : typed.siteId;
    try {
      const from = beginningOf(typed, field("draft"));
      await createInduction(member, { templateId: field("templateId"), siteId, name: typed.name, visitorTypes: list as Input["visitorTypes"], from });
      // A starter leaves gaps: the facts of the site are asked for next.
      const isStarter = typeof from === "string" && from !== "nothing";
      return redirect(`/inductions/${field("templateId")}${isStarter ? "/gaps" : ""}`, { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error, typed, asked.context);
    }
  });
}

/** The editor's script sends a draft, where somebody else was first with theirs. */
function beginningOf({ from, copyOf }: { from: string; copyOf: string }, draft: string): Input["from"] {
  if (from === "copy") return { copyOf };
  return from === "draft" ? { draft: readJson(draft) as Content } : (from as Input["from"]);
}
