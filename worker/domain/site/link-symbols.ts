/** Both halves of a sign-in link, drawn so that each symbol is as likely as any other. */

const SYMBOLS = "0123456789abcdefghijklmnopqrstuvwxyz";
const CODE_LENGTH = 10;
const SECRET_LENGTH = 12;
/** Bytes from here on are drawn again: 256 is no multiple of 36, and the first symbols would come more often. */
const FIRST_UNFAIR = 256 - (256 % SYMBOLS.length);

type MakeBytes = (length: number) => Uint8Array;

function makeSymbols(makeBytes: MakeBytes, length: number): string {
  let text = "";
  while (text.length < length) {
    const fair = Array.from(makeBytes(length)).filter((byte) => byte < FIRST_UNFAIR);
    text += fair.map((byte) => SYMBOLS.charAt(byte % SYMBOLS.length)).join("");
  }
  return text.slice(0, length);
}

/** 10 characters, 0-9 and a-z: the half that names a site for ever. `makeBytes` gives fresh random bytes. */
export const makeSiteCode = (makeBytes: MakeBytes): string => makeSymbols(makeBytes, CODE_LENGTH);

/** 12 characters: the half that opens it, 62 bits. */
export const makeLinkSecret = (makeBytes: MakeBytes): string => makeSymbols(makeBytes, SECRET_LENGTH);
