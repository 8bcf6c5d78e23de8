import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./dev/browser.ts";
import { findFreePort } from "./dev/ports.ts";

// Read again in every test worker: what was found once is handed on through the environment.
const port = (process.env["E2E_PORT"] ??= String(await findFreePort()));
const stateFolder = (process.env["E2E_STATE"] ??= ".state/e2e");
const browser = await findBrowser();
process.env["CHROMIUM_PATH"] = browser.path;

// A tool demands the default export.
export default defineConfig({
  testDir: "app/e2e",
  outputDir: ".state/e2e-results",
  fullyParallel: true,
  workers: 2,
  timeout: 30_000,
  forbidOnly: process.env["CI"] !== undefined,
  reporter: process.env["E2E_REPORT"] ? [["list"], ["json", { outputFile: process.env["E2E_REPORT"] }]] : "list",
  use: {
    baseURL: `http://localhost:${port}`,
    locale: "en-NZ",
    timezoneId: "Pacific/Auckland",
    // A trace of every test costs a sixth of the run: E2E_TRACE=on asks for it.
    trace: process.env["E2E_TRACE"] === "on" ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: browser.path, args: browser.args },
  },
  projects: [{ name: "chromium", use: { ...devices["Desktop Chrome"] } }],
  webServer: {
    // The real thing, seeded afresh; app/e2e reads its links and passwords from demo.json in its state folder.
    command: `"${process.execPath}" --disable-warning=ExperimentalWarning dev/start.ts --reset`,
    env: { PORT: port, STATE_DIR: stateFolder, HOST: "127.0.0.1", PG_URL: "", INDUCTLITE_LAUNCHER: "parent" },
    // Health answers before the seed is done; readDemo() waits for that.
    url: `http://localhost:${port}/health`,
    reuseExistingServer: false,
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    stdout: "ignore",
    stderr: "pipe",
  },
});
