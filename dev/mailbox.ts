import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { linksIn, listPage, mailHtml, mailPage, missingPage } from "./mailbox-pages.ts";
import { readIdempotencyKey, readMail, Refusal, requireKey } from "./mailbox-rules.ts";
import { MailStore } from "./mailbox-store.ts";

export type MailboxOptions = {
  /** Where the mails are kept. */
  folder: string;
  /** Tried first; when something listens there already, or none is given, any free port. */
  port?: number;
  /** The API key that it knows. */
  key: string;
};

export type Mailbox = {
  /** The page, and what answers as Resend's API does. */
  url: string;
  stop: () => Promise<void>;
};

type Answer = { status: number; type: string; body: string; policy?: string };

const requestLimitBytes = 1024 * 1024;
const tries = 20;
const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const pagePolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** A mail may look like anything and do nothing: no script, no picture from elsewhere, no form. */
const mailPolicy = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/**
 * Stands in for the mail service on this machine: takes mails by Resend's POST /emails, keeps the last 500, sends none,
 * and shows them. It listens on both addresses of localhost and answers to no other name.
 */
export async function startMailbox({ folder, port = 0, key }: MailboxOptions): Promise<Mailbox> {
  const store = new MailStore(folder);
  const listen = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, store, key).then(
      (given) => send(request, response, given),
      (error: unknown) => send(request, response, refusalOf(error)),
    );
  };
  const servers = await listenOnLocalhost(() => createServer(listen), port);
  return { url: `http://localhost:${servers.port}`, stop: servers.stop };
}

async function answer(request: IncomingMessage, store: MailStore, key: string): Promise<Answer> {
  requireLocalHost(request);
  const address = `http://localhost${request.url ?? "/"}`;
  if (!URL.canParse(address)) throw new Refusal(400, "validation_error", "That is no address.");
  const url = new URL(address);
  if (request.method === "POST" && url.pathname === "/emails") return take(request, store, key);
  if (request.method !== "GET" && request.method !== "HEAD") throw new Refusal(405, "method_not_allowed", "Only GET, and POST /emails.");
  const [, id = "", form] = /^\/mails\/([\w-]+)(\/html)?$/.exec(url.pathname) ?? [];
  const mail = store.find(id);
  if (mail) return form ? { ...page(mailHtml(mail)), policy: mailPolicy } : page(mailPage(mail));
  switch (url.pathname) {
    case "/": return page(listPage(store.list()));
    case "/emails.json": return json(200, store.list(url.searchParams.get("to") ?? undefined).map((each) => ({ ...each, links: linksIn(each) })));
    case "/mailbox.css": return { status: 200, type: "text/css", body: read("../app/ui/tokens.css") + read("mailbox.css") };
    case "/refresh.js": return { status: 200, type: "text/javascript", body: read("mailbox-refresh.js") };
    default: return { ...page(missingPage()), status: 404 };
  }
}

// A page anywhere may point its own name at this machine; only a name that is this machine's gets an answer.
function requireLocalHost({ headers: { host }, socket }: IncomingMessage): void {
  const names = ["localhost", "127.0.0.1", "[::1]"].map((name) => `${name}:${socket.localPort}`);
  if (!names.includes(host ?? "")) throw new Refusal(421, "not_this_machine", "This mailbox answers to localhost only.");
}

async function take(request: IncomingMessage, store: MailStore, key: string): Promise<Answer> {
  requireKey(request.headers, key);
  const idempotencyKey = readIdempotencyKey(request.headers);
  const { id } = store.keep(readMail(await readBody(request)), idempotencyKey);
  return json(200, { id });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= requestLimitBytes) chunks.push(chunk);
  }
  if (sizeBytes > requestLimitBytes) throw new Refusal(413, "validation_error", `The mail is larger than ${requestLimitBytes} bytes.`);
  return Buffer.concat(chunks).toString("utf8");
}

const page = (body: string): Answer => ({ status: 200, type: "text/html", body });
const json = (status: number, body: unknown): Answer => ({ status, type: "application/json", body: JSON.stringify(body) });

function refusalOf(error: unknown): Answer {
  const { status, code, message } = error instanceof Refusal ? error : new Refusal(500, "application_error", String(error));
  return json(status, { statusCode: status, name: code, message });
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, type, body, policy = pagePolicy }: Answer): void {
  response.writeHead(status, {
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Length": Buffer.byteLength(body),
    "Content-Security-Policy": policy,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(status === 405 ? { Allow: "GET, HEAD, POST" } : {}),
  });
  response.end(method === "HEAD" ? undefined : body);
}

/** One server on 127.0.0.1 and one on [::1], with one port: a browser takes either for "localhost". */
async function listenOnLocalhost(make: () => Server, preferred: number): Promise<{ port: number; stop: () => Promise<void> }> {
  for (let tried = 0; tried < tries; tried += 1) {
    const servers = [make(), make()] as const;
    const stop = async () => void (await Promise.all(servers.map(stopServer)));
    const port = await listenOn(servers[0], "127.0.0.1", tried === 0 ? preferred : 0);
    if (port !== null && (await listenOn(servers[1], "::1", port)) !== null) return { port, stop };
    await stop();
  }
  throw new Error("no port is free on both addresses of localhost");
}

/** The port, or null when it is taken. A machine without IPv6 takes nothing away. */
function listenOn(server: Server, host: string, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(null);
      else if (host === "::1") resolve(port);
      else reject(error);
    });
    server.listen({ host, port, ipv6Only: host === "::1" }, () => {
      const address = server.address();
      resolve(address !== null && typeof address === "object" ? address.port : port);
    });
  });
}

function stopServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}
