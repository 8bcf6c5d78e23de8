/** Who is on site, as the site's object keeps it in its own storage: by the numbers that the database gave to the changes. */
import type { Present, RegisterChange } from "#worker/store/register.ts";

/** So many who left are remembered, by their ids alone, for pages that come back. */
const REMEMBERED = 1_000;

/** What has changed since a number. */
export interface Difference {
  joined: Present[];
  left: string[];
}

export class PresentPeople {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#sql.exec("create table if not exists present (id text primary key, value text not null, number integer not null) without rowid");
    this.#sql.exec("create index if not exists present_number on present (number)");
    this.#sql.exec("create table if not exists gone (id text primary key, number integer not null) without rowid");
    this.#sql.exec("create index if not exists gone_number on gone (number)");
    this.#sql.exec("create table if not exists known (name text primary key, value integer not null) without rowid");
  }

  #known(name: "number" | "since" | "at"): number | null {
    return this.#sql.exec<{ value: number }>("select value from known where name = ?", name).toArray()[0]?.value ?? null;
  }

  #know(name: "number" | "since" | "at", value: number): void {
    this.#sql.exec("insert into known (name, value) values (?, ?) on conflict (name) do update set value = excluded.value", name, value);
  }

  /** The last change that is in here; null before the register was read. */
  get number(): number | null {
    return this.#known("number");
  }

  /** When this was last known to be so, in milliseconds. */
  get atMs(): number {
    return this.#known("at") ?? 0;
  }

  set atMs(nowMs: number) {
    this.#know("at", nowMs);
  }

  get count(): number {
    return this.#sql.exec<{ count: number }>("select count(*) as count from present").one().count;
  }

  list(): Present[] {
    return this.#sql.exec<{ value: string }>("select value from present order by number").toArray().map(({ value }) => JSON.parse(value) as Present);
  }

  #put(person: Present): void {
    this.#sql.exec("delete from gone where id = ?", person.id);
    this.#sql.exec("insert into present (id, value, number) values (?, ?, ?) on conflict (id) do update set value = excluded.value, number = excluded.number", person.id, JSON.stringify(person), person.number);
  }

  #remove(id: string, number: number): void {
    this.#sql.exec("delete from present where id = ?", id);
    this.#sql.exec("insert into gone (id, number) values (?, ?) on conflict (id) do update set number = excluded.number", id, number);
  }

  /** The change whose number is the next one. */
  take(change: RegisterChange, nowMs: number): void {
    this.#storage.transactionSync(() => {
      if ("joined" in change) this.#put(change.joined);
      else this.#remove(change.left, change.number);
      this.#know("number", change.number);
      this.atMs = nowMs;
      this.#forget();
    });
  }

  /** The register as the database has it, in place of whatever stood here. */
  replace(number: number, people: Present[], nowMs: number): void {
    const here = new Set(people.map(({ id }) => id));
    this.#storage.transactionSync(() => {
      if (this.number === null || number < this.number) {
        this.#sql.exec("delete from gone");
        this.#know("since", number);
      }
      for (const { id } of this.list()) if (!here.has(id)) this.#remove(id, number);
      for (const person of people) this.#put(person);
      this.#know("number", number);
      this.atMs = nowMs;
      this.#forget();
    });
  }

  /** What changed after this number; null when that is not known any more, or not yet. */
  since(number: number): Difference | null {
    const [from, to] = [this.#known("since"), this.number];
    if (from === null || to === null || number < from || number > to) return null;
    const joined = this.#sql.exec<{ value: string }>("select value from present where number > ? order by number", number).toArray();
    const left = this.#sql.exec<{ id: string }>("select id from gone where number > ?", number).toArray();
    return { joined: joined.map(({ value }) => JSON.parse(value) as Present), left: left.map(({ id }) => id) };
  }

  #forget(): void {
    const [oldest] = this.#sql.exec<{ number: number }>("select number from gone order by number desc limit 1 offset ?", REMEMBERED).toArray();
    if (!oldest) return;
    this.#sql.exec("delete from gone where number <= ?", oldest.number);
    this.#know("since", oldest.number);
  }
}
