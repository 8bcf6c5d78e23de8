import { fork, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { context, type BuildContext } from "esbuild";
import { explainBuild, type BuildTools } from "./build.ts";

export type Answer = { isBuilt: boolean; reason: string; /** The process ends now. */ isLast: boolean };

const root = fileURLToPath(new URL("..", import.meta.url));
const pagesScript = fileURLToPath(new URL("quick-pages.ts", import.meta.url));

/**
 * The same compilers as a deployment's, kept loaded from one build to the next, for `npm run dev`: Remix's build in a
 * process of its own, and esbuild with the settings that Wrangler gives it. Not minified.
 * @returns the tools, and what ends them.
 */
export function openQuickTools(): { tools: BuildTools; close: () => Promise<void> } {
  const bundles = new Map<string, Promise<BuildContext>>();
  let pages: ChildProcess | undefined;
  const tools: BuildTools = {
    name: "quick",
    makePages: async () => {
      if (!pages?.connected) pages = openPages();
      const { isBuilt, reason, isLast } = await askForPages(pages);
      if (isLast) pages = undefined;
      if (!isBuilt) throw explainBuild(reason);
    },
    makeWorker: async (folder, configFile) => {
      const bundle = bundles.get(folder) ?? openBundle(folder, configFile);
      bundles.set(folder, bundle);
      try {
        await (await bundle).rebuild();
      } catch (error) {
        throw explainBuild(error instanceof Error ? error.message : String(error));
      }
    },
  };
  const close = async () => {
    pages?.disconnect();
    for (const bundle of bundles.values()) await (await bundle).dispose();
  };
  return { tools, close };
}

function openBundle(folder: string, configFile: string): Promise<BuildContext> {
  const main = /^main = "(.+)"$/m.exec(readFileSync(join(root, configFile), "utf8"))?.[1];
  if (!main) throw new Error(`${configFile} names no main file`);
  return context({
    absWorkingDir: root,
    entryPoints: { index: join(root, dirname(configFile), main) },
    outdir: join(root, folder),
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*"],
    loader: { ".wasm": "copy" },
    define: { "process.env.NODE_ENV": '"production"', "navigator.userAgent": '"Cloudflare-Workers"' },
    keepNames: true,
    sourcemap: true,
    logLevel: "silent",
  });
}

function openPages(): ChildProcess {
  const child = fork(pagesScript, { cwd: root, stdio: ["ignore", "pipe", "pipe", "ipc"], env: { ...process.env, NODE_ENV: "production" } });
  // It ends by itself when this process is gone.
  child.unref();
  return child;
}

function askForPages(child: ChildProcess): Promise<Answer> {
  let output = "";
  const note = (chunk: Buffer) => (output += chunk.toString());
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", note);
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      child.off("message", settle).off("exit", fail);
      for (const stream of [child.stdout, child.stderr]) stream?.off("data", note);
      resolve({ ...answer, reason: `${output}\n${answer.reason}` });
    };
    const fail = () => settle({ isBuilt: false, reason: "", isLast: true });
    child.on("message", settle).on("exit", fail);
    child.send("build");
  });
}
