/** What became of each of a crew, as the page shows it. */
import type { AppLoadContext } from "@remix-run/cloudflare";
import { reasonText } from "#app/routes/approvals/reasons.server.ts";
import { makeQr } from "#app/routes/office/qr.server.ts";
import { phoneText } from "#app/routes/office/words.ts";
import { makeVisitorContext } from "#worker/context.ts";
import { beginInduction } from "#worker/domain/induction/begin.ts";
import { parseSiteLink, siteGateOf } from "#worker/domain/site/find-site.ts";
import { writeInductionToken } from "#worker/http/induction-token.ts";
import type { CrewOutcome } from "#worker/store/crew.ts";
import type { CrewForm } from "./form.server.ts";

/** Begins the induction of somebody who has to do it first. Gives its page's address; null where it can't begin now. */
async function begin({ visitId, versionId, name, phone, employer, visitorType }: CrewOutcome, crew: CrewForm, notices: string[], { env, request, member }: AppLoadContext): Promise<string | null> {
  const link = parseSiteLink(crew.link);
  if (!link || !member || !versionId || !name || !phone || !visitorType) return null;
  const visitor = makeVisitorContext(request, { companyId: member.companyId, siteId: crew.siteId }, link, siteGateOf(env, link.code));
  const typed = { name, phone, employer: employer ?? "", visitorType };
  const begun = await beginInduction(visitor, { visitId, versionId, languages: ["en"], notices, comer: { kind: "typed", typed } }).catch(() => null);
  if (begun?.outcome !== "begun") return null;
  return `${env.APP_ORIGIN}/i/${await writeInductionToken(request, { visitId, link: crew.link, keyId: request.settings.signingKeys[0]?.id ?? "" })}`;
}

/** In the order of the form. */
export function describeOutcomes(outcomes: CrewOutcome[], crew: CrewForm, notices: string[], context: AppLoadContext) {
  return Promise.all(
    outcomes.map(async (one) => {
      const url = one.outcome === "due" ? await begin(one, crew, notices, context) : null;
      return {
        id: one.visitId,
        outcome: one.outcome,
        name: one.name ?? "Somebody",
        phone: one.phone ? phoneText(one.phone) : "",
        employer: one.employer ?? "",
        reasons: one.reasons.map((reason) => reasonText(reason, { employer: one.employer ?? "", visitorType: one.visitorType ?? "visitor" })),
        induction: url ? { url, qr: makeQr(url) } : null,
      };
    }),
  );
}
