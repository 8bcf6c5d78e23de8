import { appendFileSync, existsSync, statSync, truncateSync } from "node:fs";
import { Log, LogLevel } from "miniflare";

export type WriteLog = (line: string) => void;

const limitBytes = 20 * 1024 * 1024;

/** A log file, begun anew when it has grown past 20 MB. A line that cannot be written is dropped. */
export function openLog(path: string): WriteLog {
  if (existsSync(path) && statSync(path).size > limitBytes) truncateSync(path);
  return (line) => {
    try {
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    } catch {
      // A full disk, or a folder deleted under a running server: no line is worth stopping it.
    }
  };
}

/** Miniflare's own warnings and errors, among the Workers' lines. */
export class FileLog extends Log {
  readonly #write: WriteLog;
  constructor(write: WriteLog) {
    super(LogLevel.WARN);
    this.#write = write;
  }
  override log(message: string): void {
    this.#write(message);
  }
}
