import { useLocation } from "@remix-run/react";
import { LANGUAGE_NAMES, languageOf, type Language } from "#app/messages/index.ts";
import { DefaultButton } from "./default-button.tsx";
import { useMessages } from "./shell-context.ts";

interface LanguageLinkProps {
  /** The form of the page that may hold what was not sent yet: a press takes it along, with the intent "stay". */
  form?: string | undefined;
}

/** The same page in our other language, in that language's own name. The phone remembers the choice. */
export function LanguageLink({ form }: LanguageLinkProps) {
  const { pathname, search } = useLocation();
  const other: Language = languageOf(useMessages()) === "mi" ? "en" : "mi";
  const query = new URLSearchParams(search);
  query.set("lang", other);
  const address = `${pathname}?${query.toString()}`;
  if (form) {
    return (
      <div>
        <DefaultButton form={form} />
        <button className="language-link" form={form} formAction={address} formNoValidate name="intent" value="stay" lang={other}>
          {LANGUAGE_NAMES[other]}
        </button>
      </div>
    );
  }
  return (
    <p>
      <a className="language-link" href={address} lang={other} hrefLang={other}>
        {LANGUAGE_NAMES[other]}
      </a>
    </p>
  );
}
