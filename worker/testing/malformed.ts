/** Requests that no page of ours sends, as fast-check makes them: from a plausible one with one nasty value to plain noise. */
import type { FoundForm } from "./crawl.ts";
import { ORIGIN } from "./ask.ts";
import { fc } from "./fast-check.ts";
import type { Route } from "./routes.ts";

/** What there is to be wrong about. */
export interface World {
  routes: Route[];
  forms: FoundForm[];
  addresses: string[];
  /** Well-formed things for addresses and fields: own ids and links, other companies' ids. */
  known: string[];
}

export interface Malformed {
  method: string;
  address: string;
  headers: [name: string, value: string][];
  body: { text: string } | { bytes: Uint8Array<ArrayBuffer> } | null;
  isMember: boolean;
}

const ID = "01a20785-d2d1-783b-84c1-8f2ed7eaf796";
const DAYS = ["0000-01-01", "9999-12-31", "99999-01-01", "2026-02-30", "2026-13-01", "-271821-04-20", "2026-01-01T00:00:00Z", "today", "infinity", "1.1.26"];
const PLACES = [`0000-01-01T00:00:00.000Z_${ID}`, `2026-02-30T00:00:00.000Z_${ID}`, `2026-01-01T00:00:00.000Z_x`, `x_${ID}`, `2026-01-01T00:00:00.000Z_${ID}_${ID}`, "_"];
const IDS = ["00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", `{${ID}}`, ID.replaceAll("-", ""), `${ID}x`, ID.slice(1), "eyJhbGciOiJub25lIn0.e30."];
/** What is nearly right does more harm than noise. By the name of the field that asks for such. */
const NEARLY: [name: RegExp, texts: string[]][] = [
  [/(on|from|to|day|until|at)$/i, DAYS],
  [/^(older|newer|after|before|cursor)$/i, PLACES],
  [/id$|^(site|member|visit|person|key)$/i, IDS],
];

const NASTY = [
  ...DAYS,
  ...PLACES,
  ...IDS,
  ...["", " ", "0", "-1", "1e999", "NaN", "null", "undefined", "true", "[]", "{}", "__proto__", "constructor", "toString", "hasOwnProperty"],
  ...["' OR '1'='1", "'; SELECT pg_sleep(20); --", '"; DROP SCHEMA public CASCADE; --', "1) UNION SELECT NULL, NULL --", "\\x27", "$1", "%", "_", "%%%", "\\", "$$"],
  ...["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{7*7}}", "${7*7}", "<!--", "]]>", "&lt;", "</title><svg/onload=1>"],
  ...["../../../../etc/passwd", "..%2f..%2f", "file:///etc/passwd", "//elsewhere.example/", "https://elsewhere.example", "\\\\elsewhere.example"],
  ...["a\0b", "\u0001\u001f\u007f", "\r\nSet-Cookie: x=1", "\u202e\u200b\ufeff", "\ufffd", "İ", "ﷺ", "ā́", "👩‍👩‍👧", "\u{10ffff}", "\ud800"],
  ...["9223372036854775808", "1.5", "0x10", "١٢٣", "+64 21 000 000 000 000", "x".repeat(101), "x".repeat(5_000), "ā".repeat(300)],
];

/** A text that means harm, or a well-formed one where it does not belong. */
const nasty = ({ known }: World): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...NASTY) },
    { weight: 3, arbitrary: fc.constantFrom(...known) },
    { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...known), fc.nat(40)).map(([text, at]) => text.slice(0, at)) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...known), fc.constantFrom(...NASTY)).map(([text, end]) => text + end) },
  );

const nastyFor = (world: World, name: string): fc.Arbitrary<string> => {
  const nearly = NEARLY.find(([asked]) => asked.test(name))?.[1];
  return nearly ? fc.oneof(nasty(world), fc.constantFrom(...nearly)) : nasty(world);
};

const encode = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd")).slice(0, 6_000);

/** The parameters that each page has in its links and filters, by its path. */
function parametersOf({ addresses, forms }: World): [path: string, names: string[]][] {
  const found = new Map<string, Set<string>>();
  const filters = forms.filter(({ method }) => method === "GET").map(({ address, fields }) => `${address.split("?")[0]}?${new URLSearchParams(fields).toString()}`);
  for (const { pathname, searchParams } of [...addresses, ...filters].map((address) => new URL(address, ORIGIN))) {
    found.set(pathname, new Set([...(found.get(pathname) ?? []), ...searchParams.keys()]));
  }
  return [...found].map(([path, names]) => [path, [...names, "older", "newer"]]);
}

/** A page with its own parameters, one to three of them gone wrong. */
function filtered(world: World): fc.Arbitrary<string> {
  return fc.constantFrom(...parametersOf(world)).chain(([path, names]) =>
    fc
      .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
      .chain((some) => fc.tuple(...some.map((name) => nastyFor(world, name).map((value) => `${name}=${encode(value)}`))))
      .map((pairs) => `${path}?${pairs.join("&")}`),
  );
}

function queries(world: World): fc.Arbitrary<string> {
  const remix = ["_data", "_routes", "index", "_action"];
  const pair = fc.tuple(fc.oneof(fc.constantFrom(...remix), nasty(world)), nasty(world)).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const routeIds = world.routes.map(({ path }) => `_data=${encodeURIComponent(`routes${path}/route`)}`);
  const raw = fc.constantFrom("%", "%E0%A4%A", "&&&==&", "a[]=1&a[]=2", "a=%00", "?", "=", "%ff%fe=1", `a=${"%41".repeat(600)}`, ...routeIds);
  return fc.oneof({ weight: 5, arbitrary: fc.constant("") }, { weight: 1, arbitrary: pair.map((text) => `?${text}`) }, { weight: 1, arbitrary: raw.map((text) => `?${text}`) });
}

function paths(world: World): fc.Arbitrary<string> {
  const declared = fc.tuple(fc.constantFrom(...world.routes), nasty(world)).map(([{ path }, value]) => path.replace(/:\w+/g, () => encode(value)));
  const odd = fc.constantFrom("/.data", "/__manifest", "/_root.data", "/..%2f", "/%2e%2e/", "//", "/s", "/v", "/files", "/s//", "/s/-", "/exports//file", "/exports/%00/file", "/%", "/%E0%A4%A", "/assets/x.js.map", "/.git/config", "/.env", "/index.html", "/api/none");
  const after = fc.constantFrom("", "", "", "", "", "/", "/x", ".data", ".json", "%20", ";a=b", "//");
  const visited = fc.constantFrom(...world.addresses.map((address) => address.split("?")[0] ?? "/"));
  return fc.oneof({ weight: 4, arbitrary: fc.tuple(declared, after).map((parts) => parts.join("")) }, { weight: 8, arbitrary: visited }, { weight: 1, arbitrary: odd });
}

const URLENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data; boundary=xYz";

interface Sent {
  type: string | null;
  body: Malformed["body"];
}

/** What a field asks for, by its name: so that a form comes as far as its one nasty value. */
const WELL_FORMED: [name: RegExp, text: string][] = [
  [/mail/i, "nobody@example.test"],
  [/phone/i, "021 555 1234"],
  [/(On|from|to)$/i, "2026-01-15"],
  [/type/i, "contractor"],
  [/password/i, "kōwhai-blossom-42"],
  [/name|employer/i, "Hēmi Parata"],
];

const fillIn = ([name, value]: [string, string]) => value || (WELL_FORMED.find(([asked]) => asked.test(name))?.[1] ?? "");

/** A form of ours with one field, or any of them, gone wrong. */
function spoilt(world: World, form: FoundForm): fc.Arbitrary<Sent> {
  const filled = form.fields.map((field): [string, string] => [field[0], fillIn(field)]);
  const wrong = filled.map(([name]) => nastyFor(world, name));
  const oneWrong = fc.nat(Math.max(0, filled.length - 1)).chain((at) => (wrong[at] ?? fc.constant("")).map((value) => filled.map(([name, text], index): [string, string] => [name, index === at ? value : text])));
  const anyWrong = fc.tuple(...filled.map(([name, text], index) => fc.oneof(fc.constant(text), wrong[index] ?? fc.constant("")).map((value): [string, string] => [name, value])));
  const fields = fc.oneof({ weight: 3, arbitrary: oneWrong }, { weight: 1, arbitrary: anyWrong });
  const asMultipart = (pairs: [string, string][]) => pairs.map(([name, value]) => `--xYz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join("");
  const asUrlencoded = (pairs: [string, string][]) => pairs.map((pair) => pair.map(encode).join("=")).join("&");
  const multipart = (end: string) => fields.map((pairs) => ({ type: MULTIPART, body: { text: asMultipart(pairs) + end } }));
  return fc.oneof(
    { weight: 8, arbitrary: fields.map((pairs) => ({ type: URLENCODED, body: { text: asUrlencoded(pairs) } })) },
    { weight: 2, arbitrary: multipart("--xYz--\r\n") },
    { weight: 1, arbitrary: multipart("") },
    { weight: 1, arbitrary: multipart('--xYz\r\nContent-Disposition: form-data; name="file"; filename="x.png"\r\nContent-Type: image/png\r\n\r\n\u0000') },
    { weight: 1, arbitrary: fc.tuple(fields, nasty(world), nasty(world)).map(([pairs, name, value]) => ({ type: URLENCODED, body: { text: asUrlencoded([...pairs, [name, value]]) } })) },
    { weight: 1, arbitrary: fields.map((pairs) => ({ type: URLENCODED, body: { text: asUrlencoded([...pairs, ...pairs]) } })) },
  );
}

const noise: fc.Arbitrary<Sent> = fc.record({
  type: fc.constantFrom(URLENCODED, MULTIPART, "multipart/form-data", "application/json", "text/plain", "application/x-www-form-urlencoded; charset=utf-16", "text/xml", "*/*", ";", null),
  body: fc.oneof(
    fc.constant(null),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => ({ bytes: new Uint8Array(bytes) })),
    fc.string({ unit: "binary", maxLength: 200 }).map((text) => ({ text })),
    fc.constantFrom("[".repeat(20_000), `{"a":${'{"a":'.repeat(2_000)}`, "a=1&".repeat(15_000), "a".repeat(70_000), "--xYz", "--xYz--", '--xYz\r\nContent-Disposition: form-data; name="', "%ff%fe=%c3%28", "=&=&=").map((text) => ({ text })),
  ),
});

const either = <T>(...options: [weight: number, values: T[]][]): fc.Arbitrary<T> => fc.oneof(...options.map(([weight, values]) => ({ weight, arbitrary: fc.constantFrom(...values) })));

/** Headers as a browser would send them, or not. Only what the runtime itself lets through. */
function headers(world: World): fc.Arbitrary<[string, string][]> {
  const visible = nasty(world).map((text) => encode(text).slice(0, 2_000) || "x");
  const usual = fc.record({
    Accept: either([6, ["text/html,application/xhtml+xml"]], [2, ["application/json", "*/*"]], [1, ["", "text/html;q=x"]]),
    Origin: either([20, [ORIGIN]], [1, ["null", "https://elsewhere.example", `${ORIGIN}.elsewhere.example`, ""]]),
    "Sec-Fetch-Site": either([20, ["same-origin"]], [1, ["cross-site", "same-site", "none", "x"]]),
    "CF-Connecting-IP": fc.ipV4(),
  });
  const odd = fc.tuple(fc.constantFrom("User-Agent", "X-Forwarded-Host", "X-Forwarded-For", "X-HTTP-Method-Override", "If-None-Match", "Range", "Accept-Language", "Referer", "X-Request-Id", "Content-Encoding", "Upgrade", "X-Remix-Revalidate", "Purpose", "Sec-Fetch-Mode"), visible);
  return fc.tuple(usual, fc.array(odd, { maxLength: 1 }), fc.nat(14)).map(([all, more, drop]) => [...Object.entries(all).filter((_, index) => index !== drop), ...more]);
}

/** One request of them all. A plausible form goes to its own address, so that most get past the door. `straight`: to the one route that there is. */
export function malformed(world: World, straight = false): fc.Arbitrary<Malformed> {
  const [only] = world.routes;
  if (straight && only) return aimed(world, only);
  const changes = world.forms.filter(({ method }) => method === "POST");
  const look = fc.record({ method: either([8, ["GET"]], [1, ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND"]]), address: fc.oneof(fc.tuple(paths(world), queries(world)).map((parts) => parts.join("")), filtered(world)), sent: fc.constant<Sent>({ type: null, body: null }) });
  const change = fc.constantFrom(...changes).chain((form) => fc.record({ method: fc.constant("POST"), address: fc.oneof({ weight: 9, arbitrary: fc.constant(form.address) }, { weight: 1, arbitrary: paths(world) }), sent: spoilt(world, form) }));
  const anything = fc.record({ method: either([5, ["POST"]], [1, ["PUT", "DELETE"]]), address: paths(world), sent: noise });
  const request = fc.oneof({ weight: 9, arbitrary: look }, { weight: 9, arbitrary: change }, { weight: 2, arbitrary: anything });
  return fc.tuple(request, headers(world), either([3, [true]], [1, [false]])).map(([{ method, address, sent }, plain, isMember]) => ({
    method,
    address,
    headers: [...plain, ...(sent.type === null ? [] : [["Content-Type", sent.type] as [string, string]])],
    body: sent.body,
    isMember,
  }));
}

/** Noise by the route's own method, to an address that is one of its own. */
function aimed(world: World, { method, path }: Route): fc.Arbitrary<Malformed> {
  return fc.tuple(nasty(world), noise, headers(world)).map(([text, sent, plain]) => ({
    method,
    address: path.replace(/:\w+/g, () => encode(text).replaceAll("/", "") || "x"),
    headers: [...plain, ...(method === "GET" || sent.type === null ? [] : [["Content-Type", sent.type] as [string, string]])],
    body: method === "GET" ? null : sent.body,
    isMember: true,
  }));
}
