/** One step after the other. The last one signs in. */
import * as z from "zod";
import type { VisitorContext } from "#worker/context.ts";
import type { Attempt, PublishedInduction } from "#worker/durable/attempts.ts";
import { prepareBooking } from "#worker/domain/booking/prepare.ts";
import { parseAnswers } from "#worker/domain/induction/answers.ts";
import { isQuestion } from "#worker/domain/induction/content.ts";
import { randomBelow } from "#worker/domain/induction/begin.ts";
import { mark, pointsNeeded, type Mark } from "#worker/domain/induction/marking.ts";
import { failuresOf, whoFails } from "#worker/domain/induction/pause.ts";
import { keepPhotos } from "#worker/domain/induction/photos.ts";
import { mustAnswer } from "#worker/domain/induction/questions.ts";
import { draw, keepAsked, shown, stepsOf, type Step } from "#worker/domain/induction/steps.ts";
import { parse } from "#worker/domain/parse.ts";
import { signInAgain } from "#worker/domain/visit/sign-in-again.ts";
import { signIn, type OnTheWay } from "#worker/domain/visit/sign-in.ts";
import { DomainError, type FieldErrors } from "#worker/errors.ts";
import type { Passed } from "#worker/store/passed-induction.ts";
import type { SignInAgainOutcome } from "#worker/store/sign-in.ts";

export interface Doing {
  attempt: Attempt;
  induction: PublishedInduction;
  steps: Step[];
}

export const stepInput = z.strictObject({ attemptId: z.uuid(), step: z.int().min(0).max(200).optional() });

/** The step asked for, or the first that is open: nobody skips one. No trip. Throws NOT_FOUND when the attempt is over. */
export async function getStep(context: VisitorContext, raw: z.input<typeof stepInput>): Promise<Doing & { step: number }> {
  const { attemptId, step } = parse(stepInput, raw);
  const doing = await findDoing(context, attemptId);
  const open = firstOpen(doing, context);
  return { ...doing, step: Math.min(step ?? open, open, doing.steps.length - 1) };
}

/** What a step's page sends. */
export const formFields = {
  form: z.record(z.string().max(100), z.array(z.string().max(60_000)).max(100)),
  /** Photos, by the block's id. */
  files: z.record(z.string().max(100), z.instanceof(Uint8Array)).default({}),
};

export const answerInput = z.strictObject({
  attemptId: z.uuid(),
  step: z.int().min(0).max(200),
  ...formFields,
  /** Of the visit that it leads to, whose id is the attempt's. */
  signOutToken: z.string().length(43),
  /** Of a remembered phone: the sign-out token of its last visit. */
  earlierToken: z.string().length(43).nullable(),
});

export type StepOutcome =
  | { outcome: "next"; step: number }
  | { outcome: "again"; fields: FieldErrors }
  | { outcome: "failed"; marking: Mark; passPercent: number; retryAfterSeconds: number; triesLeft: number; firstStep: number }
  /** Before they come, by a booking's link: passed; or an answer that a supervisor at the gate has to see. */
  | { outcome: "prepared" }
  | { outcome: "not_at_home"; which: "stop" | "ask" }
  | SignInAgainOutcome;

/** No trip but for the last step's, which is one. Throws NOT_FOUND when the attempt is over, INVALID_INPUT, and what a sign-in throws. */
export async function answerStep(context: VisitorContext, bucket: R2Bucket, raw: z.input<typeof answerInput>): Promise<StepOutcome> {
  const input = parse(answerInput, raw);
  const doing = await findDoing(context, input.attemptId);
  const open = firstOpen(doing, context);
  const asked = doing.steps[input.step];
  if (!asked || input.step > open) return { outcome: "next", step: Math.min(open, doing.steps.length - 1) };
  const visible = shown(asked.blocks, keepAsked(doing.steps, doing.attempt.answers));
  const photos = await keepPhotos(context, bucket, { attempt: doing.attempt, asked: visible, files: input.files });
  // What was answered before an earlier answer hid the question decides nothing any more.
  const read = parseAnswers(asked, keepAsked(doing.steps, photos.attempt.answers), input.form, { today: todayIn(context), photos: context.photos });
  const faults = { ...("fields" in read ? read.fields : {}), ...photos.faults };
  if (!("answers" in read) || Object.keys(faults).length > 0) return { outcome: "again", fields: faults };
  const own = asked.blocks.map(({ id }) => id);
  const given = Object.fromEntries(Object.entries(read.answers).filter(([id]) => own.includes(id)));
  const attempt = await context.gate.answerStep(input.attemptId, input.step, own, given);
  if (!attempt) throw new DomainError("NOT_FOUND");
  if (input.step + 1 < doing.steps.length) return { outcome: "next", step: input.step + 1 };
  const stillOpen = firstOpen({ ...doing, attempt }, context);
  if (stillOpen < doing.steps.length) return { outcome: "next", step: stillOpen };
  return finish(context, { ...doing, attempt }, input);
}

async function finish(context: VisitorContext, doing: Doing, input: z.output<typeof answerInput>): Promise<StepOutcome> {
  const { attempt, induction, steps } = doing;
  const marking = mark(induction.content, attempt.drawn, attempt.answers);
  // Who has to wait is not told whether it would have been right this time. What stops them does so whatever the score.
  if (marking.stopped !== "stop" && (!marking.passed || (await failuresOf(context, induction, attempt.comer)).waitSeconds > 0)) return fail(context, doing, marking);
  const reason = { kind: "answers" as const, questions: marking.critical };
  const passed: Passed = {
    id: context.request.makeId(),
    versionId: attempt.versionId,
    language: attempt.language,
    drawn: attempt.drawn,
    answers: keepAsked(steps, attempt.answers),
    score: marking.score,
    outOf: marking.outOf,
    startedAt: new Date(attempt.startedAtMs),
    ...(!marking.passed && { failed: { needed: pointsNeeded(induction.content, marking) } }),
  };
  if (context.bookingId !== null) return prepare(context, attempt, marking, passed);
  const outcome = await comeIn(context, attempt, input, {
    passed,
    stops: marking.stopped === "stop" ? [reason] : [],
    asks: marking.stopped === "ask" ? [reason] : [],
  });
  // Only once the visit stands, or its entry: until then a lost answer must find the attempt again.
  if (outcome.outcome === "signed_in" || outcome.outcome === "held") context.request.defer(context.gate.endAttempt(attempt.id));
  return outcome;
}

/** Nobody is at the gate yet: what was passed goes to the booking, and no answer makes an entry. */
async function prepare(context: VisitorContext, { id, comer }: Attempt, { stopped }: Mark, passed: Passed): Promise<StepOutcome> {
  if (stopped) return { outcome: "not_at_home", which: stopped };
  if (comer.kind !== "typed") throw new DomainError("NOT_FOUND");
  const { name, phone, employer } = comer;
  await prepareBooking(context, { comer: { name, phone, employer }, passed });
  context.request.defer(context.gate.endAttempt(id));
  return { outcome: "prepared" };
}

function comeIn(context: VisitorContext, attempt: Attempt, { attemptId, signOutToken, earlierToken }: z.output<typeof answerInput>, onTheWay: OnTheWay): Promise<SignInAgainOutcome> {
  const { comer, notices, language, termsVersionId = null } = attempt;
  const shown = { prepared: { visitId: attemptId, signOutToken }, notices, language, termsVersionId };
  if (comer.kind === "remembered") {
    return earlierToken ? signInAgain(context, { earlierToken, ...shown }, onTheWay) : Promise.resolve({ outcome: "forgotten" });
  }
  const { name, phone, visitorType, employer } = comer;
  return signIn(context, { name, phone, visitorType, employer, ...shown }, onTheWay);
}

async function fail(context: VisitorContext, { attempt, induction, steps }: Doing, marking: Mark): Promise<StepOutcome> {
  const { quiz } = induction.content;
  const before = await failuresOf(context, induction, attempt.comer);
  const drawn = draw(induction.content, (below) => randomBelow(context.request.makeBytes, below));
  const firstStep = Math.max(0, steps.findIndex(({ blocks }) => blocks.some(({ id }) => marking.wrong.includes(id) || attempt.drawn.includes(id))));
  if (before.waitSeconds === 0) await context.gate.failQuiz(attempt.id, whoFails(context, induction, attempt.comer), drawn, marking.wrong, firstStep);
  const { count, waitSeconds } = await failuresOf(context, induction, attempt.comer);
  return { outcome: "failed", marking, passPercent: quiz?.passPercent ?? 0, retryAfterSeconds: waitSeconds, triesLeft: Math.max(0, (quiz?.attempts ?? 0) - count), firstStep };
}

async function findDoing({ gate, siteCode }: VisitorContext, attemptId: string): Promise<Doing> {
  const attempt = await gate.findAttempt(attemptId);
  const induction = attempt && (await gate.induction(siteCode, attempt.versionId));
  if (!induction) throw new DomainError("NOT_FOUND");
  return { attempt, induction, steps: stepsOf(induction.content, attempt.drawn) };
}

/** The first step that was not sent yet, or that lacks an answer since an earlier one was changed; the number of steps when none is open. */
function firstOpen({ attempt, steps }: Doing, { photos }: VisitorContext): number {
  const kept = keepAsked(steps, attempt.answers);
  const lacking = steps.findIndex(({ blocks }) => shown(blocks, kept).some((block) => isQuestion(block) && mustAnswer(block, photos) && kept[block.id] === undefined));
  return lacking === -1 ? Math.min(attempt.sent, steps.length) : Math.min(attempt.sent, lacking);
}

/** YYYY-MM-DD at the site. */
const todayIn = ({ request, timeZone }: VisitorContext) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(request.now);
