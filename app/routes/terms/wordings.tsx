import { languageName } from "#app/routes/inductions.$id/kinds.ts";
import { RichText } from "#app/ui/index.ts";

/** The terms as visitors read them, a part for each language. */
export function Wordings({ texts }: { texts: { language: string; text: string }[] }) {
  return (
    <>
      {texts.map(({ language, text }) => (
        <section key={language} className="card stack" aria-label={`Terms in ${languageName(language)}`}>
          {texts.length > 1 ? (
            <h2 lang={language} dir="auto">
              {languageName(language)}
            </h2>
          ) : null}
          <RichText markdown={text} lang={language} />
        </section>
      ))}
    </>
  );
}
