/** A request straight to the Worker, as the router would hand it over. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import worker from "#worker/index.ts";

export const ORIGIN = "http://localhost:8787";

/**
 * The whole answer, when all that it began has ended. `address` is a path or a whole URL, `variables` stand for the deployment's own.
 * Much quicker than `exports.default.fetch`, whose calls take ever longer the more of them a file makes.
 */
export async function ask(address: string, init: RequestInit = {}, variables: Partial<typeof env> = {}): Promise<Response> {
  const context = createExecutionContext();
  const url = address.startsWith("/") ? `${ORIGIN}${address}` : address;
  const response = await worker.fetch(new Request(url, { redirect: "manual", ...init }), { ...env, ...variables }, context);
  await waitOnExecutionContext(context);
  return response;
}
