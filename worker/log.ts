/** The log: one typed union of events, one writer, one JSON line each. No personal data goes in here. */
export type LogEvent =
  | { event: "request"; method: string; route: string; status: number; ms: number; databaseTrips: number }
  | { event: "request.failed"; route: string; code: string; message: string; stack?: string | undefined }
  | { event: "job.done"; job: string; jobId: string; ms: number; rows: number; bytes: number }
  | { event: "job.skipped"; job: string; jobId: string; reason: string }
  | { event: "job.failed"; job: string; jobId: string; reason: string; willRetry: boolean }
  | { event: "job.dead"; job: string; jobId: string }
  | { event: "jobs.swept"; sent: number }
  | { event: "gate.refused"; which: "client" | "site"; retryAfterSeconds: number }
  | { event: "register.untold"; siteId: string; reason: string }
  | { event: "register.unread"; reason: string }
  | { event: "photo.left"; attemptId: string; blockId: string }
  | { event: "health"; ok: boolean; parts: Record<string, { ok: boolean; ms: number }> };

export interface LogScope {
  requestId: string;
  companyId?: string | undefined;
}

export type LogSink = (line: string, failed: boolean) => void;

let sink: LogSink = (line, failed) => (failed ? console.error(line) : console.log(line));

/** For tests that read what was logged; gives back the function that restores the writer before. */
export function redirectLog(to: LogSink): () => void {
  const before = sink;
  sink = to;
  return () => {
    sink = before;
  };
}

export function log(scope: LogScope, event: LogEvent): void {
  sink(JSON.stringify({ at: new Date().toISOString(), ...scope, ...event }), event.event === "request.failed" || event.event === "job.failed" || event.event === "job.dead");
}

/** Where an error happened, without its message, which a stack begins with and which may hold what was typed. */
export function framesOf(error: Error): string | undefined {
  return error.stack?.split("\n").filter((line) => /^\s+at /.test(line)).join("\n");
}
