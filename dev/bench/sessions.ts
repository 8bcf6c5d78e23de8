/** Members of the office, logged in by the log-in page. */
import { Failure } from "../failure.ts";
import type { Loaded } from "../seed/bulk.ts";
import { clientHeaders } from "./sign-ins.ts";

/** The Cookie header of a session that this admin opens. @throws Failure when the log-in page refuses. */
export async function logIn(origin: string, admin: Loaded["admins"][number]): Promise<string> {
  const answer = await fetch(`${origin}/log-in`, {
    method: "POST",
    redirect: "manual",
    headers: { ...clientHeaders(), origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ email: admin.email, password: admin.password, next: "/dashboard" }),
  });
  const [cookie] = answer.headers.getSetCookie().map((text) => text.split(";")[0] ?? "");
  if (answer.status !== 303 || !cookie) throw new Failure(`The log-in page answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  return cookie;
}
