import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { startMailbox } from "../mailbox.ts";
import { migrate } from "../migrate.ts";
import { startNeonHttp } from "../neon-http.ts";
import { startPostgres } from "../postgres.ts";
import { prepareSchema, withClient } from "../roles.ts";
import { makeSecrets } from "../secrets.ts";
import type { SigningKeys } from "../signing-keys.ts";
import { startMailTrouble } from "./mail-trouble.ts";
import { testWorkers, type TestSchema } from "./schemas.ts";

declare module "vitest" {
  interface ProvidedContext {
    schemas: TestSchema[];
    neonHttpUrl: string;
    signingKeys: SigningKeys;
    /** A mailbox with its key, and a mail service that fails in each way that its address names. */
    mail: { url: string; key: string; troubleUrl: string };
    sealingKey: string;
  }
}

const mailKey = "re_of_the_tests";

/**
 * One Postgres in memory for all test workers, with a schema, an owner and a login role for each, behind Neon's HTTP
 * endpoint, and a mailbox. Nobody shares rows with another worker, and all may run at once.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres({ folder: ".state/test-postgres", durable: false });
  const endpoint = await startNeonHttp({ port: 0, target: postgres, maxSessions: 12 });
  await withClient(postgres.superuserUrl, async (client) => {
    // Where test workers can show each other that they run.
    await client.query("create schema meeting");
    await client.query("create table meeting.arrival (place text, schema text, primary key (place, schema))");
    await client.query("grant usage on schema meeting to public");
    await client.query("grant select, insert on meeting.arrival to public");
  });
  const schemas: TestSchema[] = [];
  for (let worker = 1; worker <= testWorkers; worker += 1) {
    const schema = `w${worker}`;
    const { ownerPassword, appPassword } = makeSecrets();
    const urls = await prepareSchema(postgres.superuserUrl, schema, {
      owner: { name: `inductlite_owner_${schema}`, password: ownerPassword },
      login: { name: `inductlite_app_${schema}`, password: appPassword },
    });
    await migrate(urls.ownerUrl);
    schemas.push({ schema, ...urls });
  }
  project.provide("schemas", schemas);
  project.provide("neonHttpUrl", endpoint.url);
  const { signingKeys, sealingKey } = makeSecrets();
  project.provide("signingKeys", signingKeys);
  project.provide("sealingKey", sealingKey);
  rmSync(".state/test-mailbox", { recursive: true, force: true });
  const mailbox = await startMailbox({ folder: ".state/test-mailbox", key: mailKey });
  const trouble = await startMailTrouble();
  project.provide("mail", { url: mailbox.url, key: mailKey, troubleUrl: trouble.url });
  return async () => {
    await Promise.all([mailbox.stop(), trouble.stop()]);
    await endpoint.stop();
    await postgres.stop();
  };
}
