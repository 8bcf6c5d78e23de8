/** The machine that a figure was taken on, and what its processes use. */
import { readFileSync, readdirSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { createRequire } from "node:module";

export type Machine = {
  cores: number;
  processor: string;
  memoryGiB: number;
  kernel: string;
  node: string;
  workerd: string;
  postgres: string;
  /** Of the last minute, before the run: above 0.5 others were at work too. */
  loadBefore: number;
  startedAt: string;
};

const require = createRequire(import.meta.url);

export function describeMachine(postgres: string): Machine {
  const { version } = require("workerd/package.json") as { version: string };
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? "",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version.slice(1),
    workerd: version,
    postgres,
    loadBefore: loadavg()[0] ?? 0,
    startedAt: new Date().toISOString(),
  };
}

const ticksPerSecond = 100;

const statOf = (pid: number) => {
  const text = readFileSync(`/proc/${pid}/stat`, "latin1");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
};

/** A process and those that it has started (Linux). */
export function familyOf(pid: number): number[] {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => {
      try {
        return Number(statOf(child)[1]) === pid;
      } catch {
        return false;
      }
    });
  return [pid, ...children];
}

/** Milliseconds of processor time that these processes have used, with their ended children; 0 where nobody can say. */
export function cpuMsOf(pids: number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    try {
      const [utime = 0, stime = 0, cutime = 0, cstime = 0] = statOf(pid).slice(11, 15).map(Number);
      ticks += utime + stime + cutime + cstime;
    } catch {
      // It has ended, or this is no Linux.
    }
  }
  return (ticks * 1000) / ticksPerSecond;
}

/** Megabytes in memory, each shared page counted once among those that share it; 0 where nobody can say. */
export function memoryMbOf(pids: number[]): number {
  let kib = 0;
  for (const pid of pids) {
    try {
      kib += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // It has ended, or belongs to another user.
    }
  }
  return (kib * 1024) / 1e6;
}
