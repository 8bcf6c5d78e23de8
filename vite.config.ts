import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin } from "vite";

/** Fails the browser build when a screen pulls in server code: Remix alone would ship it without a word. */
function keepServerCodeOut(): Plugin {
  return {
    name: "keep-server-code-out",
    enforce: "pre",
    resolveId(source, importer, options) {
      if (!options.ssr && source.startsWith("#worker/")) {
        throw new Error(`${importer ?? "A browser file"} imports ${source}: only *.server.ts files may.`);
      }
      return null;
    },
  };
}

// A tool demands the default export.
export default defineConfig(({ isSsrBuild }) => ({
  publicDir: "app/public",
  plugins: [
    keepServerCodeOut(),
    remix({
      appDirectory: "app",
      // Emptied first: dev/build.ts takes the pages from there when they are whole.
      buildDirectory: "build/pages",
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_routeConfig: true,
        // Off on purpose: both carry open advisories.
        v3_singleFetch: false,
        v3_lazyRouteDiscovery: false,
      },
    }),
  ],
  ssr: { resolve: { conditions: ["workerd", "worker", "browser"] } },
  build: {
    // A data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    // One copy of worker/ in the bundle, so that what it keeps per isolate is kept once.
    rollupOptions: isSsrBuild ? { external: [/^#worker\//] } : {},
  },
}));
