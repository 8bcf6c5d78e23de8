/** The notice that stands before the button. Changing a word here means raising PRIVACY_NOTICE_VERSION in visit/schemas.ts. */
export function PrivacyNotice({ companyName }: { companyName: string }) {
  return (
    <section className="card stack" aria-labelledby="privacy">
      <h2 id="privacy">What happens with your details</h2>
      <p>
        {companyName} keeps your name, phone, employer and times on site, to know who is here in an emergency and to meet its
        health and safety duties. Site managers of {companyName} see them; emergency services and WorkSafe may be shown them.
      </p>
      <details>
        <summary>Your rights</summary>
        <p>
          {companyName} holds the record; InductLite stores it for them. You may ask to see or correct it, at the site office. If
          the answer does not satisfy you, the Privacy Commissioner takes complaints at privacy.org.nz. Giving your details is
          your choice, but without them the site can't let you in. This phone is remembered by a cookie for 90 days.
        </p>
      </details>
    </section>
  );
}
