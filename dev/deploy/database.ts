import { randomBytes } from "node:crypto";
import { Failure } from "../failure.ts";
import { migrate } from "../migrate.ts";
import { prepareSchema } from "../roles.ts";

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

/**
 * Makes the schema's owner, the application's login without BYPASSRLS, and the tables.
 * @param ownerUrl a user that may create roles and has BYPASSRLS itself, over TCP.
 * @param login its new password, or null to leave the login as it is.
 * @returns how many migrations were applied, and the login's URL when its password is new.
 */
export async function prepareDatabase(ownerUrl: string, login: { password: string | null }): Promise<{ applied: number; loginUrl: string | null }> {
  try {
    const urls = await prepareSchema(ownerUrl, "public", {
      // Nobody else logs in as the schema's owner: each deployment gives it a password of its own.
      owner: { name: "inductlite_owner", password: randomBytes(24).toString("base64url") },
      login: { name: "inductlite_app_login", password: login.password },
    });
    const applied = await migrate(urls.ownerUrl);
    return { applied, loginUrl: login.password === null ? null : urls.appUrl };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll("PG_URL", "the owner's URL") : String(error);
    throw new Failure(error instanceof Failure ? reason : `The database could not be prepared: ${reason.split("\n")[0] ?? ""}.`);
  }
}
