import { createHash } from "node:crypto";
import { accessSync, constants, realpathSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "./failure.ts";
import { makeFolder } from "./folders.ts";

/**
 * Makes the state folder and takes it for this process alone, as long as it runs (Linux; elsewhere the taken port stops
 * a second start).
 * @throws Failure when another process holds it, or the folder cannot be used.
 */
export async function takeStateFolder(folder: string, tellOther: () => string): Promise<void> {
  prepareStateFolder(folder);
  if (process.platform === "linux" && !(await takeName(`state ${realpathSync(folder)}`))) throw new Failure(tellOther());
}

/** Runs `work` when no other process runs the work of that name; waits for its turn for as long as that takes. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (process.platform !== "linux") return work();
  let lock = await takeName(name);
  while (!lock) {
    await pause(100);
    lock = await takeName(name);
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}

// A socket name that the system takes back by itself when the process ends, however it ends.
function takeName(name: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? resolve(null) : reject(error)));
    server.listen(`\0inductlite-${createHash("sha256").update(name).digest("hex").slice(0, 32)}`, () => resolve(server));
  });
}

function prepareStateFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOTDIR" || code === "ELOOP") throw new Failure(`${error instanceof Error && "path" in error ? String(error.path) : folder} is not a folder: move it away and start again.`);
    if (code === "ENOENT" || code === "ENAMETOOLONG") throw new Failure(`The state folder ${folder} cannot be made there: choose another place with STATE_DIR.`);
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
      throw new Failure(`This user may not read and write the state folder ${folder}: change its owner or its permissions and start again.`);
    }
    throw error;
  }
}
