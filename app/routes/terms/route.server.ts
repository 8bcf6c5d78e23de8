import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { addressWith, readQuery } from "#app/routes/office/query.server.ts";
import { dated } from "#app/routes/office/times.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { getTerms } from "#worker/domain/terms/list.ts";
import { withdrawTerms } from "#worker/domain/terms/publish.ts";
import type { TermsVersion } from "#worker/store/terms.ts";
import { inOrder } from "./languages.server.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** A version as its pages show it, English first. */
export function describeTerms({ id, number, texts, publishedByName, isInForce, acceptedBy, ...version }: TermsVersion, member: MemberContext) {
  const { timeZone } = member.entered ?? member.claims;
  const when = (at: Date) => dated(at, member.request.now, timeZone);
  return { id, number, texts: inOrder(texts), publishedByName, isInForce, acceptedBy, published: when(version.publishedAt), withdrawn: version.withdrawnAt && when(version.withdrawnAt) };
}

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const versions = (await getTerms(member)).map((version) => describeTerms(version, member));
    return json({ inForce: versions.find(({ isInForce }) => isInForce) ?? null, earlier: versions.filter(({ isInForce }) => !isInForce), isAsking: query("withdraw") !== undefined, outcome: query("done") ?? null }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["termsId"]);
    const isWithdrawn = await withdrawTerms(member, asked.context.env, { termsId: field("termsId") });
    return redirect(addressWith("/terms", { done: isWithdrawn ? "withdrawn" : "unchanged" }), { status: 303, headers: NO_STORE });
  });
}
