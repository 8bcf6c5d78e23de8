import { createContext, useContext } from "react";
import { en, type Messages } from "#app/messages/en.ts";

/** What the whole page needs to know and no route's loader gives. */
export interface Shell {
  /** The content security policy's nonce; absent in the browser, where it is not needed again. */
  nonce?: string;
  /** The id of the request that made the document, printed on error screens. */
  requestId?: string;
  /** The address (path and query) that request asked for: its id says nothing about later ones. */
  documentHref?: string;
  /** What a visitor's page says, in its language; in English where nothing is given. */
  messages?: Messages;
  /** False for pages that carry no client script at all. */
  scripts: boolean;
}

export const ShellContext = createContext<Shell>({ scripts: false });

/** Gives the page's shell: nonce, request id, and whether the page carries script. */
export function useShell(): Shell {
  return useContext(ShellContext);
}

/** Our own words in the language of the page. */
export function useMessages(): Messages {
  return useShell().messages ?? en;
}
