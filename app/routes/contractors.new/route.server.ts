import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { getContractorsToChange } from "#worker/domain/contractor/list.ts";
import { addContractor } from "#worker/domain/contractor/change.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    // Asked for the permission alone: who may not add one gets no form.
    await getContractorsToChange(member);
    return json({ contractorId: member.request.makeId() }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["contractorId", "name", "contactName", "contactEmail", "contactPhone"]);
    const typed = { name: field("name"), contactName: field("contactName"), contactEmail: field("contactEmail").trim(), contactPhone: field("contactPhone") };
    const contractorId = field("contractorId");
    try {
      await addContractor(member, { contractorId, ...typed });
      return redirect(`/contractors/${contractorId}?done=added`, { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error, typed, asked.context);
    }
  });
}
