/** What a browser fetches for a page, and how large the Workers are. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Failure } from "../failure.ts";
import { clientHeaders } from "./sign-ins.ts";

/** Bytes: as they are, with gzip at its usual level 6, and with brotli at level 4, as a content network sends. */
export type Weight = { raw: number; gzip: number; brotli: number };
export type PageWeight = { page: string; html: Weight; css: Weight; script: Weight; scripts: number };

const root = fileURLToPath(new URL("../..", import.meta.url));

export function weigh(...contents: Uint8Array[]): Weight {
  const sum = (measure: (content: Uint8Array) => number) => contents.reduce((total, content) => total + measure(content), 0);
  return {
    raw: sum((content) => content.length),
    gzip: sum((content) => gzipSync(content, { level: 6 }).length),
    brotli: sum((content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length),
  };
}

/** The page as the Worker sends it, and the style sheets and modules that it names, each compressed by itself. */
export async function weighPage(page: string, url: string, cookie?: string): Promise<PageWeight> {
  const answer = await fetch(url, { headers: { ...clientHeaders(), ...(cookie ? { cookie } : {}) }, redirect: "manual" });
  if (answer.status !== 200) throw new Failure(`${page} answered ${answer.status}.`);
  const html = new Uint8Array(await answer.arrayBuffer());
  const text = new TextDecoder().decode(html);
  const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, path]) => path ?? ""))];
  const styles = named(/<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"/g);
  const scripts = named(/(?:modulepreload"[^>]+href=|import(?: \* as \w+ from)? |<script[^>]+src=)"(\/[^"]+)"/g);
  const read = (path: string) => readFileSync(join(root, "build", "client", path));
  return { page, html: weigh(html), css: weigh(...styles.map(read)), script: weigh(...scripts.map(read)), scripts: scripts.length };
}

/** Everything that Cloudflare is sent for a Worker; WebAssembly included. */
export function weighBundle(folder: string): Weight {
  const path = join(root, folder);
  return weigh(...readdirSync(path).filter((name) => /\.(js|wasm)$/.test(name)).map((name) => readFileSync(join(path, name))));
}
