/**
 * The notice that stands before the button; `short` folds it away for somebody who has signed in here before.
 * Changing what it says means raising PRIVACY_NOTICE_VERSION in worker/domain/visit/schemas.ts.
 */
export function PrivacyNotice({ companyName, short }: { companyName: string; short?: boolean }) {
  if (short) {
    return (
      <details>
        <summary>{companyName} keeps your details and times, as before</summary>
        <div className="stack">
          <Purpose companyName={companyName} />
          <Rights companyName={companyName} />
        </div>
      </details>
    );
  }
  return (
    <section className="card stack" aria-labelledby="privacy">
      <h2 id="privacy">What happens with your details</h2>
      <Purpose companyName={companyName} />
      <details>
        <summary>Your rights</summary>
        <Rights companyName={companyName} />
      </details>
    </section>
  );
}

function Purpose({ companyName }: { companyName: string }) {
  return (
    <p>
      {companyName} keeps your name, phone, employer and times on site, to know who is here in an emergency and to meet its health
      and safety duties. Its office and site managers see them; emergency services and WorkSafe may be shown them.
    </p>
  );
}

function Rights({ companyName }: { companyName: string }) {
  return (
    <p>
      {companyName} holds the record; InductLite stores it for them, with the network address and browser of each sign-in. You may
      ask to see or correct it, at the site office. If the answer does not satisfy you, the Privacy Commissioner takes complaints at
      privacy.org.nz. Giving your details is your choice, but without them the site can't let you in. This phone is remembered by a
      cookie for 90 days.
    </p>
  );
}
