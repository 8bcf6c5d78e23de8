import { fileURLToPath } from "node:url";

/** The variables that wrangler.toml sets on the Worker, such as the deployment's own limits. */
export async function readVariables(): Promise<Record<string, unknown>> {
  // Wrangler takes a second to load, and few commands ask.
  const { unstable_readConfig: readConfig } = await import("wrangler");
  const { vars } = readConfig({ config: fileURLToPath(new URL("../../wrangler.toml", import.meta.url)) }, { hideWarnings: true }) as { vars: Record<string, unknown> };
  return vars;
}
