import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync, realpathSync } from "node:fs";
import { createServer } from "node:net";
import { Failure } from "./failure.ts";

/**
 * Makes the state folder and takes it for this process alone. The lock is a socket name that the system takes back by
 * itself when the process ends, however it ends (Linux; elsewhere the taken port stops a second start).
 * @throws Failure when another process holds it, or the folder cannot be used.
 */
export async function takeStateFolder(folder: string, tellOther: () => string): Promise<void> {
  prepareStateFolder(folder);
  if (process.platform !== "linux") return;
  const name = `\0inductlite-${createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 32)}`;
  const server = createServer((socket) => socket.destroy());
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(error.code === "EADDRINUSE" ? new Failure(tellOther()) : error));
    server.listen(name, resolve);
  });
}

function prepareStateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EEXIST" || code === "ENOTDIR") throw new Failure(`${folder} is not a folder: move it away and start again.`);
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
      throw new Failure(`This user may not read and write the state folder ${folder}: change its owner or its permissions and start again.`);
    }
    throw error;
  }
}
