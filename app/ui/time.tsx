/** An instant as the server wrote it for people: `text` in the site's own zone, `at` in UTC for machines. */
export interface Moment {
  at: string;
  text: string;
}

/** A time that people and machines read. */
export function Time({ moment }: { moment: Moment }) {
  return <time dateTime={moment.at}>{moment.text}</time>;
}
