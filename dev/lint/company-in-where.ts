import type { Rule, Scope } from "eslint";
import type { CallExpression, Node, TaggedTemplateExpression } from "estree";

const NAMES_COMPANY = /\bcompanyId\b|\bcompany_id\b|\bcompany\.id\b/;
/** Conditions that are built elsewhere in worker/store and name the company there. */
const CONDITIONS = /\b(visitCondition|pageWithWords)\(|\bOF_SITE\b/;
const TABLES = "audit_event|audit_head|company|export|member|member_site|person|person_term|session|site|site_link|visit";
const READS_TABLE = new RegExp(`\\b(?:from|join|update|delete\\s+from)\\s+(?:${TABLES})\\b(?!\\s*\\()`, "i");

/** A condition's text with the text of the constants and functions of this file that it names. */
function textOf(context: Rule.RuleContext, node: Node): string {
  const { sourceCode } = context;
  const text = sourceCode.getText(node);
  let scope: Scope.Scope | null = sourceCode.getScope(node);
  const known = new Map<string, string>();
  for (; scope; scope = scope.upper) {
    for (const { name, defs } of scope.variables) {
      const definition = defs[0];
      if (definition && (definition.type === "Variable" || definition.type === "FunctionName") && !known.has(name)) known.set(name, sourceCode.getText(definition.node));
    }
  }
  const named = [...text.matchAll(/[A-Za-z_]\w*/g)].map(([name]) => known.get(name) ?? "");
  return [text, ...named].join("\n");
}

/** The calls that follow this one in its chain: `.update(x)` → set, where. */
function followers(node: CallExpression & Rule.NodeParentExtension): { name: string; call: CallExpression }[] {
  const found: { name: string; call: CallExpression }[] = [];
  let at: Rule.Node = node;
  while (at.parent?.type === "MemberExpression" && at.parent.object === at && at.parent.parent.type === "CallExpression") {
    const { property } = at.parent;
    const call: CallExpression & Rule.NodeParentExtension = at.parent.parent;
    found.push({ name: property.type === "Identifier" ? property.name : "", call });
    at = call;
  }
  return found;
}

/**
 * In worker/store, a row is never named by its id alone: each `where` and each join names the company, an update or a
 * delete has a `where`, and so has SQL written by hand. Under it stands the wall of the database, which needs no memory.
 */
export const companyInWhere: Rule.RuleModule = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const namesCompany = (node: Node | undefined) => node !== undefined && [NAMES_COMPANY, CONDITIONS].some((pattern) => pattern.test(textOf(context, node)));
    return {
      CallExpression(node: CallExpression & Rule.NodeParentExtension) {
        if (node.callee.type !== "MemberExpression" || node.callee.property.type !== "Identifier") return;
        const method = node.callee.property.name;
        const [first, second] = node.arguments;
        if (/^(update|delete)$/.test(method) && first?.type === "Identifier" && !followers(node).some(({ name }) => name === "where")) {
          context.report({ node, message: `.${method}() without .where(): say which rows of the company.` });
        }
        if (method === "where" && !namesCompany(first)) context.report({ node, message: "This condition names no companyId: no row is found by its id alone." });
        if (/^(inner|left|right|full)Join$/.test(method) && !namesCompany(second)) context.report({ node, message: "This join names no companyId." });
      },
      TaggedTemplateExpression(node: TaggedTemplateExpression) {
        if (node.tag.type !== "Identifier" || node.tag.name !== "sql") return;
        const text = context.sourceCode.getText(node.quasi);
        if (READS_TABLE.test(text.replaceAll("${", "  ")) && !namesCompany(node.quasi)) context.report({ node, message: "This SQL names no company_id: no row is found by its id alone." });
      },
    };
  },
};
