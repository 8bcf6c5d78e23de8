/**
 * The places in this source where a rule or a type error is switched off without saying which and why. It can't be a lint
 * rule itself: a comment that switches everything off would switch it off too.
 */
export function findUnexplained(source: string): string[] {
  const directives = [...source.matchAll(/(?:\/\/|\/\*)\s*((?:eslint-disable(?:-next-line|-line)?|@ts-(?:ignore|nocheck|expect-error))\b[^\n]*)/g)];
  return directives.map(([, directive]) => directive ?? "").filter((directive) => !isExplained(directive.replace(/\*\/.*$/, "")));
}

function isExplained(directive: string): boolean {
  if (directive.startsWith("eslint")) return /^eslint-disable(-next-line|-line)?\s+\S.*\s--\s+\S.{9,}/.test(directive);
  return /^@ts-expect-error\W+\S.{9,}/.test(directive);
}
