import { fileURLToPath } from "node:url";
import { makeAnswers } from "./deploy/ask.ts";
import { readNames, type Names } from "./deploy/names.ts";
import { realRunner } from "./deploy/runner.ts";
import type { Answers } from "./deploy/secret-values.ts";
import { makeSteps, type Deployment, type Runner } from "./deploy/steps.ts";
import { Failure, describeFailure } from "./failure.ts";

export type DeployOptions = { names: Names; runner: Runner; answers: Answers; isDryRun: boolean; print: (line: string) => void };

/**
 * Deploys everything, step by step, and says what each did. A dry run shows the steps with their commands and runs none.
 * @throws Failure with one sentence at the first step that does not succeed.
 */
export async function deploy({ names, runner, answers, isDryRun, print }: DeployOptions): Promise<void> {
  const steps = makeSteps(names);
  const deployment: Deployment = { runner, answers, state: { missing: new Set(), values: {} } };
  for (const step of steps) {
    if (isDryRun) print([step.title, ...step.commands.map((command) => `  ${command}`)].join("\n"));
    else print(`${step.title}: ${await step.run(deployment)}`);
  }
}

async function main(): Promise<void> {
  const unknown = process.argv.slice(2).find((argument) => argument !== "--dry-run");
  if (unknown) throw new Failure(`Unknown argument ${unknown}: npm run deploy knows --dry-run (after "--").`);
  const isDryRun = process.argv.includes("--dry-run");
  await deploy({ names: readNames(), runner: realRunner, answers: makeAnswers(process.env), isDryRun, print: (line) => process.stdout.write(`  ${line.replaceAll("\n", "\n  ")}\n`) });
  if (isDryRun) process.stdout.write("Nothing was run. What stands in brackets runs only where something is missing.\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${describeFailure(error, fileURLToPath(new URL("..", import.meta.url)))}\n`);
    process.exitCode = 1;
  }
}
