/** One's own account, from within a session. */
import { beginAuthenticator } from "#worker/domain/account/authenticator.ts";
import { PASSWORD } from "../world.ts";
import { addSession, challengeFor, codeOf, giveAuthenticator, givePasskey } from "./rows.ts";
import { makeAuthenticator } from "../authenticator.ts";
import { caseOf, COUNTED, type At, type Cases } from "./case.ts";

const password = PASSWORD;
/** A change of the account: it stands in the chain of each of its companies. */
const change = { by: "member", own: true, everywhere: true, counts: COUNTED } as const;

async function offered({ actor }: At) {
  const { sealed, secret } = await beginAuthenticator(actor, actor.email);
  return { password, sealed, code: codeOf(secret) };
}

export const ACCOUNT_CASES: Cases = {
  getOwnAccount: { by: "member", own: true, sees: ({ actor }) => actor.email },
  changePassword: { ...change, event: "account.password-changed", input: () => ({ password, newPassword: "pōhutukawa ladder 9 kettle" }) },
  beginAuthenticator: caseOf({ by: "member", own: true, input: ({ actor }) => actor.email }),
  repeatAuthenticator: caseOf({
    by: "member",
    own: true,
    input: async (at) => (await offered(at)).sealed,
    args: (context, sealed, { actor }) => [context, sealed, actor.email],
    crossed: { "": "INVALID_INPUT" },
  }),
  addAuthenticator: { ...change, event: "account.authenticator-added", input: offered, crossed: { sealed: "INVALID_INPUT", code: "INVALID_INPUT" } },
  removeAuthenticator: {
    ...change,
    event: "account.authenticator-removed",
    input: async ({ actor }) => {
      await giveAuthenticator(actor);
      return { password };
    },
  },
  // The right password is counted, too, until the passkey is made: it clears the count.
  beginPasskey: { by: "member", own: true, counts: COUNTED, input: () => ({ password }) },
  addPasskey: {
    ...change,
    event: "account.passkey-added",
    input: async ({ actor }) => {
      const { options, token } = await challengeFor(actor.request, actor.claims.memberId);
      const response = await (await makeAuthenticator(actor.request.settings.appOrigin)).register(options);
      return { password, token, response, name: "Work phone" };
    },
    crossed: { token: "INVALID_INPUT", response: "INVALID_INPUT" },
  },
  removePasskey: {
    ...change,
    event: "account.passkey-removed",
    input: async ({ actor }) => ({ password, passkeyId: (await givePasskey(actor)).passkeyId }),
    // That one has gone already is all that it says.
    crossed: { passkeyId: "CONFLICT" },
  },
  makeRecoveryCodes: { ...change, event: "account.recovery-codes-made", input: () => ({ password }) },
  endSession: {
    by: "member",
    own: true,
    event: "session.ended",
    input: async ({ actor }) => ({ sessionId: await addSession(actor.companyId, actor.claims.memberId) }),
    crossed: { sessionId: { value: false } },
  },
  endOtherSessions: {
    by: "member",
    own: true,
    event: "session.ended",
    everywhere: true,
    // One here and one elsewhere; what is not one's own is not among them, whatever is sent: nothing is.
    input: async ({ actor, world }) => {
      await addSession(actor.companyId, actor.claims.memberId);
      await addSession(world.elsewhere.companyId, actor.elsewhereId);
      return undefined;
    },
  },
  switchCompany: {
    by: "member",
    own: true,
    input: ({ world }) => ({ companyId: world.elsewhere.companyId }),
    events: ({ actor, world }) => [
      { companyId: actor.companyId, action: "session.ended", actorKind: "member", actorId: actor.claims.memberId },
      { companyId: world.elsewhere.companyId, action: "session.opened", actorKind: "member", actorId: actor.elsewhereId },
    ],
  },
  logOut: { by: "member", own: true, event: "session.ended" },
};
