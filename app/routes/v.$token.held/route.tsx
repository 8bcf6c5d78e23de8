import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { HeldPage } from "./page.tsx";
import type { action, loader } from "./route.server.ts";

export { passRetryAfter as headers } from "#app/page-headers.ts";
export { action, loader } from "./route.server.ts";

export const handle = { noClientJs: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? "InductLite" }];

/** What is held about whoever has the link of a visit. */
export default function OwnHeldPage() {
  return <HeldPage data={useLoaderData<typeof loader>()} refusal={useActionData<typeof action>()} />;
}
