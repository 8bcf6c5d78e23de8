import { useMessages } from "#app/ui/index.ts";

/**
 * The notice that stands before the button; `short` folds it away for somebody who has signed in here before.
 * Changing what it says in any language (app/messages) means raising PRIVACY_NOTICE_VERSION in worker/domain/visit/schemas.ts.
 */
export function PrivacyNotice({ companyName, short }: { companyName: string; short?: boolean }) {
  const words = useMessages().privacy;
  const [purpose, rights] = [<p key="purpose">{words.purpose(companyName)}</p>, <p key="rights">{words.rights(companyName)}</p>];
  if (short) {
    return (
      <details>
        <summary>{words.short(companyName)}</summary>
        <div className="stack">
          {purpose}
          {rights}
        </div>
      </details>
    );
  }
  return (
    <section className="card stack" aria-labelledby="privacy">
      <h2 id="privacy">{words.title}</h2>
      {purpose}
      <details>
        <summary>{words.rightsTitle}</summary>
        {rights}
      </details>
    </section>
  );
}
