import type { Rule } from "eslint";
import { pathOf } from "./source-path.ts";

/** Words that name no thing: what is put there has no home, and nobody finds it again. */
export const DRAWERS = /^(utils?|helpers?|libs?|common|misc|services?|shared)$/;

/** The first such word among the folders and the file of this path. */
export function findDrawer(path: string): string | undefined {
  return path
    .split("/")
    .flatMap((part) => part.split("."))
    .find((word) => DRAWERS.test(word.toLowerCase()));
}

export const names: Rule.RuleModule = {
  meta: { type: "problem", schema: [] },
  create(context) {
    return {
      Program(node) {
        const drawer = findDrawer(pathOf(context));
        if (drawer) context.report({ node, message: `"${drawer}" names no thing. Name the file after what it does, the folder after what it is about.` });
      },
    };
  },
};
