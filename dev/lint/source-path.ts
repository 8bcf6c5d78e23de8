import { relative, sep } from "node:path";
import type { Rule } from "eslint";

/** The linted file's path from the root, with forward slashes. */
export function pathOf({ filename, cwd }: Rule.RuleContext): string {
  return relative(cwd, filename).split(sep).join("/");
}
