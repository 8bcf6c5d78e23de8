/** An instant as text that a Date reads, for what a statement gives as JSON. */
import { sql, type SQL } from "drizzle-orm";

export const utc = (instant: SQL): SQL => sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
