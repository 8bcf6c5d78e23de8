import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./folders.ts";
import { makeSigningKey, type SigningKey, type SigningKeys } from "./signing-keys.ts";

export type Secrets = {
  signingKeys: SigningKeys;
  /** 32 bytes: seals the secrets of authenticator apps. */
  sealingKey: string;
  ownerPassword: string;
  appPassword: string;
};

/** As a file may hold them that an earlier version wrote: a list of keys, of which the first signed. */
type KeptSecrets = Partial<Omit<Secrets, "signingKeys">> & { signingKeys?: SigningKeys | [SigningKey, SigningKey?] };

const makePassword = () => randomBytes(24).toString("base64url");
const pathIn = (stateFolder: string) => join(stateFolder, "secrets.json");

/** New random secrets, for a test or a first start. */
export function makeSecrets(): Secrets {
  return {
    signingKeys: { A: makeSigningKey(), signingWith: "A" },
    sealingKey: randomBytes(32).toString("base64url"),
    ownerPassword: makePassword(),
    appPassword: makePassword(),
  };
}

/** The secrets of a state folder (secrets.json, readable by its owner alone), made at the first call. */
export function readSecrets(stateFolder: string): Secrets {
  const path = pathIn(stateFolder);
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as KeptSecrets) : {};
  const made = makeSecrets();
  const signingKeys = toSlots(kept.signingKeys) ?? made.signingKeys;
  // A folder from before a secret was needed gets that one, and keeps the others.
  if (signingKeys === kept.signingKeys && Object.keys(made).every((name) => name in kept)) return kept as Secrets;
  const secrets = { ...made, ...kept, signingKeys };
  writeSecrets(stateFolder, secrets);
  return secrets;
}

/** Puts all of them down at once, or none. */
export function writeSecrets(stateFolder: string, secrets: Secrets): void {
  const path = pathIn(stateFolder);
  makeFolder(stateFolder);
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function toSlots(kept: KeptSecrets["signingKeys"]): SigningKeys | undefined {
  if (!Array.isArray(kept)) return kept;
  const [first, second] = kept;
  return { A: first, ...(second ? { B: second } : {}), signingWith: "A" };
}
