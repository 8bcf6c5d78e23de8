import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COLOURS } from "#worker/mail/colours.ts";
import { startMailbox, type Mailbox } from "./mailbox.ts";
import { listPage, mailPage } from "./mailbox-pages.ts";
import { MailStore, type KeptMail } from "./mailbox-store.ts";

type Shown = KeptMail & { links: string[] };

const key = "re_test-key";
const mail = { from: "InductLite <no-reply@inductlite.example>", to: ["hemi@example.com"], subject: "Kia ora, Hēmi", html: "<!doctype html><head><title>x</title></head><p>Kia ora</p>", text: "Open:\nhttp://localhost:8787/a?b=1&c\n" };
const hasIpv6 = Object.values(networkInterfaces()).flat().some((address) => address?.address === "::1");
const folders: string[] = [];
let mailbox: Mailbox;

function makeState(): string {
  const folder = mkdtempSync(join(tmpdir(), "inductlite-mailbox-"));
  folders.push(folder);
  return join(folder, "mailbox");
}

beforeAll(async () => {
  mailbox = await startMailbox({ folder: makeState(), key });
});

afterAll(async () => {
  await mailbox.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${mailbox.url}/emails`, { method: "POST", headers: { Authorization: `Bearer ${key}`, ...headers }, body: typeof body === "string" ? body : JSON.stringify(body) });
const get = (path: string) => fetch(`${mailbox.url}${path}`);
const mailsTo = async (address: string) => (await (await get(`/emails.json?to=${encodeURIComponent(address)}`)).json()) as Shown[];

/** A request with a Host of its own, which fetch does not let anybody choose. */
function ask(host: string, options: { method?: string; path?: string } = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(mailbox.url);
    httpRequest({ host: "127.0.0.1", port, headers: { Host: host }, ...options }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject).end();
  });
}

describe("a mail that is sent", () => {
  it("is kept as it came, and given to whoever looks for its address", async () => {
    const answer = await post({ ...mail, to: "Hemi@Example.com" });
    expect(answer.status).toBe(200);
    const { id } = (await answer.json()) as { id: string };
    expect(await mailsTo("hemi@example.com")).toEqual([{ ...mail, to: ["Hemi@Example.com"], id, at: expect.any(String) as string, links: ["http://localhost:8787/a?b=1&c"] }]);
    expect(await mailsTo("nobody@example.com")).toEqual([]);
  });

  it("stands before the ones that came earlier", async () => {
    for (const subject of ["first", "second"]) await post({ ...mail, to: ["order@example.com"], subject });
    expect((await mailsTo("order@example.com")).map(({ subject }) => subject)).toEqual(["second", "first"]);
    const list = await (await get("/")).text();
    expect(list.indexOf("second")).toBeLessThan(list.indexOf("first"));
  });

  it("twice under one key is kept once, and another under that key is refused", async () => {
    const sent = { ...mail, to: ["once@example.com"] };
    const answers = [await post(sent, { "Idempotency-Key": "a" }), await post(sent, { "Idempotency-Key": "a" })];
    const [first, second] = (await Promise.all(answers.map((answer) => answer.json()))) as [{ id: string }, { id: string }];
    expect(second.id).toBe(first.id);
    const other = await post({ ...sent, subject: "Another" }, { "Idempotency-Key": "a" });
    expect([other.status, await other.json()]).toEqual([409, expect.objectContaining({ statusCode: 409, name: "invalid_idempotent_request" })]);
    expect(await mailsTo("once@example.com")).toHaveLength(1);
    await post(sent, { "Idempotency-Key": "b" });
    expect(await mailsTo("once@example.com")).toHaveLength(2);
  });
});

describe("what Resend does not take", () => {
  it.each([
    ["no key", { Authorization: "" }, 401, "missing_api_key"],
    ["another key", { Authorization: "Bearer re_other" }, 403, "invalid_api_key"],
    ["an idempotency key that is too long", { "Idempotency-Key": "k".repeat(257) }, 400, "invalid_idempotency_key"],
  ])("is refused: %s", async (_what, headers, status, name) => {
    const answer = await post({ ...mail, to: ["refused@example.com"] }, headers);
    expect([answer.status, await answer.json()]).toEqual([status, { statusCode: status, name, message: expect.any(String) as string }]);
    expect(await mailsTo("refused@example.com")).toEqual([]);
  });

  it.each([
    ["no JSON", "{", 422],
    ["no object", [], 422],
    ["no sender", { ...mail, from: undefined }, 422],
    ["a sender that is no address", { ...mail, from: "InductLite" }, 422],
    ["a recipient that is no address", { ...mail, to: ["a@b.example\r\nBcc: c@d.example"] }, 422],
    ["no recipient", { ...mail, to: [] }, 422],
    ["51 recipients", { ...mail, to: Array.from({ length: 51 }, (_, index) => `a${index}@b.example`) }, 422],
    ["no subject", { ...mail, subject: "" }, 422],
    ["a subject of two lines", { ...mail, subject: "a\nb" }, 422],
    ["no words", { ...mail, html: undefined, text: undefined }, 422],
    ["words that are a number", { ...mail, text: 7 }, 422],
    ["more than a megabyte", { ...mail, text: "a".repeat(1024 * 1024) }, 413],
  ])("is refused: %s", async (_what, body, status) => {
    const before = ((await (await get("/emails.json")).json()) as Shown[]).length;
    expect((await post(body)).status).toBe(status);
    expect((await (await get("/emails.json")).json()) as Shown[]).toHaveLength(before);
  });
});

describe("the mails on the disk", () => {
  it("are there after a restart, idempotency keys included, and only for their owner to read", async () => {
    const folder = makeState();
    const { id } = new MailStore(folder).keep(mail, "again");
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600]);
    const reopened = new MailStore(folder);
    expect(reopened.list()).toEqual([expect.objectContaining({ ...mail, id })]);
    expect(reopened.keep(mail, "again").id).toBe(id);
  });

  it("are the last ones, and a damaged file takes no other with it", () => {
    const folder = makeState();
    const store = new MailStore(folder, 3);
    for (let index = 1; index <= 12; index += 1) store.keep({ ...mail, subject: `Mail ${index}` }, null);
    writeFileSync(join(folder, "00000011.json"), "{");
    expect(store.list().map(({ subject }) => subject)).toEqual(["Mail 12", "Mail 11", "Mail 10"]);
    expect(new MailStore(folder, 3).list().map(({ subject }) => subject)).toEqual(["Mail 12", "Mail 10"]);
  });
});

describe("the door", () => {
  it.each(["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost", "localhost:1"])("answers to no other name: %j", async (name) => {
    const host = name.includes(".") ? `${name}:${new URL(mailbox.url).port}` : name;
    expect(await ask(host)).toBe(421);
    expect(await ask(host, { method: "POST", path: "/emails" })).toBe(421);
  });

  it.each(["localhost", "127.0.0.1", "[::1]"])("answers to this machine's names: %s", async (name) => {
    expect(await ask(`${name}:${new URL(mailbox.url).port}`)).toBe(200);
  });

  it.each([["PUT", "/"], ["DELETE", "/emails"], ["OPTIONS", "/emails"], ["POST", "/"], ["POST", "/emails.json"]])("takes no %s %s", async (method, path) => {
    const answer = await fetch(`${mailbox.url}${path}`, { method });
    expect([answer.status, answer.headers.get("Allow"), answer.headers.get("Access-Control-Allow-Origin")]).toEqual([405, "GET, HEAD, POST", null]);
  });

  it("answers HEAD as GET without a body, and 404 for a mail that it has not", async () => {
    const head = await fetch(`${mailbox.url}/`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect((await get("/mails/00000000-0000-4000-8000-000000000000")).status).toBe(404);
  });

  it.runIf(hasIpv6)("is open on both addresses of localhost, on the wished port when that is free", async () => {
    const { port } = new URL(mailbox.url);
    for (const host of ["127.0.0.1", "[::1]"]) expect((await fetch(`http://${host}:${port}/`)).status).toBe(200);
    await mailbox.stop();
    mailbox = await startMailbox({ folder: makeState(), port: Number(port), key });
    expect(new URL(mailbox.url).port).toBe(port);
  });

  it.each(hasIpv6 ? ["127.0.0.1", "::1"] : ["127.0.0.1"])("takes another port when the wished one is taken on %s", async (host) => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => other.listen(0, host, () => resolve((other.address() as { port: number }).port)));
    const second = await startMailbox({ folder: makeState(), port, key });
    expect(new URL(second.url).port).not.toBe(String(port));
    expect((await fetch(`${second.url}/`)).status).toBe(200);
    await second.stop();
    other.close();
  });
});

describe("the pages", () => {
  it("show a mail's words as words, and its own HTML only where nothing in it can act", async () => {
    const evil = `<script>alert(1)</script>`;
    const { id } = (await (await post({ ...mail, to: ["page@example.com"], subject: evil, html: `<head></head>${evil}`, text: `${evil} https://induct.example/?a="b` })).json()) as { id: string };
    for (const path of ["/", `/mails/${id}`]) {
      const answer = await get(path);
      const body = await answer.text();
      expect(body).not.toContain(evil);
      expect(body).toContain("&lt;script&gt;");
      expect(answer.headers.get("Content-Security-Policy")).toContain("script-src 'self'");
    }
    expect(await (await get(`/mails/${id}`)).text()).toContain(`<a href="https://induct.example/?a=" target="_blank" rel="noopener noreferrer">`);
    expect(await (await get("/")).text()).toContain("Times are New Zealand's.");
    const inside = await get(`/mails/${id}/html`);
    expect(await inside.text()).toBe(`<head><base target="_blank"></head>${evil}`);
    expect(inside.headers.get("Content-Security-Policy")).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';/);
  });
});

it("the times of mails are New Zealand's, wherever the machine is", () => {
  const kept = { ...mail, id: "1", at: "2026-01-05T11:30:00.000Z" };
  for (const html of [listPage([kept]), mailPage(kept)]) expect(html).toMatch(/>Tue,? 6 Jan,?\s12:30:00\sam</);
});

it("the colours of a mail are the app's", () => {
  const [light = "", dark = ""] = readFileSync(new URL("../app/ui/tokens.css", import.meta.url), "utf8").split("@media (prefers-color-scheme: dark)");
  const colourIn = (css: string, name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)?.[1];
  const tokens = Object.keys(COLOURS).map((name) => [name, { light: colourIn(light, name), dark: colourIn(dark, name) }]);
  expect(Object.fromEntries(tokens)).toEqual(COLOURS);
});
