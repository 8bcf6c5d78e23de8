/** Somebody at the gate begins what is asked of them before they come in. */
import * as z from "zod";
import type { VisitorContext } from "#worker/context.ts";
import type { Attempt } from "#worker/durable/attempts.ts";
import { pauseOf } from "#worker/domain/induction/pause.ts";
import { draw } from "#worker/domain/induction/steps.ts";
import { language } from "#worker/domain/induction/text.ts";
import { parse } from "#worker/domain/parse.ts";
import { admitOnce } from "#worker/domain/visit/count-once.ts";
import { comerInput, readNotices, visitorType } from "#worker/domain/visit/schemas.ts";
import { DomainError } from "#worker/errors.ts";

/** `visitId` is that of the form: pressed twice it is one attempt. `remembered`: the phone's own cookie says who comes, and stays where it is. */
export const beginInput = z.strictObject({
  visitId: z.uuid(),
  versionId: z.uuid(),
  /** The most wanted first. */
  languages: z.array(language).min(1).max(12),
  notices: readNotices,
  termsVersionId: z.uuid().nullable().default(null),
  comer: z.union([z.strictObject({ kind: z.literal("remembered"), visitorType }), z.strictObject({ kind: z.literal("typed"), typed: comerInput })]),
});

export type Begun = { outcome: "begun"; attempt: Attempt } | { outcome: "wait"; retryAfterSeconds: number };

/** It asks the site's object alone: no trip to the database where that knows the version. `wait`: the quiz was failed too often. Throws INVALID_INPUT, TOO_MANY, NOT_FOUND. */
export async function beginInduction(context: VisitorContext, raw: z.input<typeof beginInput>): Promise<Begun> {
  const { visitId, versionId, languages: wanted, comer, notices, termsVersionId } = parse(beginInput, raw);
  await admitOnce(context, visitId);
  const { gate, siteCode, request } = context;
  const induction = await gate.induction(siteCode, versionId);
  if (!induction) throw new DomainError("NOT_FOUND");
  const who = comer.kind === "typed" ? { kind: comer.kind, ...comer.typed } : comer;
  const retryAfterSeconds = await pauseOf(context, induction, who);
  if (retryAfterSeconds > 0) return { outcome: "wait", retryAfterSeconds };
  const attempt = await gate.beginAttempt({
    id: visitId,
    versionId,
    language: chooseFrom(induction.content.languages, wanted),
    comer: who,
    drawn: draw(induction.content, (below) => randomBelow(request.makeBytes, below)),
    answers: {},
    sent: 0,
    notices,
    termsVersionId,
    startedAtMs: request.now.getTime(),
  });
  return { outcome: "begun", attempt };
}

/** The first that is wanted, whatever its script and region, or the main one: who reads "zh" is given "zh-Hans". */
function chooseFrom(languages: string[], wanted: string[]): string {
  const [found] = wanted.flatMap((one) => languages.find((own) => own === one) ?? languages.find((own) => own.split("-")[0] === one) ?? []);
  return found ?? languages[0] ?? "en";
}

/** A whole number from 0 to `below` - 1; so few of four bytes' numbers are out of balance that nobody gains by it. */
export function randomBelow(makeBytes: (length: number) => Uint8Array, below: number): number {
  return new DataView(makeBytes(4).buffer).getUint32(0) % below;
}
