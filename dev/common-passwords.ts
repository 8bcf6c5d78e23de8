// Writes worker/domain/account/common-passwords.ts: the words that a guesser tries first. Run it to take newer lists.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { countGuessBits, fold, MAX_WORD } from "#worker/domain/account/guess-bits.ts";

/** MIT, the first passwords and words of larger lists, the most frequent first. */
const passwords = { package: "@zxcvbn-ts/language-common", version: "4.1.3", lists: ["passwords"] };
const english = { package: "@zxcvbn-ts/language-en", version: "4.1.1", lists: ["wikipedia", "commonWords"] };

/** What people here think of first, and those lists leave out. */
const LOCAL = `allblacks aotearoa aroha auckland blackcaps builder canterbury christchurch dunedin foreman gisborne hamilton hardhat
  hawkesbay haka hivis hokeypokey induction inductions invercargill jandals kaitiaki kakapo kiaora kiwi maori marlborough moana
  napier nelson newzealand northland otago palmerston pavlova pohutukawa queenstown rotorua safety scaffold scaffolding silverferns
  sitesafe southland tamaki tangata taranaki taupo tauranga toolbox tuatara waikato wellington whanau whangarei`.split(/\s+/);

/** A password of at least 12 characters is looked up whole; a shorter one is what longer ones are made of. */
const LONG = 12;
const SHORT_WORDS = 3000;
/** The single words that are long enough for a password by themselves. */
const LONG_WORDS_A_LIST = 400;
/** What comes out of other words, runs and digits so cheaply needs no line of its own. */
const CHEAP_BITS = 22;
const LINE = 180;

function readLists({ package: name, version, lists }: typeof passwords): string[][] {
  const folder = mkdtempSync(join(tmpdir(), "common-passwords-"));
  try {
    execFileSync("npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`], { stdio: "ignore" });
    return lists.map((list) => JSON.parse(readFileSync(join(folder, "node_modules", name, "src", `${list}.json`), "utf8")) as string[]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function choose(): string[] {
  const chosen = new Set(LOCAL);
  const add = (words: string[], most: number) => {
    let left = most;
    for (const word of words.map(fold)) {
      if (left === 0) return;
      if (word.length > MAX_WORD || !/^[a-z0-9!#%&*+.,_@-]+$/.test(word) || countGuessBits(word, chosen, new Set()) <= CHEAP_BITS) continue;
      chosen.add(word);
      left -= 1;
    }
  };
  const [common = []] = readLists(passwords);
  add(common.filter(({ length }) => length >= 4 && length < LONG).filter((word) => /[a-z]/i.test(word)), SHORT_WORDS);
  add(common.filter(({ length }) => length >= LONG), Infinity);
  for (const list of readLists(english)) add(list.filter((word) => word.length >= LONG && /^[a-z]+$/.test(word)), LONG_WORDS_A_LIST);
  return [...chosen].sort();
}

function toLines(words: string[]): string {
  const lines = [""];
  for (const word of words) {
    const last = lines.at(-1) ?? "";
    if (last.length + word.length >= LINE) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.join("\n");
}

const words = choose();
const source = [passwords, english].map(({ package: name, version }) => `${name} ${version}`).join(" and ");
const file = fileURLToPath(new URL("../worker/domain/account/common-passwords.ts", import.meta.url));
writeFileSync(
  file,
  `// Written by dev/common-passwords.ts. From ${source}:
// MIT, © 2012-2016 Dan Wheeler and Dropbox, Inc., © 2021 @zxcvbn-ts. Words that people use are not always polite.

/** ${words.length} words that a guesser tries first, in lower case. */
export const COMMON_PASSWORDS = \`
${toLines(words)}
\`;
`,
);
process.stdout.write(`Wrote ${words.length} words to worker/domain/account/common-passwords.ts\n`);
