/** What the test of every route must be told of one: who is let in, and what is sent. */
import type { Permission } from "#worker/permissions.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import type { SessionClaims } from "#worker/context.ts";
import { makeRequest } from "../factories.ts";
import type { At } from "./case.ts";

export interface Sent {
  path: string;
  /** A field that comes more often than once is a list. */
  form?: Record<string, string | string[]>;
  /** Sent as the field `file` of a form in parts. */
  file?: File;
  /** Beside the session's, if there is one. */
  cookie?: string;
}

export interface RouteCase {
  /**
   * `anyone`: no session is looked at. `cookie`: a well-signed one is enough, for nothing of a company is shown.
   * Else what the operation behind it asks the database for.
   */
  needs: "anyone" | "cookie" | Permission;
  /** The status for whoever may. */
  ok: number;
  send(at: At): Promise<Sent> | Sent;
  /** Of a route for anyone, what it answers to somebody who is logged in, where that is another status. */
  withSession?: number;
  /** Where a stranger is led, when it is not to the log-in page and back. */
  strangerTo?: RegExp;
  /** It is no page: where the second factor is missing it says no, and leads nowhere. */
  isNoPage?: boolean;
  /** The status for another company's member who brings this one's ids; null where there are none to bring. By default the same page of their own. */
  foreign?: number | null;
  /** The status for the manager of another site, where it is not that for another company. */
  beyond?: number;
  /** Of a change: the page where its form stands for whoever may. None: script makes it, or it stands in no page of the office. */
  on?(sent: Sent): string;
  /** What it writes even when it finds nothing, or is a look. */
  writes?: readonly string[];
  /** Puts back what would change the next request. */
  after?(at: At): Promise<unknown>;
}

/** By route, as it was declared. Where its forms say what they intend, each intent has a case, after a comma. */
export type RouteCases = Record<string, RouteCase>;

export const intentOf = (name: string): string => name.split(", ")[1] ?? "";
export const routeOf = (name: string): string => name.split(",")[0] ?? name;

export const cookieOf = async (claims: SessionClaims): Promise<string> => (await writeSession(makeRequest(), claims)).split(";")[0] ?? "";
