import type { MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData, useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { Outcome, type OutcomeWords } from "#app/routes/office/outcome.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { AskLink, Badge, ButtonLink, Facts, Notice, PageHeader } from "#app/ui/index.ts";
import { AskInDialog, AskInPage } from "./ask.tsx";
import type { loader, Question } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Settings · InductLite" }];

type Settings = ReturnType<typeof useLoaderData<typeof loader>>;

const PLANS: Record<Settings["plan"], string> = { trial: "Trial", standard: "Standard", large: "Large" };

/** What the company has decided for itself. */
export default function SettingsPage() {
  const settings = useLoaderData<typeof loader>();
  const [asked, setAsked] = useState<Question | null>(null);
  const { key } = useLocation();
  useEffect(() => setAsked(null), [key]);
  const toAsk = (question: Question | null) => (question && mayAsk(settings, question) ? { question, without: settings.withoutSecondFactor } : null);
  const askedInPage = toAsk(settings.asking);
  return (
    <>
      <PageHeader title="Settings" lead={settings.mayChange ? "What you change here holds for the whole company." : "An owner of your company may change what stands here."} />
      <Outcome words={settings.outcome ? OUTCOMES[settings.outcome] : undefined} />
      {askedInPage ? <AskInPage asking={askedInPage} /> : null}
      <section className="card stack" aria-labelledby="company">
        <h2 id="company">Company</h2>
        <Facts
          items={[
            { term: "Name", detail: settings.name },
            { term: "Plan", detail: PLANS[settings.plan] },
            { term: "Time zone", detail: settings.timeZone },
            { term: "Members", detail: settings.members },
          ]}
        />
      </section>
      <SecondStep settings={settings} onAsk={setAsked} />
      <Photos settings={settings} onAsk={setAsked} />
      <AskInDialog asking={toAsk(asked)} onClose={() => setAsked(null)} />
    </>
  );
}

/** Who asks others for a second step has one: else the next click would lead to the own account. */
const mayAsk = ({ mayChange, hasShownOne }: Settings, question: Question) => mayChange && (question !== "require" || hasShownOne);

function SecondStep({ settings, onAsk }: { settings: Settings; onAsk: (question: Question) => void }) {
  const { secondFactorRequired, withoutSecondFactor, mayChange, hasShownOne } = settings;
  const question = secondFactorRequired ? "let-go" : "require";
  return (
    <section className="card stack" aria-labelledby="second-step">
      <div className="row">
        <h2 id="second-step">Second step at log-in, for owners and admins</h2>
        {secondFactorRequired ? <Badge tone="good">Asked for</Badge> : <Badge>Not asked for</Badge>}
      </div>
      <p>They can change who is in the team and what the record shows. A second step keeps others out who have got hold of their password.</p>
      <p>
        {withoutSecondFactor === 0
          ? "All owners and admins have one."
          : secondFactorRequired
            ? `${countOf(withoutSecondFactor, "owner or admin has", "owners and admins have")} none yet: at their next click they are led to their account, and go on once they have set one up.`
            : `${countOf(withoutSecondFactor, "owner or admin has", "owners and admins have")} none yet.`}
      </p>
      {mayChange && !secondFactorRequired && !hasShownOne ? <FirstYours /> : null}
      {mayAsk(settings, question) ? (
        <div className="row">
          <AskLink to={`/settings?ask=${question}`} onAsk={() => onAsk(question)}>
            {question === "require" ? "Ask for a second step" : "Ask for it no more"}
          </AskLink>
        </div>
      ) : null}
    </section>
  );
}

function Photos({ settings, onAsk }: { settings: Settings; onAsk: (question: Question) => void }) {
  const question = settings.photosAllowed ? "photos-off" : "photos-on";
  return (
    <section className="card stack" aria-labelledby="photos">
      <div className="row">
        <h2 id="photos">Photos in inductions</h2>
        {settings.photosAllowed ? <Badge tone="good">On</Badge> : <Badge>Off</Badge>}
      </div>
      <p>A photo of a licence or a certificate says more than a tick, and is more than most sites need to keep of people. Who reads the answers sees it; nothing else is done with it.</p>
      <p>{settings.photosAllowed ? "Inductions with a question for a photo ask for it." : "Inductions with a question for a photo go on without one."}</p>
      {mayAsk(settings, question) ? (
        <div className="row">
          <AskLink to={`/settings?ask=${question}`} onAsk={() => onAsk(question)}>
            {settings.photosAllowed ? "Turn photos off" : "Turn photos on"}
          </AskLink>
        </div>
      ) : null}
    </section>
  );
}

function FirstYours() {
  return (
    <Notice tone="caution" title="First set up yours">
      <div className="stack">
        <p>You logged in without a second step. Once you have one yourself, an authenticator app or a passkey, you can ask the others for theirs here.</p>
        <div className="row">
          <ButtonLink look="quiet" to="/account/authenticator">
            Set up an authenticator app
          </ButtonLink>
          <ButtonLink look="quiet" to="/account/passkeys">
            Add a passkey
          </ButtonLink>
        </div>
      </div>
    </Notice>
  );
}

const OUTCOMES: Record<string, OutcomeWords> = {
  require: { tone: "good", title: "Owners and admins are now asked for a second step.", detail: "It acts at their next click." },
  "let-go": { tone: "good", title: "Nobody has to have a second step any more." },
  "photos-on": { tone: "good", title: "Inductions may ask for photos now.", detail: "Gates do so from the next page on." },
  "photos-off": { tone: "good", title: "Inductions ask for no photos any more." },
  unchanged: { tone: "info", title: "Nothing was changed.", detail: "It was so already: somebody did it just before, or the button was pressed twice." },
};
