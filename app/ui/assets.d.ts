/** The built file's address. */
declare module "*?url" {
  const address: string;
  export default address;
}

/** The file's own text. */
declare module "*?raw" {
  const text: string;
  export default text;
}
