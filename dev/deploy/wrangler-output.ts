/** What wrangler printed, read by the steps of a deployment and by the operator's rotation of keys. */
import { Failure } from "../failure.ts";

/** Wrangler may print a line of its own before the JSON. Null when there is none. */
export function findJson(output: string): unknown {
  const start = output.search(/^[[{]/m);
  try {
    return start < 0 ? null : (JSON.parse(output.slice(start)) as unknown);
  } catch {
    return null;
  }
}

/** The names in a list of secrets. Throws Failure when it is none. */
export function namesIn(output: string): string[] {
  const found = findJson(output);
  if (!Array.isArray(found)) throw failureOf("Reading which secrets are set", output);
  return (found as { name?: unknown }[]).flatMap(({ name }) => (typeof name === "string" ? [name] : []));
}

/** What wrangler said, in one sentence and with nothing secret in it. */
export function failureOf(what: string, output: string, secrets: string[] = []): Failure {
  // eslint-disable-next-line no-control-regex -- Wrangler colours its lines, and an escape is a control character.
  const lines = output.replace(/\x1b\[[\d;]*m/g, "").split("\n").map((line) => line.trim()).filter(Boolean);
  let said = lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? "nothing";
  for (const secret of secrets) said = said.replaceAll(secret, "(secret)");
  return new Failure(`${what} did not succeed; wrangler says: ${said.replace(/^[✘X\s]*\[ERROR\]\s*/, "").slice(0, 300)}`);
}
