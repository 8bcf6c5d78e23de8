import { redirect } from "@remix-run/cloudflare";

/** Sends whoever opens the bare address to the office's first page. */
export function loader() {
  return redirect("/dashboard");
}
