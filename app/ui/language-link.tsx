import { useLocation } from "@remix-run/react";
import { LANGUAGE_NAMES, languageOf, type Language } from "#app/messages/index.ts";
import { useMessages } from "./shell-context.ts";

/** The same page in our other language, in that language's own name. The phone remembers the choice. */
export function LanguageLink() {
  const { pathname, search } = useLocation();
  const other: Language = languageOf(useMessages()) === "mi" ? "en" : "mi";
  const query = new URLSearchParams(search);
  query.set("lang", other);
  return (
    <p>
      <a className="language-link" href={`${pathname}?${query.toString()}`} lang={other} hrefLang={other}>
        {LANGUAGE_NAMES[other]}
      </a>
    </p>
  );
}
