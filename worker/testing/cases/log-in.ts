/** Before anybody is known: the log-in, and the links in mails. */
import type { SessionClaims } from "#worker/context.ts";
import { uuidv7 } from "uuidv7";
import { makeCompany } from "../factories.ts";
import { PASSWORD } from "../world.ts";
import { caseOf, COUNTED_AND_NOTED, type At, type Cases, type Noted } from "./case.ts";
import { challengeFor, codeOf, DEPLOYMENT, freshEmail, giveAuthenticator, givePasskey, giveRecoveryCode, makeInvite, makeReset, makeSignUp, stepOf } from "./rows.ts";

const newPassword = "tōtara bucket 5 weather";
const NOBODY = { actorKind: "stranger", actorId: "" };

/** The session that was opened, in the company where its person was last. */
const opened = ({ actor }: At): Noted[] => [{ companyId: actor.companyId, action: "session.opened", actorKind: "member", actorId: actor.claims.memberId }];
/** In each company of the account, by nobody who is known. */
const ofAccount = (action: string) => ({ actor, world }: At): Noted[] => [actor.companyId, world.elsewhere.companyId].map((companyId) => ({ companyId, action, ...NOBODY }));

const secondStep = { by: "stranger", args: (request: never, input: unknown) => [request, input, null], events: opened, counts: COUNTED_AND_NOTED } as const;

export const LOG_IN_CASES: Cases = {
  logIn: caseOf({ by: "stranger", input: ({ actor }) => ({ email: actor.email, password: PASSWORD }), args: (request, input) => [request, input, null], events: opened }),
  getSecondStep: {
    by: "stranger",
    input: async ({ actor }) => {
      await giveAuthenticator(actor);
      return { token: await stepOf(actor) };
    },
    proof: ["token"],
  },
  "finishSecondStep, by a code": {
    ...secondStep,
    input: async ({ actor }) => ({ token: await stepOf(actor), code: codeOf(await giveAuthenticator(actor)) }),
    crossed: { token: "WRONG_CODE", code: "WRONG_CODE" },
  },
  "finishSecondStep, by a recovery code": {
    ...secondStep,
    input: async ({ actor }) => {
      await giveAuthenticator(actor);
      return { token: await stepOf(actor), recoveryCode: await giveRecoveryCode(actor) };
    },
    crossed: { token: "WRONG_CODE", recoveryCode: "WRONG_CODE" },
  },
  "finishSecondStep, by a passkey": {
    ...secondStep,
    input: async ({ actor, request }) => {
      const { authenticator } = await givePasskey(actor);
      const { options, token } = await challengeFor(request, actor.accountId);
      return { token: await stepOf(actor), passkey: { response: await authenticator.assert(options), token } };
    },
    crossed: { token: "WRONG_CODE", "passkey.token": "WRONG_CODE", "passkey.response": "WRONG_CODE" },
  },
  askPasskey: { by: "stranger" },
  logInWithPasskey: {
    by: "stranger",
    input: async ({ actor, request }) => {
      const { authenticator } = await givePasskey(actor);
      const { options, token } = await challengeFor(request, "");
      return { response: await authenticator.assert(options), token };
    },
    events: opened,
    crossed: { response: "WRONG_LOG_IN", token: "WRONG_LOG_IN" },
    counts: COUNTED_AND_NOTED,
  },
  askReset: caseOf({ by: "stranger", input: ({ actor }) => ({ email: actor.email }), events: ofAccount("password.reset-asked") }),
  getReset: { by: "stranger", input: async ({ actor }) => ({ token: await makeReset(actor) }), proof: ["token"], sees: ({ actor }) => actor.email },
  finishReset: { by: "stranger", input: async ({ actor }) => ({ token: await makeReset(actor), newPassword }), proof: ["token"], events: ofAccount("password.reset") },
  askSignUp: {
    by: "stranger",
    input: ({ world }) => ({ companyName: "Rātā Roofing", name: "Mere Tau", email: freshEmail(world) }),
    events: () => [{ companyId: DEPLOYMENT, action: "sign-up.asked", ...NOBODY }],
  },
  getSignUp: { by: "stranger", input: async ({ world }) => ({ token: await makeSignUp(freshEmail(world)) }), proof: ["token"], sees: ({ world }) => world.word },
  finishSignUp: caseOf({
    by: "stranger",
    input: async ({ world }) => ({ token: await makeSignUp(freshEmail(world)), newPassword }),
    args: (request, input) => [request, input, null],
    proof: ["token"],
    events: (_at, made: SessionClaims) => [{ companyId: made.companyId, action: "company.created", actorKind: "member", actorId: made.memberId }],
  }),
  "finishSignUp, with a session": caseOf({
    by: "stranger",
    input: async ({ actor }) => ({ token: await makeSignUp(actor.email) }),
    args: (request, input, { actor }) => [request, input, actor],
    crossed: { token: "OTHER_ACCOUNT" },
    events: ({ actor }, made: SessionClaims) => [
      { companyId: actor.companyId, action: "session.ended", actorKind: "member", actorId: actor.claims.memberId },
      { companyId: made.companyId, action: "company.created", actorKind: "member", actorId: made.memberId },
    ],
  }),
  getInvite: { by: "stranger", input: async ({ world }) => ({ token: (await makeInvite(world.company.companyId, freshEmail(world))).token }), proof: ["token"], sees: ({ world }) => world.word },
  joinCompany: caseOf({
    by: "stranger",
    input: async ({ world }) => ({ token: (await makeInvite(world.company.companyId, freshEmail(world))).token, name: "Mere Tau", newPassword }),
    args: (request, input) => [request, input, null],
    proof: ["token"],
    events: ({ world }, made: SessionClaims) => [{ companyId: world.company.companyId, action: "member.joined", actorKind: "member", actorId: made.memberId }],
  }),
  "joinCompany, with a session": caseOf({
    by: "stranger",
    input: async ({ actor }) => ({ token: (await makeInvite((await makeCompany()).companyId, actor.email)).token, name: `Mere ${uuidv7()}` }),
    args: (request, input, { actor }) => [request, input, actor],
    crossed: { token: "OTHER_ACCOUNT" },
    events: ({ actor }, made: SessionClaims) => [
      { companyId: actor.companyId, action: "session.ended", actorKind: "member", actorId: actor.claims.memberId },
      { companyId: made.companyId, action: "member.joined", actorKind: "member", actorId: made.memberId },
    ],
  }),
};

