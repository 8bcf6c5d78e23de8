import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { askPasskey } from "#worker/domain/account/passkey-log-in.ts";

/** A challenge for the passkey button, fetched when it is pressed: one that came with the page might be too old by then. */
export async function loader({ context }: LoaderFunctionArgs) {
  return json(await askPasskey(context.request), { headers: { "Cache-Control": "no-store" } });
}
