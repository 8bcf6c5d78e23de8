import { readFileSync } from "node:fs";
import { Failure } from "../failure.ts";

/** The bucket of wrangler.toml. Read without Wrangler, which takes seconds to load. */
export function findBucketName(): string {
  const name = /^bucket_name\s*=\s*"([\w-]+)"/m.exec(readFileSync(new URL("../../wrangler.toml", import.meta.url), "utf8"))?.[1];
  if (!name) throw new Failure("wrangler.toml names no bucket.");
  return name;
}
