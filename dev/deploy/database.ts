import { randomBytes } from "node:crypto";
import { Failure } from "../failure.ts";
import { migrate } from "../migrate.ts";
import { prepareSchema } from "../roles.ts";

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
