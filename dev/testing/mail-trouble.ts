import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export type MailTrouble = { url: string; stop: () => Promise<void> };

/**
 * A mail service that is in trouble, as its address says: /429/rate_limit_exceeded answers so, /silence never answers,
 * /hang-up closes the line, /307/elsewhere sends on, and GET /sent-on tells how many came by that way.
 */
export async function startMailTrouble(): Promise<MailTrouble> {
  let sentOn = 0;
  const server = createServer((request, response) => {
    const [, what = "", name = ""] = (request.url ?? "").split("/");
    if (what === "silence") return;
    if (what === "hang-up") return void request.socket.destroy();
    if (what === "sent-on" && request.method === "POST") sentOn += 1;
    answer(request, response, what === "sent-on" ? 200 : Number(what), what === "sent-on" ? { sentOn } : { name });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const stop = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

function answer(request: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  request.resume();
  response.writeHead(status, { "Content-Type": "application/json", ...(status === 429 ? { "Retry-After": "7" } : {}), ...(status === 307 ? { Location: "/sent-on/emails" } : {}) });
  response.end(JSON.stringify({ statusCode: status, message: "hemi@example.com", ...body }));
}
