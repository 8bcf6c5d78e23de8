import type { Rule } from "eslint";
import type { CallExpression, Expression, Super } from "estree";

const TEST = /^(it|test)$/;
const CHECKS = /\b(expect\w*|assert\w*)\s*(\.\s*\w+\s*)*[(<]/;

/** `it`, `test`, and what hangs from them: `it.each(…)`, `test.only`. */
function readCall(callee: Expression | Super): { name: string; modifier: string | null } | null {
  if (callee.type === "Identifier") return { name: callee.name, modifier: null };
  if (callee.type === "CallExpression") return readCall(callee.callee);
  if (callee.type === "TaggedTemplateExpression") return readCall(callee.tag);
  if (callee.type === "MemberExpression" && callee.object.type === "Identifier" && callee.property.type === "Identifier") {
    return { name: callee.object.name, modifier: callee.property.name };
  }
  return null;
}

/** Every test calls expect (or a function named expect…), none is left aside, and none stands alone. */
export const testsExpect: Rule.RuleModule = {
  meta: { type: "problem", schema: [] },
  create(context) {
    return {
      CallExpression(node: CallExpression & Rule.NodeParentExtension) {
        const call = readCall(node.callee);
        if (!call) return;
        if (/^(it|test|describe)$/.test(call.name) && (call.modifier === "only" || call.modifier === "todo")) {
          context.report({ node, message: `.${call.modifier} is for a moment at your own desk.` });
        }
        if (!TEST.test(call.name) || (call.modifier !== null && !/^(each|for|only|concurrent|sequential|skipIf|runIf)$/.test(call.modifier))) return;
        const body = node.arguments.find((argument) => argument.type === "ArrowFunctionExpression" || argument.type === "FunctionExpression");
        if (!body) return;
        if (!CHECKS.test(context.sourceCode.getText(body))) context.report({ node, message: "This test expects nothing, so it can't fail." });
      },
    };
  },
};
