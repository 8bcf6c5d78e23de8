import { Link } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { countOf } from "#app/routes/office/words.ts";
import { Badge, ButtonLink, Notice, QrCode, type Tone } from "#app/ui/index.ts";

export interface ShownOutcome {
  id: string;
  outcome: "signed-in" | "already-here" | "stopped" | "denied" | "waiting" | "due" | "gone";
  name: string;
  phone: string;
  employer: string;
  reasons: string[];
  induction: { url: string; qr: { size: number; path: string } } | null;
}

const WORDS: Record<ShownOutcome["outcome"], { tone: Tone; label: string }> = {
  "signed-in": { tone: "good", label: "Signed in" },
  "already-here": { tone: "info", label: "Already on site" },
  stopped: { tone: "danger", label: "Stopped" },
  denied: { tone: "danger", label: "Turned away" },
  waiting: { tone: "caution", label: "Waits for a supervisor" },
  due: { tone: "caution", label: "Induction first" },
  gone: { tone: "caution", label: "Not found any more" },
};

/** First who needs something done, then who is in. */
const ORDER = ["stopped", "denied", "waiting", "due", "gone", "already-here", "signed-in"];

/** How many are in; when nobody is, what comes first for how many. */
export function titleOf(outcomes: Pick<ShownOutcome, "outcome">[], siteName: string): string {
  const countFor = (which: ShownOutcome["outcome"]) => outcomes.filter(({ outcome }) => outcome === which).length;
  const [count, due, waiting, here] = [countFor("signed-in"), countFor("due"), countFor("waiting"), countFor("already-here")];
  if (count > 0) return `${countOf(count, "person is", "people are")} signed in at ${siteName}${count === outcomes.length ? "." : `, of ${outcomes.length}.`}`;
  if (here > 0 && here === outcomes.length) return `${here === 1 ? "This person is" : "They are all"} on site already at ${siteName}.`;
  const next = [
    due > 0 ? `${due} ${due === 1 ? "needs" : "need"} the induction first` : "",
    waiting > 0 ? `${waiting} ${waiting === 1 ? "waits" : "wait"} for a supervisor` : "",
    here > 0 ? `${here} ${here === 1 ? "is" : "are"} on site already` : "",
  ].filter(Boolean);
  return `${here > 0 ? "Nobody else" : "Nobody"} is signed in yet${next.length > 0 ? `: ${next.join(", ")}` : ` at ${siteName}`}.`;
}

/** What became of each of the crew. */
export function Outcomes({ outcomes, siteId, siteName }: { outcomes: ShownOutcome[]; siteId: string; siteName: string }) {
  const box = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone, and the button stood far below.
  useEffect(() => box.current?.focus(), []);
  const count = outcomes.filter(({ outcome }) => outcome === "signed-in").length;
  const sorted = [...outcomes].sort((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome));
  return (
    <div className="stack" tabIndex={-1} ref={box}>
      <Notice tone={count === outcomes.length ? "good" : "caution"} title={titleOf(outcomes, siteName)} live>
        <p>
          Tell them that you have given their details, and where they find the privacy notice: on the sign-in page behind the QR code at the gate. When they leave, mark them as left on <Link to={`/register?site=${siteId}`}>the register</Link>.
        </p>
      </Notice>
      <ul className="cards">
        {sorted.map((one) => (
          <li key={one.id} className="card stack">
            <div className="row">
              <Badge tone={WORDS[one.outcome].tone}>{WORDS[one.outcome].label}</Badge>
              {one.outcome === "waiting" ? <Link className="tap" to={`/approvals/${one.id}`}>Decide<span className="visually-hidden"> on {one.name}</span></Link> : null}
            </div>
            <div>
              <h2>{one.name}</h2>
              <p className="soft">{[one.employer, one.phone].filter(Boolean).join(", ")}</p>
              {one.reasons.length > 0 && one.outcome !== "signed-in" ? <p>{one.reasons.join(". ")}.</p> : null}
              {one.outcome === "denied" ? <p>A supervisor turned them away. <Link to={`/approvals/${one.id}`}>See who, and what was said</Link></p> : null}
            </div>
            {one.outcome === "due" ? <Induction one={one} /> : null}
          </li>
        ))}
      </ul>
      <ButtonLink to={`/check-in?site=${siteId}`}>Sign in more people</ButtonLink>
    </div>
  );
}

function Induction({ one: { name, induction } }: { one: ShownOutcome }) {
  if (!induction) return <p>The induction can't begin now. They scan the QR code at the gate with their own phone instead.</p>;
  return (
    <details>
      <summary>Show the QR code for {name}</summary>
      <div className="stack">
        <p>{name} scans this with their own phone and does the induction there. When it is done, they are signed in. The link is for them alone.</p>
        <QrCode qr={induction.qr} label={`QR code to the induction of ${name}`} />
        <p>
          <a className="site-link" href={induction.url}>
            {induction.url}
          </a>
        </p>
      </div>
    </details>
  );
}
