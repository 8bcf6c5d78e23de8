import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { ShellContext } from "./ui/shell-context.ts";

const requestId = document.querySelector<HTMLMetaElement>('meta[name="request-id"]')?.content;
const shell = { requestId, documentHref: location.pathname + location.search, scripts: true };

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <ShellContext.Provider value={shell}>
        <RemixBrowser />
      </ShellContext.Provider>
    </StrictMode>,
  );
});
