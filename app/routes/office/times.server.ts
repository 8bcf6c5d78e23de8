/** Times for loaders. What a page writes by itself, when it is told of somebody live, is written by the same. */
export * from "./times.ts";
