/** The project's own lint rules, each for one sentence of its house rules. */
import type { ESLint } from "eslint";
import { companyInWhere } from "./company-in-where.ts";
import { imports } from "./imports.ts";
import { names } from "./names.ts";
import { testsExpect } from "./tests-expect.ts";

export const plugin: ESLint.Plugin = {
  meta: { name: "inductlite" },
  rules: {
    imports,
    names,
    "company-in-where": companyInWhere,
    "tests-expect": testsExpect,
  },
};
