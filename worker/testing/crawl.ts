/** What the pages offer, read from their HTML as a browser without script would: forms with their fields, and addresses. */
import { ask, ORIGIN } from "./ask.ts";

export interface FoundForm {
  method: "GET" | "POST";
  /** Where it is sent, its query included. */
  address: string;
  /** Name and value as they stand in the page. */
  fields: [name: string, value: string][];
}

const PAGES_AT_MOST = 200;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{40,}/g;

const decode = (text: string) => text.replaceAll("&#x27;", "'").replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const attribute = (tag: string, name: string) => decode(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "");

function formsIn(html: string, page: URL): FoundForm[] {
  return [...html.matchAll(/(<form\b[^>]*>)(.*?)<\/form>/gs)].map(([, tag = "", inside = ""]) => {
    const action = new URL(attribute(tag, "action") || page.href, page);
    const fields = [...inside.matchAll(/<(?:input|select|textarea|button)\b[^>]*\sname="[^>]*>/g)].map(([field]): [string, string] => [attribute(field, "name"), attribute(field, "value")]);
    return { method: attribute(tag, "method").toUpperCase() === "POST" ? "POST" : "GET", address: action.pathname + action.search, fields };
  });
}

function addressesIn(html: string, page: URL): string[] {
  const links = [...html.matchAll(/<a\b[^>]*\shref="([^"]+)"/g)].map(([, href = ""]) => new URL(decode(href), page));
  return links.filter(({ origin }) => origin === ORIGIN).map(({ pathname, search }) => pathname + search);
}

/** Follows the links from `starts`, one of each kind: two addresses that differ in their ids alone are of one kind. Takes no file. */
export async function crawl(starts: string[], cookie: string): Promise<{ forms: FoundForm[]; addresses: string[] }> {
  const seen = new Map<string, string>();
  const forms = new Map<string, FoundForm>();
  const waiting = [...starts];
  while (waiting.length > 0 && seen.size < PAGES_AT_MOST) {
    const address = waiting.shift() ?? "";
    const kind = address.replace(ID, "*");
    if (seen.has(kind) || address.startsWith("/files/")) continue;
    seen.set(kind, address);
    const page = new URL(address, ORIGIN);
    const response = await ask(address, { headers: { Accept: "text/html", ...(cookie ? { Cookie: cookie } : {}) } });
    const to = response.headers.get("Location");
    const html = await response.text();
    waiting.push(...(to ? [to] : []), ...addressesIn(html, page));
    for (const form of formsIn(html, page)) forms.set(`${form.method} ${form.address.replace(ID, "*")} ${form.fields.map(([name]) => name).join()}`, form);
  }
  return { forms: [...forms.values()], addresses: [...seen.values()] };
}
