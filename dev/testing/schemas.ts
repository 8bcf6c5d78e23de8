/** Test workers that run at once; at least two, so that every run shows that they do not meet. */
export const testWorkers = 2;

/** One test worker's part of the database. */
export type TestSchema = {
  schema: string;
  /** The application's role: behind row-level security. */
  appUrl: string;
  /** Sees and changes every row of the schema, to prepare and to look. */
  ownerUrl: string;
};
