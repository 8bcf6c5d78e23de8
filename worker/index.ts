/** The Worker's exports and nothing else. Remix is loaded when the first page is asked for. */
import { makeApp, type RenderPage } from "#worker/http/app.ts";
import type { Env } from "#worker/env.ts";
import { runAuditChores } from "#worker/domain/audit/chores.ts";
import { sweepExports } from "#worker/domain/export/sweep.ts";
import { sweepMail } from "#worker/domain/message/sweep.ts";
import { makeRequestContext } from "#worker/context.ts";

export { SiteGate } from "#worker/durable/site-gate.ts";
export { SiteRegister } from "#worker/durable/site-register.ts";

const renderPage: RenderPage = async (request, door, env, waitUntil) => {
  const { render } = await import("./render.ts");
  return render(request, door, env, waitUntil);
};

const findStylesheet = async () => (await import("./render.ts")).findStylesheet();

const app = makeApp(renderPage, findStylesheet);

export default {
  fetch: app.fetch,
  async scheduled(_event, env) {
    const request = makeRequestContext(env, { requestId: crypto.randomUUID(), now: new Date(), address: null, userAgent: null });
    await Promise.all([sweepExports(request, env.JOBS), sweepMail(request), request.platform.purgeExpired(), runAuditChores(request, env.FILES)]);
  },
} satisfies ExportedHandler<Env>;
