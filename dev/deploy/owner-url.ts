import { Failure } from "../failure.ts";

/** The owner's URL for work over TCP. Throws Failure when it is none, or not of a database that the Worker can reach. */
export function readOwnerUrl(text: string): string {
  const form = "postgres://user:password@host/database";
  if (!URL.canParse(text)) throw new Failure(`That is no database URL: it has the form ${form}.`);
  const url = new URL(text);
  if (!/^postgres(ql)?:$/.test(url.protocol) || !url.username || !url.password || url.pathname.length < 2) {
    throw new Failure(`That is no database URL with user, password and database in it: it has the form ${form}.`);
  }
  if (!/\.neon\.(tech|build)$/.test(url.hostname)) throw new Failure(`${url.hostname} is not Neon's: the Worker speaks Neon's SQL over HTTP and reaches no other database.`);
  // Advisory locks and role settings need a session; Neon's pooler hands out transactions.
  url.hostname = url.hostname.replace("-pooler.", ".");
  // Without it the owner's password would go to whoever answers, unsealed if they ask for that.
  url.searchParams.set("sslmode", "verify-full");
  return url.href;
}
