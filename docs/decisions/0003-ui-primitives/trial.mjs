// Tries both primitive libraries under our content security policy in a real Chromium, and weighs them.
// Run from the project's root: node docs/decisions/0003-ui-primitives/trial.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { chromium } from "playwright";

const NONCE = "dHJpYWw";
const POLICY = `default-src 'none'; script-src 'nonce-${NONCE}' 'strict-dynamic'; style-src 'self' 'nonce-${NONCE}'`;
const PACKAGES = [
  "react@18.3.1",
  "react-dom@18.3.1",
  "@radix-ui/react-dialog@1.3.1",
  "@radix-ui/react-dropdown-menu@2.2.1",
  "react-aria-components@1.22.1",
];

const SCREENS = {
  none: `
    export const Screen = () => <button>Nothing</button>;`,
  "radix dialog": `
    import * as D from "@radix-ui/react-dialog";
    export const Screen = ({ open }) => <D.Root defaultOpen={open}><D.Trigger>Open dialog</D.Trigger>
      <D.Portal><D.Overlay /><D.Content><D.Title>Sign out?</D.Title><D.Description>Now</D.Description>
      <D.Close>Cancel</D.Close></D.Content></D.Portal></D.Root>;`,
  "radix dialog, no overlay part": `
    import * as D from "@radix-ui/react-dialog";
    export const Screen = ({ open }) => <D.Root defaultOpen={open}><D.Trigger>Open dialog</D.Trigger>
      <D.Portal><D.Content><D.Title>Sign out?</D.Title><D.Description>Now</D.Description>
      <D.Close>Cancel</D.Close></D.Content></D.Portal></D.Root>;`,
  "radix menu": `
    import * as M from "@radix-ui/react-dropdown-menu";
    export const Screen = ({ open }) => <M.Root defaultOpen={open}><M.Trigger>Open menu</M.Trigger>
      <M.Portal><M.Content><M.Item>Profile</M.Item></M.Content></M.Portal></M.Root>;`,
  "aria dialog": `
    import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
    export const Screen = ({ open }) => <DialogTrigger defaultOpen={open}><Button>Open dialog</Button>
      <ModalOverlay><Modal><Dialog><Heading slot="title">Sign out?</Heading><p>Now</p>
      <Button slot="close">Cancel</Button></Dialog></Modal></ModalOverlay></DialogTrigger>;`,
  "aria menu": `
    import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
    export const Screen = ({ open }) => <MenuTrigger defaultOpen={open}><Button>Open menu</Button>
      <Popover><Menu><MenuItem>Profile</MenuItem></Menu></Popover></MenuTrigger>;`,
};

const folder = mkdtempSync(join(tmpdir(), "ui-primitives-"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  execFileSync("npm", ["install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", ...PACKAGES], {
    cwd: folder,
    stdio: "inherit",
  });
  const rows = [];
  for (const [name, source] of Object.entries(SCREENS)) rows.push(await tryScreen(name, source));
  const floor = rows[0].gzipBytes;
  console.table(rows.map(({ gzipBytes, ...row }) => ({ ...row, "script over React, gzip bytes": gzipBytes - floor })));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

async function tryScreen(name, source) {
  writeFileSync(join(folder, "screen.jsx"), source);
  const client = await bundle("browser", `
    import { hydrateRoot } from "react-dom/client";
    import { Screen } from "./screen.jsx";
    hydrateRoot(document.getElementById("page"), <Screen />);`);
  const server = await bundle("node", `
    import { renderToString } from "react-dom/server";
    import { Screen } from "./screen.jsx";
    export const closed = renderToString(<Screen />);
    export const open = renderToString(<Screen open />);`);
  const serverFile = join(folder, "server.cjs");
  writeFileSync(serverFile, server);
  const require = createRequire(import.meta.url);
  delete require.cache[serverFile];
  const { closed, open } = require(serverFile);
  const seen = name === "none" ? {} : await visit(closed, client);
  return {
    name,
    "style attributes in server HTML": `${closed.match(/ style="/g)?.length ?? 0} closed, ${open.match(/ style="/g)?.length ?? 0} open`,
    ...seen,
    gzipBytes: gzipSync(client, { level: 9 }).length,
  };
}

async function bundle(platform, contents) {
  const built = await build({
    stdin: { contents, loader: "jsx", resolveDir: folder },
    bundle: true,
    write: false,
    minify: true,
    platform,
    format: platform === "node" ? "cjs" : "iife",
    jsx: "automatic",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  return built.outputFiles[0].text;
}

async function visit(html, script) {
  const document = `<!doctype html><title>Trial</title><div id="page">${html}</div><script nonce="${NONCE}" src="/s.js"></script>`;
  const server = createServer((request, response) => {
    if (request.url === "/s.js") return response.setHeader("content-type", "text/javascript").end(script);
    response.setHeader("content-security-policy", POLICY);
    return response.setHeader("content-type", "text/html; charset=utf-8").end(document);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const page = await browser.newPage();
  try {
    await page.addInitScript(() => {
      globalThis.blocked = [];
      addEventListener("securitypolicyviolation", (event) => globalThis.blocked.push(event.effectiveDirective));
    });
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.getByRole("button", { name: /Open/ }).click();
    const layer = page.locator('[role="dialog"], [role="menu"]').first();
    await layer.waitFor();
    const styleElements = await page.locator("style").count();
    const focusInside = await layer.evaluate((element) => element.contains(document.activeElement));
    await page.keyboard.press("Escape");
    await layer.waitFor({ state: "detached" });
    const blocked = await page.evaluate(() => globalThis.blocked);
    const focusBack = await page.evaluate(() => document.activeElement?.textContent?.startsWith("Open") ?? false);
    return { "style elements injected": styleElements, "blocked by the policy": blocked.join(" ") || "nothing", focusInside, focusBack };
  } finally {
    await page.close();
    server.close();
  }
}
