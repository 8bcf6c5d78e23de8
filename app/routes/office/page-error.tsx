import { useRouteError } from "@remix-run/react";
import { ErrorPart } from "#app/ui/index.ts";

/** A page's refusal inside the office's frame: the menu stays. */
export function PageError() {
  return <ErrorPart error={useRouteError()} />;
}
