import type { Rule } from "eslint";
import { findCrossing, resolveTarget } from "./boundaries.ts";
import { pathOf } from "./source-path.ts";

/** What typescript-eslint's parser adds to ESTree's nodes. */
type Typed = { importKind?: "type" | "value"; exportKind?: "type" | "value"; specifiers?: Typed[] };

const isTypesOnly = (node: Typed): boolean =>
  node.importKind === "type" ||
  node.exportKind === "type" ||
  (node.specifiers !== undefined && node.specifiers.length > 0 && node.specifiers.every((one) => one.importKind === "type" || one.exportKind === "type"));

/** Refuses an import that crosses one of the boundaries. */
export const imports: Rule.RuleModule = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const file = pathOf(context);
    const check = (node: Rule.Node, source: unknown, typesOnly: boolean) => {
      if (typeof source !== "string") return;
      const crossed = findCrossing(file, resolveTarget(file, source), typesOnly);
      if (crossed) context.report({ node, message: `${source} may not be imported here. ${crossed.why}` });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source.value, isTypesOnly(node as Typed)),
      ExportAllDeclaration: (node) => check(node, node.source.value, isTypesOnly(node as Typed)),
      ExportNamedDeclaration: (node) => check(node, node.source?.value, isTypesOnly(node as Typed)),
      ImportExpression: (node) => check(node, node.source.type === "Literal" ? node.source.value : undefined, false),
    };
  },
};
