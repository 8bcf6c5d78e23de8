/** fast-check with the run's seed: what lands is decided by the code, not by luck. `TEST_SEED=random npm test` draws another. */
import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Where draws of random cases begin (dev/testing/seed.ts). */
    seed: number;
  }
}

fc.configureGlobal({ seed: inject("seed") });

export { fc };
