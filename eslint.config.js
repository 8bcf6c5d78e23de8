import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { plugin as inductlite } from "./dev/lint/rules.ts";

const TESTS = ["**/*.test.{ts,tsx}", "**/*.spec.ts", "worker/testing/**", "dev/testing/**"];

/** A tool demands the default export of these. */
const DEFAULT_EXPORTS = [
  "*.config.{js,ts}",
  "app/root.tsx",
  "app/entry.*.tsx",
  "app/routes.ts",
  "app/routes/*/route.tsx",
  "worker/index.ts",
  "queue-consumer/index.ts",
  "dev/bench/floor-worker.ts",
  "dev/testing/global-setup.ts",
  "dev/e2e/*-setup.ts",
  "app/e2e/*-setup.ts",
];

const READS_NO_WORLD = "An operation reads clock, randomness and environment through its context (context.request).";

export default defineConfig(
  globalIgnores(["build/", ".state/", "node_modules/", "docs/**", ".wrangler/", "**/*.d.ts", "test-results/", "playwright-report/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    plugins: { inductlite },
    rules: {
      "inductlite/imports": "error",
      "inductlite/names": "error",
      "max-lines": ["error", { max: 250 }],
      "max-lines-per-function": ["error", { max: 60 }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
      eqeqeq: "error",
      // TypeScript knows every name.
      "no-undef": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // Without an await, async still turns what is thrown into a rejection, as its caller expects.
      "@typescript-eslint/require-await": "off",
      // A number or an instant in a sentence needs no String() around it.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
    },
  },
  // Each half of the tree is linted with its own types, and dev/check.ts lints both at once.
  { files: ["dev/**/*.ts", "app/e2e/**/*.ts", "*.config.ts"], languageOptions: { parserOptions: { project: "dev/tsconfig.json" } } },
  { files: ["app/**/*.{ts,tsx}"], ...reactHooks.configs.flat.recommended },
  {
    files: ["app/**/*.{ts,tsx}"],
    rules: {
      // Remix throws responses and redirects.
      "@typescript-eslint/only-throw-error": "off",
      // A dialog closes when the address changes: that is an effect, and it renders once more.
      "react-hooks/set-state-in-effect": "off",
    },
  },
  {
    files: ["worker/domain/**"],
    ignores: TESTS,
    rules: {
      "no-restricted-globals": ["error", ...["crypto", "process", "performance", "fetch", "setTimeout", "setInterval", "caches"].map((name) => ({ name, message: READS_NO_WORLD }))],
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: READS_NO_WORLD },
        { selector: "CallExpression[callee.name='Date']", message: READS_NO_WORLD },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: READS_NO_WORLD },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: READS_NO_WORLD },
        { selector: "MemberExpression[object.name=/^(globalThis|self|navigator)$/]", message: READS_NO_WORLD },
        { selector: "MemberExpression[object.object.name='import'][property.name='env']", message: READS_NO_WORLD },
      ],
    },
  },
  // The tables ask nothing: their `where` makes a partial index.
  { files: ["worker/store/**"], ignores: ["worker/store/schema/**", ...TESTS], rules: { "inductlite/company-in-where": "error" } },
  {
    files: ["worker/**", "queue-consumer/**"],
    ignores: ["worker/log.ts", ...TESTS],
    rules: { "no-console": "error" },
  },
  {
    files: TESTS,
    rules: {
      "inductlite/tests-expect": "error",
      // A describe block is a chapter, not a function, and a table of refusals is as long as there are refusals.
      "max-lines-per-function": "off",
      "max-lines": ["error", { max: 400 }],
    },
  },
  { files: DEFAULT_EXPORTS, rules: { "no-restricted-exports": "off" } },
  { files: ["**/*.{js,mjs}"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.{js,mjs}"], rules: { "@typescript-eslint/consistent-type-imports": "off", "@typescript-eslint/switch-exhaustiveness-check": "off", "@typescript-eslint/no-floating-promises": "off" } },
);
