import type { ReactNode } from "react";
import type { Refusal } from "#app/refusal.server.ts";
import { WhyAgain } from "#app/routes/entrance/why-again.tsx";
import { Notice, type Tone } from "#app/ui/index.ts";
import type { Reason, Typed } from "./route.server.ts";

interface Said {
  tone: Tone;
  title: string;
  text: ReactNode;
}

const REASONS: Record<Reason, Said> = {
  ended: { tone: "info", title: "Your session has ended", text: "Log in to go on where you were." },
  late: { tone: "info", title: "That took more than five minutes", text: "For your safety the log-in begins again." },
  changed: { tone: "good", title: "Your password is changed", text: "Log in with it. Whoever was logged in before is logged out." },
};

/** Why the log-in page is shown, or shown again. Which of e-mail and password was wrong is nobody's business. */
export function WhyHere({ refusal, reason }: { refusal: Refusal<Typed> | undefined; reason: Reason | null }) {
  if (!refusal) return reason ? <Said {...REASONS[reason]} /> : null;
  if (refusal.code === "COMPANY_SUSPENDED") return <Said tone="caution" title="Your company is paused here" text="Nobody can log in to it for now. Nothing was deleted; its owner can ask us to open it again." />;
  if (refusal.code === "ACCESS_ENDED") return <Said tone="caution" title="Your access was ended" text="You are who you say, but in no company here any more. Ask an owner or admin of your company: they can let you in again, and what you did there is still on record." />;
  if (refusal.code !== "WRONG_LOG_IN") return <WhyAgain refusal={refusal} names={["email", "password"]} />;
  if (refusal.typed.way === "passkey") return <Said tone="danger" title="That passkey doesn't open a log-in here" text="It may have been removed, or taken too long. Try it again, or log in with your password." />;
  return <Said tone="danger" title="That e-mail and password don't match" text={whatNext(refusal.triesLeft)} />;
}

/** The same for every address, whether it has an account or not. */
function whatNext(triesLeft: number | null): string {
  if (triesLeft === null) return "Check both and try again. After some wrong tries you would have to wait.";
  if (triesLeft > 0) return "You have one more try; after it you would have to wait some minutes. If you are not sure, use “Forgot your password?” below instead.";
  return "That was the last try for now. Wait a quarter of an hour, or use “Forgot your password?” below: with a new password you can log in at once.";
}

function Said({ tone, title, text }: Said) {
  return (
    <Notice tone={tone} title={title} id="why-again" live>
      <p>{text}</p>
    </Notice>
  );
}
