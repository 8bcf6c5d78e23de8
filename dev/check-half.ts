// Checks one half of the tree, its types and then its lint, over one and the same program; dev/check.ts starts it.
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { makeLintKeys } from "./lint/keys.ts";

type Half = { of: string; project: string; files: string[]; exclude: (path: string) => boolean };
type Result = { isClean: boolean; findings: string; note: string };
export type PartOutcome = { title: string; seconds: number; isClean: boolean; findings: string };

const root = fileURLToPath(new URL("..", import.meta.url));
const halves: Record<string, Half> = {
  product: {
    of: "the Workers and the pages",
    project: "tsconfig.json",
    files: ["{worker,app,queue-consumer}/**/*.{ts,tsx,js,mjs}"],
    exclude: (path) => path.startsWith("app/e2e/"),
  },
  tools: {
    of: "dev/, the browser tests and the configuration",
    project: "dev/tsconfig.json",
    files: ["{dev,app/e2e}/**/*.{ts,tsx,js,mjs}", "*.config.{ts,js}"],
    exclude: () => false,
  },
};

const [name = "", cacheFolder = "", isWhole] = process.argv.slice(2);
const half = halves[name];
if (!half) throw new Error(`there is no half called ${name}`);
const cache = (what: string) => join(cacheFolder, `${name}-${what}`);
if (isWhole === "whole") for (const what of ["types", "lint"]) rmSync(cache(what), { force: true });
const program = await tell(`Types of ${half.of}`, () => checkTypes(half));
await tell(`Lint of ${half.of}`, () => lint(half, program));

async function tell<T extends Partial<Result>>(title: string, work: () => T | Promise<T>): Promise<T> {
  const startedAtMs = performance.now();
  const result = await work();
  const outcome: PartOutcome = {
    title: `${title}${result.note ?? ""}`, seconds: (performance.now() - startedAtMs) / 1000,
    isClean: result.isClean ?? false, findings: result.findings ?? "",
  };
  process.send?.(outcome);
  return result;
}

/** As `tsc --incremental` does: what neither changed nor depends on what did is not checked again. */
function checkTypes({ project }: Half): Result & { program: ts.Program } {
  const options = { incremental: true, noEmit: true, tsBuildInfoFile: cache("types") };
  const parsed = ts.getParsedCommandLineOfConfigFile(join(root, project), options, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => { throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")); },
  });
  if (!parsed) throw new Error(`${project} cannot be read`);
  const builder = ts.createIncrementalProgram({ rootNames: parsed.fileNames, options: parsed.options, configFileParsingDiagnostics: parsed.errors });
  const diagnostics = [
    ...builder.getConfigFileParsingDiagnostics(), ...builder.getOptionsDiagnostics(), ...builder.getGlobalDiagnostics(),
    ...builder.getSyntacticDiagnostics(), ...builder.getSemanticDiagnostics(),
  ];
  builder.emit();
  const findings = ts.formatDiagnostics(diagnostics, { getCurrentDirectory: () => root, getCanonicalFileName: (path) => path, getNewLine: () => "\n" });
  return { isClean: diagnostics.length === 0, findings, note: "", program: builder.getProgram() };
}

/** Only files that changed since they were last found clean, or that import, at whatever distance, one that did. */
async function lint({ files, exclude }: Half, { program }: { program: ts.Program }): Promise<Result> {
  const paths = globSync(files, { cwd: root }).filter((path) => !path.endsWith(".d.ts") && !exclude(path)).sort();
  const keyOf = makeLintKeys(root);
  const clean = readClean();
  const keys = new Map(paths.map((path) => [path, keyOf(path)]));
  const stale = paths.filter((path) => clean[path] !== keys.get(path));
  const note = `, ${stale.length} of ${paths.length} files`;
  if (stale.length === 0) return { isClean: true, findings: "", note };
  // It also ties the nodes of the syntax trees to their parents, which rules climb.
  program.getTypeChecker();
  const { ESLint } = await import("eslint");
  const eslint = new ESLint({ cwd: root, overrideConfig: [{ files: ["**/*.{ts,tsx}"], languageOptions: { parserOptions: { programs: [program] } } }] });
  const results = await eslint.lintFiles(stale);
  for (const { filePath, messages } of results) if (messages.length > 0) keys.delete(relative(root, filePath));
  writeFileSync(cache("lint"), JSON.stringify(Object.fromEntries(keys)));
  const isClean = keys.size === paths.length;
  return { isClean, findings: isClean ? "" : await (await eslint.loadFormatter("stylish")).format(results), note };
}

function readClean(): Record<string, string> {
  return existsSync(cache("lint")) ? (JSON.parse(readFileSync(cache("lint"), "utf8")) as Record<string, string>) : {};
}
