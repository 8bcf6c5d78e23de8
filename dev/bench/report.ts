/** The results as one readable page. */
import type { Comparison } from "./compare-pasts.ts";
import { medianOf, ratioOf } from "./compare-pasts.ts";
import type { ExportFigure } from "./export.ts";
import type { Machine } from "./machine.ts";
import { MEASURES, type Figure, type Measure } from "./measure.ts";
import type { StartUp } from "./start-up.ts";
import type { PageWeight, Weight } from "./weigh.ts";

export type Results = {
  machine: Machine;
  commit: string;
  finishedAt: string;
  isQuick: boolean;
  pastVisits: { small: number; large: number };
  sites: number;
  figures: Figure[];
  comparisons: Comparison[];
  exports: ExportFigure[];
  pages: PageWeight[];
  bundles: { worker: Weight; consumer: Weight };
  startUps: StartUp[];
  memoryMb: { worker: number; endpoint: number; postgres: number };
};

export type Target = { what: string; wanted: string; reached: string; isReached: boolean };

const number = (value: number, digits = 0) => value.toLocaleString("en-NZ", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const kb = (bytes: number) => `${number(bytes / 1000, 1)} KB`;
const mb = (bytes: number) => `${number(bytes / 1e6, 1)} MB`;
const spreadOf = (values: number[]) => (values.length < 2 ? "" : ` (${number(Math.min(...values))}–${number(Math.max(...values))})`);

function figureOf(results: Results, measure: Measure, connections: number) {
  const samples = results.figures.find((figure) => figure.measure === measure && figure.connections === connections)?.samples ?? [];
  const middle = (read: (sample: (typeof samples)[number]) => number) => medianOf(samples.map(read));
  return {
    samples,
    perSecond: middle((sample) => sample.perSecond),
    p50Ms: middle((sample) => sample.p50Ms),
    p95Ms: middle((sample) => sample.p95Ms),
    cpu: (part: "worker" | "endpoint" | "postgres" | "load") => middle((sample) => sample.cpuMs[part]),
  };
}

/** What the product promises, and what this run saw. */
export function targetsOf(results: Results): Target[] {
  const post = figureOf(results, "signInPost", 10);
  const logIn = figureOf(results, "logIn", 1);
  const pages = Math.max(...[1, 10, 50].map((connections) => figureOf(results, "signInPage", connections).perSecond));
  const ratio = post.perSecond / figureOf(results, "workerFloor", 10).perSecond;
  const page = (name: string) => results.pages.find((one) => one.page === name);
  const signIn = page("Sign-in page");
  const signInBytes = (signIn?.html.gzip ?? 0) + (signIn?.css.gzip ?? 0);
  const script = page("Dashboard")?.script.gzip ?? 0;
  const seconds = medianOf(results.exports.map((one) => one.seconds));
  const heap = Math.max(...results.exports.map((one) => one.peakHeap.total));
  return [
    { what: "Sign-in POST, 10 at once", wanted: "≥ 200 a second", reached: number(post.perSecond), isReached: post.perSecond >= 200 },
    { what: "  its p95", wanted: "≤ 100 ms", reached: `${number(post.p95Ms)} ms`, isReached: post.p95Ms <= 100 },
    { what: "  against the Worker floor", wanted: "≥ 0.5", reached: number(ratio, 2), isReached: ratio >= 0.5 },
    { what: "Sign-in page, warm, its best", wanted: "≥ 1,000 a second", reached: number(pages), isReached: pages >= 1000 },
    { what: "Log-in, one at a time, p50", wanted: "≤ 120 ms", reached: `${number(logIn.p50Ms)} ms`, isReached: logIn.p50Ms <= 120 },
    { what: "Sign-in page with its style, gzip", wanted: "≤ 14 KB", reached: kb(signInBytes), isReached: signInBytes <= 14_000 },
    { what: "  its script", wanted: "none", reached: signIn?.scripts === 0 ? "none" : `${signIn?.scripts} files`, isReached: signIn?.scripts === 0 },
    { what: "Dashboard's script, gzip", wanted: "≤ 170 KB", reached: kb(script), isReached: script > 0 && script <= 170_000 },
    { what: "Export of 50,000 visits", wanted: "≤ 5 s", reached: `${number(seconds, 1)} s`, isReached: seconds <= 5 },
    { what: "  the consumer's heap", wanted: "≤ 64 MB", reached: mb(heap), isReached: heap > 0 && heap <= 64_000_000 },
    ...results.comparisons.map((comparison) => {
      const against = ratioOf(comparison);
      const name = comparison.measure === "register" ? "Register" : "Sign-in";
      return {
        what: `${name}, ${number(results.pastVisits.large)} against ${number(results.pastVisits.small)} past visits`,
        wanted: "no slower (within 20 %)", reached: `${number(against * 100)} % of the rate`, isReached: against >= 0.8,
      };
    }),
  ];
}

/** Rows of cells as aligned lines; the first `toTheLeft` columns to the left, the others to the right. */
function table(rows: string[][], toTheLeft = 1): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => (column < toTheLeft ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`.trimEnd());
}

/** The whole page. */
export function print(results: Results): string {
  const { machine } = results;
  return [
    `InductLite benchmark${results.isQuick ? ", short version" : ""}`,
    `  ${machine.startedAt} to ${results.finishedAt}, ${results.commit}`,
    `  ${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB, Linux ${machine.kernel}, load before ${number(machine.loadBefore, 1)}`,
    `  workerd ${machine.workerd}, Node ${machine.node}, Postgres ${machine.postgres} (durable), ${results.sites} sites, limits on, load from the same machine`,
    ...section("Speed (median of the rounds, least and most in brackets)", speed(results)),
    ...section("Processor time a request, ms, at 10 at once", cpu(results)),
    ...section("Sign-in POST against the floors, requests a second", ratios(results)),
    ...section(`A large past, 10 at once, requests a second`, pasts(results)),
    ...section("Export of 50,000 visits to CSV", exports(results)),
    ...section("Weight as sent (gzip -6 / brotli 4; in brackets as it is)", weights(results)),
    ...section("Start-up and memory", startAndMemory(results)),
    ...section("Targets", table([["", "target", "this run", ""], ...targetsOf(results).map((one) => [one.what, one.wanted, one.reached, one.isReached ? "reached" : "MISSED"])], 4)),
    "",
  ].join("\n");
}

const section = (title: string, lines: string[]) => ["", title, ...lines];

function speed(results: Results): string[] {
  const rows = [["", "at once", "a second", "p50 ms", "p95 ms"]];
  for (const { measure, connections, samples } of results.figures.toSorted((a, b) => order(a.measure) - order(b.measure))) {
    const figure = figureOf(results, measure, connections);
    rows.push([MEASURES[measure], number(connections), `${number(figure.perSecond)}${spreadOf(samples.map((sample) => sample.perSecond))}`, number(figure.p50Ms, 1), number(figure.p95Ms, 1)]);
  }
  return table(rows);
}

const order = (measure: Measure) => Object.keys(MEASURES).indexOf(measure);

function cpu(results: Results): string[] {
  const parts = ["worker", "endpoint", "postgres", "load"] as const;
  return table([["", "Worker", "endpoint", "Postgres", "load"], ...(Object.keys(MEASURES) as Measure[]).map((measure) => {
    const figure = figureOf(results, measure, 10);
    return [MEASURES[measure], ...parts.map((part) => number(figure.cpu(part), 2))];
  })]);
}

function ratios(results: Results): string[] {
  const levels = [...new Set(results.figures.map((figure) => figure.connections))];
  return table([["at once", "sign-in POST", "Worker floor", "ratio", "Postgres floor", "ratio"], ...levels.map((connections) => {
    const [post, worker, postgres] = (["signInPost", "workerFloor", "postgresFloor"] as const).map((measure) => figureOf(results, measure, connections).perSecond);
    return [connections, post, worker, (post ?? 0) / (worker ?? 1), postgres, (post ?? 0) / (postgres ?? 1)].map((value, column) => number(value ?? 0, column === 3 || column === 5 ? 2 : 0));
  })]);
}

function pasts(results: Results): string[] {
  const { small, large } = results.pastVisits;
  return table([["", number(small), number(large), "large / small"], ...results.comparisons.map((comparison) => {
    const cell = (samples: { perSecond: number }[]) => `${number(medianOf(samples.map((one) => one.perSecond)))}${spreadOf(samples.map((one) => one.perSecond))}`;
    return [MEASURES[comparison.measure], cell(comparison.small), cell(comparison.large), number(ratioOf(comparison), 2)];
  })]);
}

function exports(results: Results): string[] {
  return table([["", "seconds", "COPY alone, s", "file", "heap at most", "V8", "embedder", "buffers", "readings"], ...results.exports.map((one, index) => [
    `try ${index + 1}`, number(one.seconds, 2), number(one.copySeconds, 2), mb(one.fileBytes), mb(one.peakHeap.total), mb(one.peakHeap.used), mb(one.peakHeap.embedder), mb(one.peakHeap.buffers), number(one.readings),
  ])]);
}

function weights(results: Results): string[] {
  const cell = ({ raw, gzip, brotli }: Weight) => (raw === 0 ? "none" : `${kb(gzip)} / ${kb(brotli)} (${kb(raw)})`);
  return [
    ...table([["", "HTML", "style", "script"], ...results.pages.map((one) => [one.page, cell(one.html), cell(one.css), cell(one.script)])]),
    ...table([["Worker bundle", cell(results.bundles.worker)], ["Consumer bundle", cell(results.bundles.consumer)]]),
  ];
}

function startAndMemory({ startUps, memoryMb }: Results): string[] {
  const each = (read: (one: StartUp) => number) => `${number(medianOf(startUps.map(read)))} ms${spreadOf(startUps.map(read))}`;
  return table([
    ["workerd started to first answer", each((one) => one.liveMs)],
    ["workerd started to first sign-in page", each((one) => one.pageMs)],
    ["Memory of workerd after the load", `${number(memoryMb.worker)} MB`],
    ["Memory of Neon's endpoint", `${number(memoryMb.endpoint)} MB`],
    ["Memory of Postgres, all processes", `${number(memoryMb.postgres)} MB`],
  ]);
}
