/** Sign-ins made ahead: as the form that a phone posts, and as the batch of statements that the Worker then sends. */
import { neonConfig } from "@neondatabase/serverless";
import { uuidv7 } from "uuidv7";
import { LIFETIMES } from "#worker/limits.ts";
import type { BuiltRequest } from "autocannon";
import { signingVariables, type SigningKey, type SigningKeys } from "../signing-keys.ts";
import type { Arrivals } from "./people.ts";

export type Batch = { queries: { query: string; params: unknown[] }[] };

type RequestContext = { settings: object };
type SignedModule = { sign: (keys: SigningKey[], purpose: "sign-in-form", claims: { vis: string; sit: string }, now: Date, lifetimeSeconds: number) => Promise<string> };
type ContextModule = {
  makeRequestContext: (env: Record<string, string>, from: { requestId: string; now: Date; address: string | null; userAgent: string }) => RequestContext;
  makeVisitorContext: (request: RequestContext, site: { companyId: string; siteId: string }, link: { code: string; secret: string }, gate: object) => object;
  signOutTokenOf: (settings: object, keyId: string, visitId: string) => string;
};
type SignInModule = { signIn: (visitor: object, input: object) => Promise<unknown> };

/** The Worker's own modules, by a name that the compiler does not follow: they are typed for Workers, and this is Node. */
const load = async <T>(path: string): Promise<T> => (await import(path)) as T;

const PHONE_AGENT = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";

let clients = 0;

/** The headers of one more client: each request is another's, so that the limit for each is not what is measured. */
export function clientHeaders(): Record<string, string> {
  clients += 1;
  return { "user-agent": PHONE_AGENT, "cf-connecting-ip": `10.${(clients >> 16) & 255}.${(clients >> 8) & 255}.${clients & 255}`, accept: "text/html" };
}

/** Posts to the sign-in page, each with a signed form key of its own. */
export async function makePosts(arrivals: Arrivals, count: number, keys: SigningKeys, origin: string): Promise<BuiltRequest[]> {
  const { sign } = await load<SignedModule>("#worker/crypto/signed.ts");
  const now = new Date();
  const posts: BuiltRequest[] = [];
  for (let made = 0; made < count; made += 1) {
    const { site, typed } = arrivals.next();
    const formKey = await sign([keys.A], "sign-in-form", { vis: uuidv7(), sit: site.siteId }, now, LIFETIMES.signInFormSeconds);
    posts.push({
      method: "POST",
      path: `/s/${site.siteCode}-${site.secret}?new`,
      headers: { ...clientHeaders(), origin, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ formKey, ...typed }).toString(),
    });
  }
  return posts;
}

class Captured extends Error {}

/**
 * The batches that the Worker's own operation would send for these sign-ins: it runs here as far as the wire, which
 * notes the request's body and goes no further.
 */
export async function makeBatches(arrivals: Arrivals, count: number, keys: SigningKeys, databaseUrl: string): Promise<string[]> {
  const { makeRequestContext, makeVisitorContext, signOutTokenOf } = await load<ContextModule>("#worker/context.ts");
  const { signIn } = await load<SignInModule>("#worker/domain/visit/sign-in.ts");
  const bodies: string[] = [];
  const fetchBefore = neonConfig.fetchFunction as unknown;
  neonConfig.fetchFunction = (_url: string, { body }: { body: string }) => {
    bodies.push(body);
    return Promise.reject(new Captured());
  };
  const env = { DATABASE_URL: databaseUrl, ...signingVariables(keys), APP_ORIGIN: "http://127.0.0.1", RUN_ID: "" };
  const open = { admit: () => Promise.resolve({ admitted: true }), refund: () => Promise.resolve() };
  try {
    for (let made = 0; made < count; made += 1) {
      const { site, typed } = arrivals.next();
      const headers = clientHeaders();
      const request = makeRequestContext(env, { requestId: uuidv7(), now: new Date(), address: headers["cf-connecting-ip"] ?? null, userAgent: PHONE_AGENT });
      const visitor = makeVisitorContext(request, site, { code: site.siteCode, secret: site.secret }, open);
      const visitId = uuidv7();
      const prepared = { visitId, signOutToken: signOutTokenOf(request.settings, keys.A.id, visitId) };
      await signIn(visitor, { ...typed, prepared }).catch((error: unknown) => {
        if (bodies.length !== made + 1) throw error;
      });
    }
  } finally {
    neonConfig.fetchFunction = fetchBefore;
  }
  return bodies;
}

/** Hands out what was made, each once; null at the end. */
export function handOut<T>(made: T[]): () => T | null {
  let at = 0;
  return () => made[at++] ?? null;
}
