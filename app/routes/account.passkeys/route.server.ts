import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { leadOn, showCodesOnce } from "#app/routes/account/renew.server.ts";
import { readQuery } from "#app/routes/office/query.server.ts";
import { dated, since } from "#app/routes/office/times.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { getOwnAccount } from "#worker/domain/account/get-account.ts";
import { addPasskey, beginPasskey, removePasskey } from "#worker/domain/account/passkeys.ts";
import { DomainError } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const { email, passkeys } = await getOwnAccount(member);
    const { now } = member.request;
    const { timeZone } = member.claims;
    return json(
      {
        email,
        removing: query("remove") ?? null,
        isRemoved: query("done") === "removed",
        passkeys: passkeys.map(({ id, name, isBackedUp, createdAt, lastUsedAt }) => ({
          id,
          name,
          isBackedUp,
          added: dated(createdAt, now, timeZone),
          lastUsed: lastUsedAt && since(lastUsedAt, now, timeZone),
        })),
      },
      { headers: NO_STORE },
    );
  });
}

const FIELDS = ["intent", "email", "password", "name", "token", "response", "passkeyId"] as const;
type Field = (name: (typeof FIELDS)[number]) => string;

/** The browser asks twice: for the options, with the password, and with what the device then made. */
async function change(member: MemberContext, context: ActionFunctionArgs["context"], field: Field) {
  const password = field("password");
  switch (field("intent")) {
    case "begin":
      return json({ creation: await beginPasskey(member, { password }) }, { headers: NO_STORE });
    case "add":
      return showCodesOnce(context, await addPasskey(member, { password, token: field("token"), response: field("response"), name: field("name") }), "passkey");
    case "remove":
      return leadOn(context, await removePasskey(member, { password, passkeyId: field("passkeyId") }), "/account/passkeys?done=removed");
    default:
      throw new DomainError("UNREADABLE");
  }
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, FIELDS);
    try {
      return await change(member, asked.context, field);
    } catch (error) {
      return refuse(error, { intent: field("intent") }, asked.context);
    }
  });
}
