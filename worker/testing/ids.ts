/** The ids, tokens and codes in an input, and the same input with another's in the place of one. */

/** An id, a token, a sealed or signed text, an answer of an authenticator, a recovery code; the code of an app. */
const IDENTIFIES = /^(?:[\w.-]{20,}|\{.+\}|\d{6})$/s;

/** The path of each that identifies something; "" when the input itself is one. */
export function pathsOfIds(input: unknown, path: string[] = []): string[] {
  if (typeof input === "string") return IDENTIFIES.test(input) ? [path.join(".")] : [];
  if (typeof input !== "object" || input === null) return [];
  return Object.entries(input).flatMap(([key, value]) => pathsOfIds(value, [...path, key]));
}

export function valueAt(input: unknown, path: string): unknown {
  return path.split(".").filter(Boolean).reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], input);
}

/** A copy of the input with `value` at the path. */
export function withValueAt<T>(input: T, path: string, value: unknown): T {
  const [key, ...rest] = path.split(".").filter(Boolean);
  if (key === undefined) return value as T;
  const copy: unknown = Array.isArray(input) ? [...(input as unknown[])] : { ...(input as object) };
  (copy as Record<string, unknown>)[key] = withValueAt((input as Record<string, unknown>)[key], rest.join("."), value);
  return copy as T;
}

/** Every text in an input. */
export function textsOf(input: unknown): string[] {
  if (typeof input === "string") return [input];
  return typeof input === "object" && input !== null ? Object.values(input).flatMap(textsOf) : [];
}

/** What is sent to prove something and is written down nowhere: passwords, tokens, codes, answers of authenticators. */
export function secretsOf(input: unknown, key = "token"): string[] {
  if (typeof input === "string") return /password|token|code$|sealed|response/i.test(key) ? [input] : [];
  return typeof input === "object" && input !== null ? Object.entries(input).flatMap(([name, value]) => secretsOf(value, name)) : [];
}
