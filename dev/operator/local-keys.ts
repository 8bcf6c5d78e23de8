import { readSecrets, writeSecrets } from "../secrets.ts";
import type { KeyStore } from "./key-store.ts";

/** The keys of a state folder. Both are read at the start, so no Worker ever knows one without the other. */
export function openLocalKeys(stateFolder: string): KeyStore {
  const read = () => readSecrets(stateFolder);
  return {
    settleSeconds: 0,
    takesEffect: "It takes effect at the next npm start.",
    async read() {
      const { A, B, signingWith } = read().signingKeys;
      return { signing: signingWith, filled: B ? ["A", "B"] : ["A"], ids: { A: A.id, ...(B ? { B: B.id } : {}) } };
    },
    async put(slot, key) {
      const secrets = read();
      writeSecrets(stateFolder, { ...secrets, signingKeys: { ...secrets.signingKeys, [slot]: key } });
    },
    async signWith(slot) {
      const secrets = read();
      writeSecrets(stateFolder, { ...secrets, signingKeys: { ...secrets.signingKeys, signingWith: slot } });
    },
  };
}
