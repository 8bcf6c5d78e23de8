import { RichText, useMessages } from "#app/ui/index.ts";

interface TermsProps {
  companyName: string;
  /** As the site's snapshot has them, in the language that the visitor reads; null where the company has none. */
  terms: { id: string; language: string; markdown: string } | null;
}

/** The company's own terms, folded, with the sentence by the button that signing in accepts them. It is a part of the form: the version goes with it. */
export function Terms({ companyName, terms }: TermsProps) {
  const words = useMessages().terms;
  if (!terms) return null;
  return (
    <>
      <details>
        <summary>{words.title(companyName)}</summary>
        <RichText markdown={terms.markdown} lang={terms.language} />
      </details>
      <p>{words.accept(companyName)}</p>
      <input type="hidden" name="terms" value={terms.id} />
    </>
  );
}
