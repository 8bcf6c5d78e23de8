/** A page that shows who is on site is told of each change over a WebSocket: proved here once, then handed to the site's object. */
import { Hono } from "hono";
import * as z from "zod";
import { watchRegister } from "#worker/domain/visit/live-register.ts";
import type { Watcher } from "#worker/durable/site-register.ts";
import { siteRegisterOf } from "#worker/durable/tell-registers.ts";
import { DomainError } from "#worker/errors.ts";
import type { Door } from "#worker/http/door.ts";
import { asksForPage } from "#worker/http/problem.ts";

/** `have` is the number of the register that the page shows. */
const asked = z.object({ site: z.uuid(), have: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional() });

export const liveRegister = new Hono<Door>().get("/register/live", async (c) => {
  const member = c.get("member");
  if (!member) {
    if (asksForPage(c)) return c.redirect("/log-in?ended=1&next=/register", 302);
    throw new DomainError("NOT_LOGGED_IN");
  }
  if (c.req.header("Upgrade")?.toLowerCase() !== "websocket") return c.body(null, 426, { Upgrade: "websocket", Connection: "Upgrade" });
  const query = asked.safeParse({ site: c.req.query("site"), have: c.req.query("have") });
  if (!query.success) throw new DomainError("NOT_FOUND");
  const { site: siteId, have = null } = query.data;
  const register = siteRegisterOf(c.env, siteId);
  const { number } = await watchRegister(member, { siteId, readerHash: new Uint8Array(await register.reader()) });
  if (!member.entered) throw new DomainError("NOT_LOGGED_IN");
  const { sessionId, memberId, expiresAt } = member.entered;
  const watcher: Watcher = { sessionId, memberId, untilMs: expiresAt.getTime(), number, have };
  // Nothing of what the browser sent goes along.
  const answer = await register.fetch("https://register/watch", { headers: { Upgrade: "websocket", "X-Watcher": JSON.stringify(watcher) } });
  if (answer.status === 429) throw new DomainError("TOO_MANY_WATCHERS", { retryAfterSeconds: 30 });
  return answer;
});
