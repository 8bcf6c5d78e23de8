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

/** What Vite gives to a file that asks for many: by path, each module or, with `?raw`, each text. */
interface ImportMeta {
  glob<T>(patterns: string[], options: { eager: true; query?: string; import?: string }): Record<string, T>;
}
