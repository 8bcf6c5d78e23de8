/** One kind of request to a route, and what it costs in round trips to the database. */

export interface Sent {
  path: string;
  form?: Record<string, string>;
  cookie?: string;
  headers?: Record<string, string>;
}

export interface Case {
  /** What is particular about it; the first case of a route needs nothing. */
  when: string;
  trips: number;
  /** Why it is not the one trip of the rule. */
  because?: string;
  /** Trips of the site's object beside the request's own, which alone stand in the log. */
  ofObject?: number;
  status: number;
  send: () => Promise<Sent> | Sent;
}
