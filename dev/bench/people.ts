/** Who comes to the measured gates: people that a site knows, who are not there now, and people who come for the first time. */
import { uuidv7 } from "uuidv7";
import { searchWords, toKey } from "#worker/domain/person/words.ts";
import { withClient } from "../roles.ts";
import type { LoadedSite } from "../seed/bulk.ts";

export type Typed = { name: string; phone: string; visitorType: string; employer: string };

/** Of ten who sign in, so many have been here before. */
const KNOWN_OF_TEN = 7;

const first = ["Hēmi", "Mere", "Sione", "Wei", "Aroha", "Priya", "Jack", "Lupe", "Tāne", "Grace", "Māia", "Faʻafetai"];
const last = ["Tāwhai", "Chen", "Fīnau", "Singh", "Smith", "Patel", "Kīngi", "Leota", "Nguyen", "O'Brien", "Walker"];
const employers = ["Kōwhai Electrical", "Moana Scaffolding", "Harakeke Concrete", "Rākau Joinery", "Kāhu Cranes"];
const types = ["contractor", "contractor", "contractor", "visitor", "employee", "delivery"];

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;

const person = (n: number, phone: string): Typed => ({
  name: `${pick(first, n)} ${pick(last, Math.floor(n / first.length))}`,
  phone,
  visitorType: pick(types, n),
  employer: pick(employers, Math.floor(n / 3)),
});

/** Person n of those that are known; their site is n modulo the sites. */
const knownPerson = (n: number): Typed => person(n, `021${1_000_000 + n}`);

/** Gives one visitor after the other with the site they come to, over all sites evenly. Nobody known comes twice in `people` × 10 / 7 visits. */
export class Arrivals {
  readonly #sites: LoadedSite[];
  readonly #people: number;
  #count = 0;
  #known = 0;
  #strangers = Math.floor(Math.random() * 1_000_000) * 5;

  constructor(sites: LoadedSite[], people: number) {
    this.#sites = sites;
    this.#people = people;
  }

  next(): { site: LoadedSite; typed: Typed } {
    if (this.#count++ % 10 < KNOWN_OF_TEN) {
      const n = this.#known++ % this.#people;
      return { site: pick(this.#sites, n), typed: knownPerson(n) };
    }
    const n = this.#strangers++;
    return { site: pick(this.#sites, n), typed: person(n, `022${String(n % 10_000_000).padStart(7, "0")}`) };
  }
}

/** Makes `people` known to the sites, with the search words that a sign-in would have left. @param ownerUrl over TCP. */
export async function addKnownPeople(ownerUrl: string, sites: LoadedSite[], people: number): Promise<void> {
  const rows = Array.from({ length: people }, (_, n) => {
    const typed = knownPerson(n);
    const phone = `+64${typed.phone.slice(1)}`;
    return { company: pick(sites, n).companyId, id: uuidv7(), phone, name: typed.name, key: toKey(typed.name), words: searchWords({ ...typed, phone }) };
  });
  await withClient(ownerUrl, async (client) => {
    await client.query("begin");
    await client.query("insert into person (company_id, id, phone, name, name_key) select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])",
      [rows.map((row) => row.company), rows.map((row) => row.id), rows.map((row) => row.phone), rows.map((row) => row.name), rows.map((row) => row.key)]);
    const words = rows.flatMap((row) => row.words.map((word) => ({ ...row, word })));
    await client.query("insert into person_term (company_id, term, person_id) select * from unnest($1::uuid[], $2::text[], $3::uuid[])",
      [words.map((row) => row.company), words.map((row) => row.word), words.map((row) => row.id)]);
    await client.query("commit");
  });
}
