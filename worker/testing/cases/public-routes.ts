/** The routes that are open to anyone: the gate, the way in, the links in mails. */
import { uuidv7 } from "uuidv7";
import { sign } from "#worker/crypto/signed.ts";
import { writeInductionToken } from "#worker/http/induction-token.ts";
import { idOf } from "../induction.ts";
import { makeRequest, somebody, type MadeSite } from "../factories.ts";
import { makeVisit, PASSWORD } from "../world.ts";
import type { At } from "./case.ts";
import { gateAssetPath } from "./asset.ts";
import { OWN_BOOKING_ROUTES } from "./booking.ts";
import { makeAttempt } from "./induction.ts";
import type { RouteCase, RouteCases } from "./route-case.ts";
import { addPastVisit, codeOf, freshEmail, giveAuthenticator, makeInvite, makeReset, makeSignUp, stepOf } from "./rows.ts";

const anyone = { needs: "anyone" } as const;
const look = (path: string, more: Partial<RouteCase> = {}): RouteCase => ({ ...anyone, ok: 200, send: () => ({ path }), ...more });

async function signInForm(site: MadeSite): Promise<Record<string, string>> {
  const { settings, now } = makeRequest();
  const { name, phone, visitorType, employer } = somebody();
  return { name, phone, visitorType, employer, formKey: await sign(settings.signingKeys, "sign-in-form", { vis: uuidv7(), sit: site.siteId }, now, 600) };
}

async function secondStep({ actor }: At): Promise<{ path: string; cookie: string; secret: string }> {
  const secret = await giveAuthenticator(actor);
  return { path: "/log-in/second-step", cookie: `__Host-second-step=${await stepOf(actor)}`, secret };
}

const newPassword = "tōtara bucket 5 weather";
const visitPath = async ({ site }: At) => `/v/${(await makeVisit(site)).signOutToken}`;
/** Somebody who stands before the last step of an induction. */
export async function inductionPath(at: Pick<At, "site">): Promise<string> {
  const { attemptId } = await makeAttempt(at);
  return `/i/${await writeInductionToken(makeRequest(), { visitId: attemptId, link: at.site.path.slice("/s/".length), keyId: makeRequest().settings.signingKeys[0]?.id ?? "" })}`;
}
const signUpPath = async ({ world }: At) => `/sign-up/${await makeSignUp(freshEmail(world))}`;
const resetPath = async ({ actor }: At) => `/reset/${await makeReset(actor)}`;
const joinPath = async ({ world }: At) => `/join/${(await makeInvite(world.company.companyId, freshEmail(world))).token}`;

export const PUBLIC_ROUTES: RouteCases = {
  "GET /": look("/", { ok: 302 }),
  "GET /live": look("/live"),
  "GET /health": look("/health"),
  "GET /s/:link": { ...anyone, ok: 200, send: ({ site }) => ({ path: site.path }) },
  "POST /s/:link": { ...anyone, ok: 303, send: async ({ site }) => ({ path: site.path, form: await signInForm(site) }) },
  "GET /i/:token": { ...anyone, ok: 200, send: async (at) => ({ path: await inductionPath(at) }) },
  "POST /i/:token": { ...anyone, ok: 303, send: async (at) => ({ path: await inductionPath(at), form: { step: "1", [idOf("q1")]: "ticked" } }) },
  "GET /i/:token/:id": { ...anyone, ok: 200, send: async ({ site }) => ({ path: await gateAssetPath(site) }) },
  "GET /v/:token": { ...anyone, ok: 200, send: async (at) => ({ path: await visitPath(at) }) },
  "POST /v/:token": { ...anyone, ok: 303, send: async (at) => ({ path: await visitPath(at), form: {} }) },
  "GET /v/:token/held": { ...anyone, ok: 200, send: async ({ site }) => ({ path: `/v/${(await addPastVisit(site)).signOutToken}/held` }) },
  "POST /v/:token/held": { ...anyone, ok: 303, send: async ({ site }) => ({ path: `/v/${(await addPastVisit(site)).signOutToken}/held`, form: { intent: "correction", requestId: uuidv7(), correction: "My name is Hēmi" } }) },
  ...OWN_BOOKING_ROUTES,
  "GET /log-in": look("/log-in", { withSession: 302 }),
  "POST /log-in": { ...anyone, ok: 303, send: ({ actor }) => ({ path: "/log-in", form: { email: actor.email, password: PASSWORD, next: "" } }) },
  "GET /log-in/passkey": look("/log-in/passkey?_data=routes%2Flog-in.passkey%2Froute"),
  "GET /log-in/second-step": { ...anyone, ok: 200, send: async (at) => secondStep(at) },
  "POST /log-in/second-step": {
    ...anyone,
    ok: 303,
    send: async (at) => {
      const { secret, ...sent } = await secondStep(at);
      return { ...sent, form: { way: "code", code: codeOf(secret) } };
    },
  },
  "GET /sign-up": look("/sign-up"),
  "POST /sign-up": { ...anyone, ok: 200, send: ({ world }) => ({ path: "/sign-up", form: { companyName: "Rātā Roofing", name: "Mere Tau", email: freshEmail(world) } }) },
  "GET /sign-up/:token": { ...anyone, ok: 200, send: async (at) => ({ path: await signUpPath(at) }) },
  "POST /sign-up/:token": { ...anyone, ok: 303, send: async (at) => ({ path: await signUpPath(at), form: { intent: "new", newPassword } }) },
  "GET /reset": look("/reset"),
  "POST /reset": { ...anyone, ok: 200, send: ({ actor }) => ({ path: "/reset", form: { email: actor.email } }) },
  "GET /reset/:token": { ...anyone, ok: 200, send: async (at) => ({ path: await resetPath(at) }) },
  "POST /reset/:token": { ...anyone, ok: 303, send: async (at) => ({ path: await resetPath(at), form: { newPassword } }) },
  "GET /join/:token": { ...anyone, ok: 200, send: async (at) => ({ path: await joinPath(at) }) },
  "POST /join/:token": { ...anyone, ok: 303, send: async (at) => ({ path: await joinPath(at), form: { intent: "new", name: "Mere Tau", newPassword } }) },
  "GET /log-out": look("/log-out", { ok: 302 }),
};
