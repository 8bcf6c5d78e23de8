/** How names, employers and phone numbers become keys and search words. */

// The ʻokina and every sign that is typed in its place or as an apostrophe: Faʻafetai, Fa'afetai and Faafetai are one.
const APOSTROPHES = /[\u02B9\u02BB\u02BC'’‘`´]/g;

/** Lower case, no macrons, marks or apostrophes, letters and digits only, one space between words. */
export function toKey(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .normalize("NFC")
    .replace(APOSTROPHES, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** "+64211234567" → ["64211234567", "0211234567"]: people search both ways. Other countries have one form. */
export function phoneWords(phone: string): string[] {
  const digits = phone.replace(/\D/g, "");
  return digits.startsWith("64") ? [digits, `0${digits.slice(2)}`] : [digits];
}

/** The words a person is found by, each once. */
export function searchWords(person: { name: string; employer: string; phone: string }): string[] {
  const words = [...toKey(person.name).split(" "), ...toKey(person.employer).split(" "), ...phoneWords(person.phone)];
  return [...new Set(words.filter(Boolean))];
}

/** The same words as one text, each after a space, for checking that a visit itself holds what was searched. */
export function toSearchText(person: { name: string; employer: string; phone: string }): string {
  return ` ${searchWords(person).join(" ")}`;
}

/**
 * What was typed into a search box as words. Digits with spaces or a plus are one phone number: "021 123 4567".
 * At most five words count.
 */
export function toSearchTerms(query: string): string[] {
  const trimmed = query.trim();
  if (/^[+()\d\s-]{3,}$/.test(trimmed)) {
    const digits = trimmed.replace(/\D/g, "");
    return digits ? [digits] : [];
  }
  return [...new Set(toKey(trimmed).split(" ").filter(Boolean))].slice(0, 5);
}
