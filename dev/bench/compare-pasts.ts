/** Whether a large past makes anything slower: the same load on the small and the large database, in turn. */
import { measureOnce, type MeasuredSample } from "./measure.ts";
import { Arrivals } from "./people.ts";
import type { Rig } from "./rig.ts";

export type Comparison = {
  measure: "signInPost" | "register";
  connections: number;
  small: MeasuredSample[];
  large: MeasuredSample[];
};

export type ComparePace = { turns: number; seconds: number; warmSeconds: number };

const connections = 10;

/**
 * Small, large, large, small, … : `turns` pairs of each. The register is that of the company that holds half of the past;
 * sign-ins come to all sites.
 */
export async function comparePasts(rig: Rig, pace: ComparePace, onMeasure: (title: string) => void): Promise<Comparison[]> {
  const sides = ["small", "large"] as const;
  const arrivals = { small: arrivalsAt(rig, "small"), large: arrivalsAt(rig, "large") };
  const comparisons: Comparison[] = (["signInPost", "register"] as const).map((measure) => ({ measure, connections, small: [], large: [] }));
  for (let turn = 0; turn < pace.turns; turn += 1) {
    for (const comparison of comparisons) {
      for (const name of turn % 2 === 0 ? sides : [...sides].reverse()) {
        const side = rig[name];
        onMeasure(`turn ${turn + 1} of ${pace.turns}: ${comparison.measure} with ${side.database.pastVisits.toLocaleString("en-NZ")} past visits`);
        comparison[name].push(await measureOnce(rig, side, comparison.measure, connections, pace, arrivals[name], [side.bigCookie]));
      }
    }
  }
  return comparisons;
}

const arrivalsAt = (rig: Rig, name: "small" | "large") => new Arrivals(rig[name].database.sites, rig[name].database.knownPeople);

/** Requests a second with the large past over those with the small one, of the medians: 1 is no difference. */
export function ratioOf({ small, large }: Comparison): number {
  return medianOf(large.map((sample) => sample.perSecond)) / medianOf(small.map((sample) => sample.perSecond));
}

/** The middle value; of an even number the mean of the two in the middle; 0 of none. */
export function medianOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
