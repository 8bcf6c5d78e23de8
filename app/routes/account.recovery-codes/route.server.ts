import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { showCodesOnce } from "#app/routes/account/renew.server.ts";
import { getOwnAccount } from "#worker/domain/account/get-account.ts";
import { makeRecoveryCodes } from "#worker/domain/account/recovery-codes.ts";

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { email, recoveryCodesLeft, hasTotp, passkeys } = await getOwnAccount(member);
    return json({ email, recoveryCodesLeft, hasSecondStep: hasTotp || passkeys.length > 0 }, { headers: { "Cache-Control": "no-store" } });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["email", "password"]);
    try {
      return await showCodesOnce(asked.context, await makeRecoveryCodes(member, { password: field("password") }), "codes");
    } catch (error) {
      return refuse(error, null, asked.context);
    }
  });
}
