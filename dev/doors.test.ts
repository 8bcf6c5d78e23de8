/** The doors as a network meets them: the built Workers and files in workerd, asked over sockets, down to bytes that no library sends. */
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "./build.ts";
import { findFreePort } from "./ports.ts";
import { startRuntime, type Runtime } from "./runtime.ts";
import { makeSecrets } from "./secrets.ts";

let runtime: Runtime;
let folder: string;
let port: number;

beforeAll(async () => {
  await build();
  folder = mkdtempSync(join(tmpdir(), "inductlite-doors-"));
  port = await findFreePort();
  // Nothing that is asked here comes as far as the database.
  runtime = await startRuntime({ ...makeSecrets(), stateFolder: folder, host: "127.0.0.1", port, origin: `http://localhost:${port}`, databaseUrl: "postgres://nobody:nothing@127.0.0.1:9/none", neonHttpUrl: "http://127.0.0.1:9/sql" });
}, 120_000);

afterAll(async () => {
  await runtime.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { status: number; headers: Headers; body: string };

function read(text: string): Answer {
  const [head = "", ...body] = text.split("\r\n\r\n");
  const [status = "", ...lines] = head.split("\r\n");
  const pairs = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as [string, string]);
  return { status: Number(status.split(" ")[1]), headers: new Headers(pairs), body: body.join("\r\n\r\n") };
}

/** Sends the bytes as they are and gives what is answered; `ends` hangs up as soon as they are sent. */
function exchange(bytes: string, ends = false): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => (ends ? socket.end(bytes, "latin1") : socket.write(bytes, "latin1")));
    socket.setEncoding("utf8");
    socket.on("data", (part: string) => {
      text += part;
      const { status, headers, body } = read(text);
      // The rest of a body that the answer's head has promised is still to come.
      const isWhole = text.includes("\r\n\r\n") && Buffer.byteLength(body) >= Number(headers.get("Content-Length") ?? 0);
      if (isWhole && status !== 100) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(read(text)));
  });
}

const request = (method: string, path: string, headers: Record<string, string> = {}, body = "") =>
  `${method} ${path} HTTP/1.1\r\n${Object.entries({ Host: `localhost:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;

const asForm = (headers: Record<string, string>, body: string, type = "application/x-www-form-urlencoded") =>
  request("POST", "/log-in", { Origin: `http://localhost:${port}`, "Content-Type": type, ...headers }, body);

const CHUNKED = { "Transfer-Encoding": "chunked" };

describe("a request that is broken on the wire", { timeout: 30_000 }, () => {
  it.each<[string, number, () => string, ends?: boolean]>([
    ["a chunk whose size is none", 400, () => asForm(CHUNKED, "ZZ\r\nabc\r\n0\r\n\r\n")],
    ["a chunked body that breaks off", 400, () => asForm(CHUNKED, "5\r\nab"), true],
    ["a body that is shorter than it said", 400, () => asForm({ "Content-Length": "20" }, "email=a"), true],
    ["a multipart body that breaks off", 400, () => asForm({ "Content-Length": "12" }, "--x\r\nContent", "multipart/form-data; boundary=x")],
    ["a chunked body over the limit", 413, () => asForm(CHUNKED, `15F90\r\n${"a".repeat(90_000)}\r\n0\r\n\r\n`)],
    ["a length over the limit", 413, () => asForm({ "Content-Length": "99999999" }, "a=b")],
    ["a body that is packed", 415, () => asForm({ "Content-Length": "3", "Content-Encoding": "gzip" }, "a=b")],
    ["a body packed in a way that nobody knows", 415, () => asForm({ "Content-Length": "3", "Content-Encoding": "bogus" }, "a=b")],
    ["a body with a look", 400, () => request("GET", "/log-in", { "Content-Length": "3" }, "a=b")],
    ["a chunked body with a look", 400, () => request("GET", "/log-in", CHUNKED, "3\r\nabc\r\n0\r\n\r\n")],
    ["a body with a look at the headers alone", 400, () => request("HEAD", "/log-in", { "Content-Length": "3" }, "a=b")],
    ["bytes that are no UTF-8 in the address", 404, () => request("GET", "/\xff\xfe")],
    ["a method that fetch forbids", 405, () => request("TRACE", "/log-in")],
    ["a header of 40,000 characters", 431, () => request("GET", "/log-in", { X: "a".repeat(40_000) })],
    ["another site's socket", 403, () => request("GET", "/log-in", { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", Origin: "https://elsewhere.example" })],
    ["a preflight from another site", 405, () => request("OPTIONS", "/log-in", { Origin: "https://elsewhere.example", "Access-Control-Request-Method": "POST" })],
  ])("is answered with a sentence: %s", async (_what, status, make, ends) => {
    const answer = await exchange(make(), ends);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'/);
    expect([...answer.headers.keys()].filter((name) => /^(access-control-|server$|x-powered-by$)/.test(name))).toEqual([]);
    if (answer.body) expect(answer.body).toContain(answer.headers.get("X-Request-Id"));
  });
});

/** What comes back for bytes that may be no request at all, however it ends; nothing where the line is closed without a word. */
function poke(bytes: string): Promise<Answer | null> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => socket.end(bytes, "latin1"));
    socket.setEncoding("utf8");
    socket.on("data", (part: string) => (text += part));
    // A line that is cut off is as good as one that is closed.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text === "" ? null : read(text)));
  });
}

const HOST = () => `Host: localhost:${port}\r\n`;

describe("bytes that are no request of anybody's", { timeout: 30_000 }, () => {
  it.each<[string, () => string]>([
    ["no method", () => `/log-in HTTP/1.1\r\n${HOST()}\r\n`],
    ["no version", () => `GET /log-in\r\n${HOST()}\r\n`],
    ["a method with a sign in it", () => `G@T /log-in HTTP/1.1\r\n${HOST()}\r\n`],
    ["a NUL in the address", () => `GET /log\0-in HTTP/1.1\r\n${HOST()}\r\n`],
    ["a NUL in a header", () => request("GET", "/log-in", { X: "a\0b" })],
    ["a line that is no header", () => `GET /log-in HTTP/1.1\r\n${HOST()}nothing at all\r\n\r\n`],
    ["a blank before a header's colon", () => `GET /log-in HTTP/1.1\r\n${HOST()}X : y\r\n\r\n`],
    ["an address of another host in the first line", () => `GET http://elsewhere.example/log-in HTTP/1.1\r\n${HOST()}\r\n`],
    ["no host", () => "GET /log-in HTTP/1.1\r\n\r\n"],
    ["two hosts", () => `GET /log-in HTTP/1.1\r\n${HOST()}Host: elsewhere.example\r\n\r\n`],
    ["a request to connect through", () => "CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example:443\r\n\r\n"],
    ["headers without end", () => `GET /log-in HTTP/1.1\r\n${HOST()}${"X: y\r\n".repeat(40_000)}`],
    ["an address without end", () => `GET /${"a".repeat(300_000)}`],
    ["two lengths", () => asForm({ "Content-Length": "3", "content-length": "20" }, "a=b")],
    ["a length below nothing", () => asForm({ "Content-Length": "-1" }, "a=b")],
    ["a length in another writing", () => asForm({ "Content-Length": "0x3" }, "a=b")],
    ["a length and chunks", () => asForm({ "Content-Length": "3", ...CHUNKED }, "3\r\na=b\r\n0\r\n\r\n")],
    ["a chunk longer than any number", () => asForm(CHUNKED, `${"F".repeat(40)}\r\na=b`)],
    ["a chunk below nothing", () => asForm(CHUNKED, "-3\r\na=b\r\n0\r\n\r\n")],
    ["a greeting in TLS", () => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
    ["nothing", () => ""],
  ])("are refused or hung up on, and the next request is served: %s", async (_what, make) => {
    const answer = await poke(make());
    if (answer) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      // What workerd itself can't read it answers with 500 or 501 in its own words, and no code of ours has run.
      if (answer.status >= 500) expect([answer.headers.get("X-Request-Id"), answer.body]).toEqual([null, expect.stringMatching(/^(Internal Server Error|ERROR: Unrecognized request method\.)\s*$/)]);
    }
    expect((await poke(request("GET", "/live", { Connection: "close" })))?.status).toBe(200);
  });
});

describe("a file that was built", () => {
  const files = () => globSync("**/*.*", { cwd: fileURLToPath(new URL("../build/client", import.meta.url)) }).filter((path) => !/(^|\/)(\.|_headers$)/.test(path));

  it("is served past the Worker with every header of app/public/_headers, whatever is asked of it", { timeout: 60_000 }, async () => {
    expect(files().length).toBeGreaterThan(10);
    for (const path of files()) {
      for (const [method, status] of [["GET", 200], ["HEAD", 200], ["OPTIONS", 405], ["POST", 405]] as const) {
        const answer = await fetch(`http://127.0.0.1:${port}/${path}`, { method });
        await answer.arrayBuffer();
        expect([path, method, answer.status]).toEqual([path, method, status]);
        expect(answer.headers.get("Content-Security-Policy")).toBe("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        expect(answer.headers.get("Strict-Transport-Security")).toBe("max-age=63072000; includeSubDomains");
        expect(answer.headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
        expect(answer.headers.get("X-Request-Id")).toBeNull();
      }
    }
  });

  it("is the only kind that is: neither what it was built from, nor the rules for it", async () => {
    for (const path of ["_headers", ".assetsignore", ".vite/manifest.json", "assets", "../package.json", "%2e%2e/package.json", "server/index.js", ".env", ".git/config"]) {
      const answer = await exchange(request("GET", `/${path}`));
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});
