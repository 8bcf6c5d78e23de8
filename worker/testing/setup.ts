/** Points the Worker under test at the schema of the test worker that it runs in, and names the run. */
import { env } from "cloudflare:workers";
import { redirectLog } from "#worker/log.ts";
import { testSchema } from "./database.ts";

Object.assign(env, { DATABASE_URL: testSchema.appUrl, RUN_ID: `test-${testSchema.schema}` });

// A test that reads the log redirects it again; the others stay quiet.
redirectLog(() => undefined);
