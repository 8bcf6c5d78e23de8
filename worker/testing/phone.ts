import { exports } from "cloudflare:workers";
import type { MadeSite, somebody } from "./factories.ts";

const ORIGIN = "http://localhost:8787";

/** A phone with cookies of its own, as the doors see it. */
export function makePhone() {
  const jar = new Map<string, string>();
  const send = async (path: string, form?: Record<string, string> | FormData) => {
    const headers = new Headers({ Origin: ORIGIN, Accept: "text/html", Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") });
    const body = form ? { method: "POST", body: form instanceof FormData ? form : new URLSearchParams(form) } : {};
    const response = await exports.default.fetch(`${ORIGIN}${path}`, { redirect: "manual", headers, ...body });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      jar.set(name, value);
    }
    return { status: response.status, to: response.headers.get("Location"), text: await response.text() };
  };
  return {
    send,
    /** Opens the form for somebody new and sends it. */
    async signIn(site: MadeSite, person: ReturnType<typeof somebody>) {
      const form = await send(`${site.path}?new`);
      const formKey = /name="formKey" value="([^"]+)"/.exec(form.text)?.[1] ?? "";
      return send(`${site.path}?new`, { ...person, formKey });
    },
  };
}
