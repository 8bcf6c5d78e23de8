/** The part of autocannon that the benchmark uses; it brings no types. */
declare module "autocannon" {
  import type { EventEmitter } from "node:events";

  export interface BuiltRequest {
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: string;
  }

  export interface Options {
    url: string;
    connections: number;
    duration: number;
    pipelining: number;
    timeout: number;
    requests: { setupRequest: (request: BuiltRequest) => BuiltRequest }[];
  }

  export interface Instance extends EventEmitter {
    stop: () => void;
  }

  export default function autocannon(options: Options, done: (error: Error | null) => void): Instance;
}
