import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { leadOn } from "#app/routes/account/renew.server.ts";
import { changePassword } from "#worker/domain/account/change-password.ts";
import { getOwnAccount } from "#worker/domain/account/get-account.ts";

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { email } = await getOwnAccount(member);
    return json({ email }, { headers: { "Cache-Control": "no-store" } });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["email", "password", "newPassword"]);
    try {
      const claims = await changePassword(member, { password: field("password"), newPassword: field("newPassword") });
      return await leadOn(asked.context, claims, "/account?done=password");
    } catch (error) {
      return refuse(error, null, asked.context);
    }
  });
}
