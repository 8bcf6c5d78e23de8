import { Scripts, ScrollRestoration } from "@remix-run/react";
import { Children, cloneElement, Fragment, isValidElement, type ReactElement, type ReactNode } from "react";
import { useShell } from "./shell-context.ts";

/** The page's client script, or nothing on a page that carries none. */
export function PageScripts() {
  const { scripts, nonce } = useShell();
  if (!scripts) return null;
  return (
    <>
      <ScrollRestoration nonce={nonce} />
      <NoncedScripts nonce={nonce} />
    </>
  );
}

// Remix puts no nonce on its preload links, and strict-dynamic blocks what has none. Called as a
// function, its elements can be given one; its hooks then belong to this component.
function NoncedScripts({ nonce }: { nonce?: string }) {
  return <>{withNonceOnLinks(Scripts({ nonce }), nonce)}</>;
}

function withNonceOnLinks(node: ReactNode, nonce?: string): ReactNode {
  return Children.map(node, (child) => {
    if (!isValidElement(child)) return child;
    if (child.type === "link") {
      return cloneElement(child as ReactElement<{ nonce?: string; suppressHydrationWarning: boolean }>, {
        nonce,
        suppressHydrationWarning: true,
      });
    }
    if (child.type !== Fragment) return child;
    return withNonceOnLinks((child as ReactElement<{ children?: ReactNode }>).props.children, nonce);
  });
}
