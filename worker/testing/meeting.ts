import { asOwner, testSchema } from "./database.ts";

const patienceMs = 45_000;

/**
 * Arrives at one place and waits for the other file to arrive at its own.
 * @returns whether it came from another schema, which is to say another test worker, while this one was running.
 */
export async function meetOtherWorker(place: string, otherPlace: string): Promise<boolean> {
  const sql = asOwner();
  await sql`insert into meeting.arrival values (${place}, ${testSchema.schema})`;
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const [other] = await sql`select schema from meeting.arrival where place = ${otherPlace}`;
    if (other) return other["schema"] !== testSchema.schema;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
