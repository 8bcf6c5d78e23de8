import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./folders.ts";

export type Secrets = {
  /** The first signs, the rest verify. */
  signingKeys: { id: string; secret: string }[];
  /** 32 bytes: seals the secrets of authenticator apps. */
  sealingKey: string;
  ownerPassword: string;
  appPassword: string;
};

const makePassword = () => randomBytes(24).toString("base64url");

/** New random secrets, for a test or a first start. A signing key is 32 bytes, written as 43 base64url characters. */
export function makeSecrets(): Secrets {
  return {
    signingKeys: [{ id: "k1", secret: randomBytes(32).toString("base64url") }],
    sealingKey: randomBytes(32).toString("base64url"),
    ownerPassword: makePassword(),
    appPassword: makePassword(),
  };
}

/** The secrets of a state folder (secrets.json, readable by its owner alone), made at the first call. */
export function readSecrets(stateFolder: string): Secrets {
  const path = join(stateFolder, "secrets.json");
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<Secrets>) : {};
  const made = makeSecrets();
  // A folder from before a secret was needed gets that one, and keeps the others.
  if (Object.keys(made).every((name) => name in kept)) return kept as Secrets;
  makeFolder(stateFolder);
  const secrets = { ...made, ...kept };
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}
