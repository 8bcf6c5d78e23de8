/** What `cloudflare:workers` gives inside the tests: the Worker's exports and bindings, and what the test run adds. */
type WorkerEnv = import("../env.ts").Env;

declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import("../index.ts");
  }
  interface Env extends WorkerEnv {
    TEST_SCHEMAS: { schema: string; appUrl: string; ownerUrl: string }[];
    TEST_MAIL_TROUBLE_URL: string;
  }
}
