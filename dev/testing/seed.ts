/** Where the tests' draws of random cases begin. */

declare module "vitest" {
  interface ProvidedContext {
    /** Also said in worker/testing/fast-check.ts, which the Workers' types see. */
    seed: number;
  }
}

/** Any number would do; it stays, so that a run that failed can be made again as it was. */
const USUAL = 20_261_123;

/** The seed of `TEST_SEED`: a number, or `random` for one that nobody has tried. */
export function readSeed(given: string | undefined): number {
  if (given === undefined || given === "") return USUAL;
  if (given === "random") return crypto.getRandomValues(new Uint32Array(1)).reduce((_, drawn) => drawn >>> 1, 0);
  if (!/^\d{1,9}$/.test(given)) throw new Error(`TEST_SEED is ${given}. Give a number of up to nine digits, or random.`);
  return Number(given);
}
