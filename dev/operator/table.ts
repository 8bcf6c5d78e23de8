/** Columns side by side under their names, as wide as their widest text. */
export function drawTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_name, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  // Numbers stand on the right, so that they can be compared.
  const isNumber = head.map((_name, column) => rows.length > 0 && rows.every((row) => typeof row[column] === "number"));
  const draw = (line: readonly string[]) => line.map((text, column) => (isNumber[column] ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0))).join("  ").trimEnd();
  return [draw(lines[0] ?? []), widths.map((width) => "-".repeat(width)).join("  "), ...lines.slice(1).map(draw)].join("\n");
}

/** An instant as the clock of this machine shows it, to the second. */
export function showInstant(at: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium" }).format(at);
}

/** The same with the zone, for what is read elsewhere: "2026-11-25 14:05:00 (Pacific/Auckland)". */
export const showInstantWithZone = (at: Date): string => `${showInstant(at)} (${timeZone()})`;

/** Where this machine's clock stands. */
export const timeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
