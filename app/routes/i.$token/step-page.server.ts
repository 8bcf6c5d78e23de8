/** A step as its page shows it: the words in one language, and nothing of the rest of the induction. */
import type { Doing } from "#worker/domain/induction/step.ts";
import type { OpenSite } from "#worker/domain/site/find-site.ts";

export function describeStep(doing: Doing & { step: number }, site: OpenSite, { why }: { why: string | null }) {
  return { step: doing.step + 1, steps: doing.steps.length, siteName: site.snapshot.siteName, companyName: site.snapshot.companyName, why };
}
export type StepPage = ReturnType<typeof describeStep>;
