/** A Worker's heap, read from the inspector while it works. */
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../failure.ts";

/** Bytes: V8's own heap in use, what the embedder holds for it, and buffers outside it; `total` is their sum. */
export type Heap = { used: number; embedder: number; buffers: number; total: number };

type Target = { id: string; title?: string; webSocketDebuggerUrl: string };
type Usage = { usedSize: number; totalSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number };

/**
 * Reads the heap of the Worker of this name through Miniflare's inspector, every `everyMs`, until stopped.
 * @returns what has been read so far, and the end of it.
 */
export async function watchHeap(inspectorPort: number, workerName: string, everyMs: number): Promise<{ readings: Heap[]; stop: () => Promise<void> }> {
  const targets = (await (await fetch(`http://127.0.0.1:${inspectorPort}/json`)).json()) as Target[];
  const target = targets.find(({ id, title }) => id.includes(workerName) || title?.includes(workerName));
  if (!target) throw new Failure(`The inspector knows no Worker ${workerName}: ${JSON.stringify(targets)}`);
  const socket = new WebSocket(target.webSocketDebuggerUrl.replace("localhost", "127.0.0.1"));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve(), { once: true });
    socket.addEventListener("error", () => reject(new Failure("The inspector refused the connection.")), { once: true });
  });
  const waiting = new Map<number, (usage: Usage) => void>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: Usage };
    if (id !== undefined && result) waiting.get(id)?.(result);
    if (id !== undefined) waiting.delete(id);
  });
  const readings: Heap[] = [];
  let isStopped = false;
  let number = 0;
  const read = () => new Promise<Usage>((resolve) => {
    number += 1;
    waiting.set(number, resolve);
    socket.send(JSON.stringify({ id: number, method: "Runtime.getHeapUsage" }));
  });
  const watch = async () => {
    while (!isStopped) {
      const usage = await Promise.race([read(), pause(5_000).then(() => null)]);
      if (usage) readings.push(toHeap(usage));
      await pause(everyMs);
    }
  };
  const watching = watch();
  return {
    readings,
    stop: async () => {
      isStopped = true;
      await watching;
      socket.close();
    },
  };
}

function toHeap({ usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 }: Usage): Heap {
  return { used: usedSize, embedder: embedderHeapUsedSize, buffers: backingStorageSize, total: usedSize + embedderHeapUsedSize + backingStorageSize };
}
