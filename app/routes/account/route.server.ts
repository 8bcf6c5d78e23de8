import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm, readWhole } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { addressWith, readQuery } from "#app/routes/office/query.server.ts";
import { dated, since } from "#app/routes/office/times.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { describeDevice } from "#worker/domain/account/device.ts";
import { getOwnAccount } from "#worker/domain/account/get-account.ts";
import { endOtherSessions, endSession } from "#worker/domain/account/sessions.ts";
import { switchCompany } from "#worker/domain/account/switch-company.ts";
import { DomainError } from "#worker/errors.ts";
import { leadOn } from "./renew.server.ts";

const NO_STORE = { "Cache-Control": "no-store" };

type Account = Awaited<ReturnType<typeof getOwnAccount>>;

function describeSession(one: Account["sessions"][number], { request, claims }: MemberContext) {
  return {
    id: one.id,
    isThis: one.isThis,
    companyName: one.companyName,
    device: describeDevice(one.userAgent),
    place: one.place ?? one.address,
    began: dated(one.createdAt, request.now, claims.timeZone),
    lastUsed: since(one.lastUsedAt, request.now, claims.timeZone),
  };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const account = await getOwnAccount(member);
    const { email, hasTotp, recoveryCodesLeft, companies } = account;
    return json(
      {
        email,
        hasTotp,
        recoveryCodesLeft,
        passkeyNames: account.passkeys.map(({ name }) => name),
        sessions: account.sessions.map((one) => describeSession(one, member)),
        companies,
        /** The company asks for a second step, and this session has shown none. */
        isRequired: query("required") !== undefined && !member.entered?.secondFactor,
        outcome: query("done") ?? null,
        count: readWhole(query("count") ?? "") || 0,
      },
      { headers: NO_STORE },
    );
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["intent", "sessionId", "companyId"]);
    const say = (done: string, count?: number) => redirect(addressWith("/account", { done, count: count?.toString() }), { status: 303, headers: NO_STORE });
    try {
      switch (field("intent")) {
        case "end":
          return say((await endSession(member, { sessionId: field("sessionId") })) ? "ended" : "unchanged");
        case "end-others":
          return say("others-ended", await endOtherSessions(member));
        case "switch":
          return await leadOn(asked.context, await switchCompany(member, { companyId: field("companyId") }), "/dashboard");
        default:
          throw new DomainError("UNREADABLE");
      }
    } catch (error) {
      return refuse(error, null, asked.context);
    }
  });
}
