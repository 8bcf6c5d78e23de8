/** In which language a visitor reads our own words: as they chose on this phone, else as their browser asks for. */
import { isLanguage, messagesFor, type Language, type Messages } from "#app/messages/index.ts";
import { preferredLanguages } from "#app/routes/i.$token/languages.ts";
import { readCookie } from "#worker/http/session-cookie.ts";

const COOKIE = "__Host-language";
const YEAR_SECONDS = 365 * 24 * 3600;

/** The pages of whoever comes to a gate. The office's are in English. */
const VISITORS = /^\/[bsiv]\//;

export function languageOfRequest(request: Request): Language {
  return VISITORS.test(new URL(request.url).pathname) ? (wantedLanguages(request).find(isLanguage) ?? "en") : "en";
}

/** The languages that this visitor reads, the most wanted first: what they chose here, then what their browser says. */
export function wantedLanguages(request: Request): string[] {
  const chosen = [new URL(request.url).searchParams.get("lang"), readCookie(request.headers.get("Cookie"), COOKIE)].filter(isLanguage);
  return [...new Set([...chosen, ...preferredLanguages(request.headers.get("Accept-Language")), "en"])];
}

export const messagesOfRequest = (request: Request): Messages => messagesFor(languageOfRequest(request));

/** It says "en" or "mi" and nothing of anybody. */
export const languageCookie = (language: Language) => `${COOKIE}=${language}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${YEAR_SECONDS}`;

/** The headers of a visitor's page: kept by nobody, and remembering the language that `?lang=` chose. */
export function visitorHeaders(request: Request): Headers {
  const headers = new Headers({ "Cache-Control": "no-store" });
  const asked = new URL(request.url).searchParams.get("lang");
  if (isLanguage(asked)) headers.append("Set-Cookie", languageCookie(asked));
  return headers;
}
