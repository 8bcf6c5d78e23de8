/** What stands in a page's address, as an operation's input. Blank and unknown parameters count as absent. */
import type { VisitCursor } from "#worker/domain/visit/schemas.ts";

export type Query = (name: string) => string | undefined;

export function readQuery(request: Request): Query {
  const { searchParams } = new URL(request.url);
  return (name) => searchParams.get(name)?.trim() || undefined;
}

/** A place in a list as one word of an address. */
export function writeCursor(row: { signedInAt: Date; id: string }): string {
  return `${row.signedInAt.toISOString()}_${row.id}`;
}

/** Its two halves; the operation's schema says whether they are any good. */
export function readCursor(text: string | undefined): VisitCursor | undefined {
  if (!text) return undefined;
  const [at = "", id = ""] = text.split("_");
  return { at, id };
}

/** The address of the same list with other parameters; undefined leaves one out. */
export function addressWith(pathname: string, parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const query = new URLSearchParams(given).toString();
  return query ? `${pathname}?${query}` : pathname;
}
