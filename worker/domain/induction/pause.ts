/** After so many failed quizzes somebody waits. Whose failures they are goes by what they gave at the gate, or by the client of a remembered phone. */
import type { VisitorContext } from "#worker/context.ts";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import type { Comer, PublishedInduction } from "#worker/durable/attempts.ts";
import { toKey } from "#worker/domain/person/words.ts";
import { clientKey } from "#worker/limits.ts";

export function whoFails(context: VisitorContext, induction: PublishedInduction, comer: Comer): string {
  const whose = comer.kind === "typed" ? [comer.phone, toKey(comer.name)] : ["client", clientKey(context.request.address)];
  return toHex(sha256Of(["quiz", induction.templateId, ...whose].join("\n")));
}

/** How many failures count now, and the seconds to wait; 0 when there is another go. */
export async function failuresOf(context: VisitorContext, induction: PublishedInduction, comer: Comer): Promise<{ count: number; waitSeconds: number }> {
  const { quiz } = induction.content;
  if (!quiz) return { count: 0, waitSeconds: 0 };
  const coolDownMs = quiz.coolDownMinutes * 60_000;
  const { count, lastAtMs } = await context.gate.quizFailures(whoFails(context, induction, comer), coolDownMs);
  if (count < quiz.attempts) return { count, waitSeconds: 0 };
  return { count, waitSeconds: Math.max(1, Math.ceil((lastAtMs + coolDownMs - context.request.now.getTime()) / 1000)) };
}

export async function pauseOf(context: VisitorContext, induction: PublishedInduction, comer: Comer): Promise<number> {
  return (await failuresOf(context, induction, comer)).waitSeconds;
}
