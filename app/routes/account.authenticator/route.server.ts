import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { leadOn, showCodesOnce } from "#app/routes/account/renew.server.ts";
import { makeQr } from "#app/routes/office/qr.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { addAuthenticator, beginAuthenticator, removeAuthenticator, repeatAuthenticator, type AuthenticatorOffer } from "#worker/domain/account/authenticator.ts";
import { getOwnAccount } from "#worker/domain/account/get-account.ts";
import { DomainError } from "#worker/errors.ts";

function describeOffer({ secret, uri, sealed }: AuthenticatorOffer) {
  return { qr: makeQr(uri), uri, sealed, secret: secret.replace(/(.{4})(?=.)/g, "$1 ") };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { email, hasTotp } = await getOwnAccount(member);
    return json({ email, hasTotp, offer: describeOffer(await beginAuthenticator(member, email)) }, { headers: { "Cache-Control": "no-store" } });
  });
}

/** What a wrong code was typed for: the app has that secret already, and a new one would make its every code wrong. */
async function repeatOffer(member: MemberContext, sealed: string, email: string) {
  return repeatAuthenticator(member, sealed, email).then(describeOffer, () => null);
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["intent", "email", "password", "sealed", "code"]);
    const [intent, password, sealed] = [field("intent"), field("password"), field("sealed")];
    if (intent !== "add" && intent !== "remove") throw new DomainError("UNREADABLE");
    try {
      if (intent === "remove") return await leadOn(asked.context, await removeAuthenticator(member, { password }), "/account?done=authenticator-removed");
      return await showCodesOnce(asked.context, await addAuthenticator(member, { password, sealed, code: field("code") }), "authenticator");
    } catch (error) {
      return refuse(error, { intent, offer: intent === "add" ? await repeatOffer(member, sealed, field("email")) : null }, asked.context);
    }
  });
}
