import pg from "pg";

export type Statement = { query: string; params: (string | null)[] };

/** `begin` is the BEGIN of a batch; without one the only statement commits by itself. */
export type SessionRequest = { statements: Statement[]; begin: string | null };

export type ResultField = {
  name: string;
  dataTypeID: number;
  tableID: number;
  columnID: number;
  dataTypeSize: number;
  dataTypeModifier: number;
  format: "text";
};

export type StatementResult = { fields: ResultField[]; rows: (string | null)[][]; command: string; rowCount: number | null };

export type Outcome = { results: StatementResult[] } | { error: pg.DatabaseError } | { tooLarge: true };

type Message =
  | { name: "rowDescription"; fields: Omit<ResultField, "format">[] }
  | { name: "dataRow"; fields: (string | null)[]; length: number }
  | { name: "commandComplete"; text: string }
  | { name: "readyForQuery"; status: "I" | "T" | "E" }
  | ({ name: "error" } & pg.DatabaseError)
  | { name: "emptyQuery" | "copyInResponse" | "copyOutResponse" | "parseComplete" | "bindComplete" | "noData" };

type Wire = pg.Connection & { stream: { cork: () => void; uncork: () => void; destroy: () => void } };

type Turn = {
  responseLimitBytes: number;
  sizeBytes: number;
  fields: ResultField[];
  rows: (string | null)[][];
  results: StatementResult[];
  error: pg.DatabaseError | null;
  resolve: (outcome: Outcome) => void;
  reject: (error: Error) => void;
};

// What DISCARD ALL resets, but for the plans that functions keep: nobody can see those from outside, and making
// them anew takes longer than most requests.
const RESET =
  "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; DEALLOCATE ALL; UNLISTEN *; " +
  "SELECT pg_advisory_unlock_all(); DISCARD SEQUENCES; DISCARD TEMP";

const messageEvents = [
  "errorMessage", "readyForQuery", "notice", "rowDescription", "dataRow", "portalSuspended", "emptyQuery",
  "commandComplete", "parseComplete", "copyInResponse", "copyData", "notification",
];

/**
 * One session of Postgres that carries one request at a time: pg opens and authenticates it, then the request goes out
 * as one write (BEGIN, every statement, COMMIT, the reset behind them), by the extended protocol only.
 */
export class NeonSession {
  readonly #client: pg.Client;
  readonly #wire: Wire;
  readonly #onIdle: (session: NeonSession) => void;
  readonly #onEnd: (session: NeonSession) => void;
  #turn: Turn | null = null;
  #readyUntilIdle = 0;
  #isCut = false;

  private constructor(client: pg.Client, onIdle: (session: NeonSession) => void, onEnd: (session: NeonSession) => void) {
    this.#client = client;
    this.#wire = client.connection;
    this.#onIdle = onIdle;
    this.#onEnd = onEnd;
    for (const event of messageEvents) this.#wire.removeAllListeners(event);
    this.#wire.on("message", (message: Message) => this.#receive(message));
    client.on("error", (error) => this.#lose(error));
    client.on("end", () => this.#lose(new Error("Postgres closed the connection")));
  }

  /**
   * Opens a session as the user that `config` names; rejects with Postgres's error when the password is wrong.
   * @param onIdle the session is reset and may carry the next request.
   * @param onEnd the session is closed.
   */
  static async open(config: pg.ClientConfig, onIdle: (session: NeonSession) => void, onEnd: (session: NeonSession) => void): Promise<NeonSession> {
    const client = new pg.Client(config);
    client.on("error", () => undefined);
    await client.connect();
    return new NeonSession(client, onIdle, onEnd);
  }

  /** Runs one request: resolves with its results or its first SQL error, before the session is reset. */
  run(request: SessionRequest, responseLimitBytes: number): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#turn = { responseLimitBytes, sizeBytes: 0, fields: [], rows: [], results: [], error: null, resolve, reject };
      this.#readyUntilIdle = 1;
      this.#wire.stream.cork();
      if (request.begin !== null) this.#send({ query: request.begin, params: [] });
      for (const statement of request.statements) this.#send(statement);
      if (request.begin !== null) this.#send({ query: "COMMIT", params: [] });
      this.#wire.sync();
      this.#wire.query(RESET);
      this.#wire.stream.uncork();
    });
  }

  /** Says goodbye to Postgres. */
  async close(): Promise<void> {
    await this.#client.end();
  }

  #send({ query, params }: Statement): void {
    this.#wire.parse({ name: "", text: query, types: [] }, true);
    this.#wire.bind({ portal: "", statement: "", values: params }, true);
    this.#wire.describe({ type: "P", name: "" }, true);
    this.#wire.execute({ portal: "", rows: "0" }, true);
  }

  #receive(message: Message): void {
    if (this.#isCut) return;
    if (message.name === "readyForQuery") return this.#ready(message.status);
    const turn = this.#turn;
    if (!turn) return;
    if (message.name === "copyInResponse" || message.name === "copyOutResponse") return this.#cut(turn, { error: copyRefused() });
    if (message.name === "dataRow") {
      turn.sizeBytes += message.length;
      if (turn.sizeBytes > turn.responseLimitBytes) this.#cut(turn, { tooLarge: true });
      else turn.rows.push(message.fields);
    } else if (message.name === "rowDescription") turn.fields = message.fields.map(describeField);
    else if (message.name === "commandComplete") finishStatement(turn, message.text);
    else if (message.name === "emptyQuery") finishStatement(turn, "");
    else if (message.name === "error") turn.error ??= message;
  }

  // The first answer ends the request; those behind it belong to the reset. A request that failed inside its
  // transaction, or left one open, takes the reset with it: then it is rolled back and reset once more.
  #ready(status: "I" | "T" | "E"): void {
    const turn = this.#turn;
    if (turn) {
      this.#turn = null;
      turn.resolve(turn.error ? { error: turn.error } : { results: turn.results });
      return;
    }
    this.#readyUntilIdle -= 1;
    if (this.#readyUntilIdle > 0) return;
    if (status === "I") return this.#onIdle(this);
    this.#readyUntilIdle = 2;
    this.#wire.query("ROLLBACK");
    this.#wire.query(RESET);
  }

  // What Postgres has begun cannot be taken back but by leaving: it rolls back what is open.
  #cut(turn: Turn, outcome: Outcome): void {
    this.#turn = null;
    this.#isCut = true;
    turn.resolve(outcome);
    this.#wire.stream.destroy();
  }

  #lose(error: Error): void {
    this.#turn?.reject(error);
    this.#turn = null;
    this.#onEnd(this);
  }
}

function copyRefused(): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError("COPY is not possible over HTTP", 0, "error"), { code: "0A000", severity: "ERROR" });
}

function describeField(field: Omit<ResultField, "format">): ResultField {
  const { name, dataTypeID, tableID, columnID, dataTypeSize, dataTypeModifier } = field;
  return { name, dataTypeID, tableID, columnID, dataTypeSize, dataTypeModifier, format: "text" };
}

function finishStatement(turn: Turn, text: string): void {
  const [command = "", ...counts] = text.split(" ");
  const count = Number(counts.at(-1));
  const rowCount = counts.length > 0 && Number.isInteger(count) ? count : null;
  turn.results.push({ fields: turn.fields, rows: turn.rows, command, rowCount });
  turn.fields = [];
  turn.rows = [];
}
