import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { signingVariables } from "./dev/signing-keys.ts";
import { testWorkers } from "./dev/testing/schemas.ts";
import { readSeed } from "./dev/testing/seed.ts";

const exclude = ["**/node_modules/**", "build/**", ".state/**", "app/e2e/**"];

/** The pair of files that wait for each other goes first, when every test worker is free to take one. */
class PairFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isOfPair = ({ moduleId }: TestSpecification) => moduleId.includes("/isolation-");
    return [...sorted.filter(isOfPair), ...sorted.filter((file) => !isOfPair(file))];
  }
}

// A tool demands the default export.
export default defineConfig({
  test: {
    maxWorkers: testWorkers,
    provide: { seed: readSeed(process.env["TEST_SEED"]) },
    sequence: { sequencer: PairFirst },
    projects: [
      {
        test: {
          name: "node",
          testTimeout: 30_000,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.workers.test.{ts,tsx}"],
        },
      },
      {
        plugins: [
          cloudflareTest(({ inject }) => ({
            main: "./worker/index.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                TEST_SCHEMAS: inject("schemas"),
                NEON_HTTP_URL: inject("neonHttpUrl"),
                ...signingVariables(inject("signingKeys")),
                SEALING_KEY: inject("sealingKey"),
                // On a busy machine a crowd of eight is no crowd; what is too long has a test of its own.
                PASSWORD_WAIT_MS: "60000",
                // Nor is a trip that the machine kept waiting a database that is down.
                DATABASE_BUDGET_MS: "20000",
                APP_ORIGIN: "http://localhost:8787",
                MAIL_FROM: "InductLite <no-reply@inductlite.example>",
                RESEND_API_KEY: inject("mail").key,
                RESEND_URL: inject("mail").url,
                TEST_MAIL_TROUBLE_URL: inject("mail").troubleUrl,
                // worker/testing/setup.ts chooses the schema of the test worker that it runs in.
                DATABASE_URL: "postgres://unset@localhost/unset",
                RUN_ID: "",
              },
              email: { send_email: [{ name: "MAIL" }] },
            },
          })),
        ],
        test: {
          name: "workers",
          env: { NODE_ENV: "production" },
          include: ["**/*.workers.test.{ts,tsx}"],
          exclude,
          globalSetup: ["dev/testing/global-setup.ts"],
          setupFiles: ["worker/testing/setup.ts"],
          // Files share a test worker's runtime, as requests share an isolate; each makes companies of its own. Loading all anew for each file took half the run.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          deps: {
            optimizer: {
              ssr: {
                enabled: true,
                // React as it is deployed: what it checks while one develops took half of each page.
                esbuildOptions: { define: { "process.env.NODE_ENV": '"production"' } },
                include: ["@remix-run/cloudflare", "@remix-run/react", "react", "react/jsx-runtime", "react-dom/server"],
              },
            },
          },
        },
      },
    ],
  },
});
