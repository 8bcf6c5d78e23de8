import { json, type ActionFunctionArgs } from "@remix-run/cloudflare";
import { readForm, toResponse } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { askSignUp } from "#worker/domain/company/sign-up.ts";

export interface Typed {
  companyName: string;
  name: string;
  email: string;
}

/** The same answer for every address: whether it has a log-in is told to its mailbox alone. */
export async function action({ request, context }: ActionFunctionArgs) {
  const field = await readForm(request, ["companyName", "name", "email"]).catch((error: unknown) => {
    throw toResponse(error, context);
  });
  const typed: Typed = { companyName: field("companyName"), name: field("name"), email: field("email") };
  try {
    await askSignUp(context.request, typed);
    return json({ sentTo: typed }, { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    return refuse<Typed>(error, typed, context);
  }
}
