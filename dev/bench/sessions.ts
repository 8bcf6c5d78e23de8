/** Members of the office, logged in by the log-in page. */
import { Failure } from "../failure.ts";
import type { Loaded } from "../seed/bulk.ts";
import { clientHeaders } from "./sign-ins.ts";

/** The log-in form, sent by a device that was never here before. */
export function logInPost(origin: string, admin: Loaded["admins"][number]) {
  return {
    method: "POST",
    path: "/log-in",
    headers: { ...clientHeaders(), origin, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ email: admin.email, password: admin.password, next: "/dashboard" }).toString(),
  };
}

/** The Cookie header of a session that this admin opens. @throws Failure when the log-in page refuses. */
export async function logIn(origin: string, admin: Loaded["admins"][number]): Promise<string> {
  const { method, path, headers, body } = logInPost(origin, admin);
  const answer = await fetch(`${origin}${path}`, { method, redirect: "manual", headers, body });
  const cookie = answer.headers.getSetCookie().map((text) => text.split(";")[0] ?? "").find((text) => text.startsWith("__Host-session="));
  if (answer.status !== 303 || !cookie) throw new Failure(`The log-in page answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  return cookie;
}
