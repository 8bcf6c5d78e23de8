import { Notice, useMessages, Verdict } from "#app/ui/index.ts";
import type { StepRefusal } from "./route.server.ts";

type Final = Extract<StepRefusal, { kind: "failed" | "already_here" | "stale" | "forgotten" | "not_at_home" }>;

/** Whether it stands in place of the step. What is none leaves the form, with everything that was typed. */
export function isFinal(refusal: StepRefusal): refusal is Final {
  return ["failed", "already_here", "stale", "forgotten", "not_at_home"].includes(refusal.kind);
}

/** Why the same step is here again. */
export function RefusalNotice({ refusal }: { refusal: StepRefusal }) {
  const words = useMessages().step;
  if (refusal.kind === "too_many") {
    return (
      <Notice tone="caution" title={words.tooManyTitle(refusal.retryAfterSeconds)} live>
        <p>{words.tooMany}</p>
      </Notice>
    );
  }
  if (refusal.kind !== "unavailable") return null;
  return (
    <Notice tone="danger" title={words.unavailableTitle} live>
      <p>{words.unavailable}</p>
    </Notice>
  );
}

/** What stands instead of the step, and the way on. */
export function RefusalScreen({ refusal, gatePath }: { refusal: Final; gatePath: string }) {
  const words = useMessages().step;
  switch (refusal.kind) {
    case "failed":
      return <Failed refusal={refusal} />;
    case "already_here":
      return (
        <Verdict kind="in" title={words.alreadyTitle}>
          <p>{words.already}</p>
        </Verdict>
      );
    case "stale":
      return (
        <>
          <Verdict kind="stop" title={words.staleTitle}>
            <p>{words.stale}</p>
          </Verdict>
          <ToGate path={gatePath} />
        </>
      );
    case "not_at_home":
      return <NotAtHome which={refusal.which} path={gatePath} />;
    case "forgotten":
      return (
        <>
          <Verdict kind="stop" title={words.forgottenTitle}>
            <p>{words.forgotten}</p>
          </Verdict>
          <ToGate path={`${gatePath}?new`} />
        </>
      );
  }
}

/** Nobody at the gate sees this answer now: it is given there again, to somebody who decides. */
function NotAtHome({ which, path }: { which: "stop" | "ask"; path: string }) {
  const words = useMessages().booking;
  return (
    <>
      <Verdict kind="stop" title={which === "ask" ? words.askTitle : words.stopTitle}>
        <p>{which === "ask" ? words.ask : words.stop}</p>
      </Verdict>
      <p>
        <a href="?step=1">{words.changeAnswer}</a>
      </p>
      <a className="button button-quiet button-large" href={path}>
        {words.back}
      </a>
    </>
  );
}

function ToGate({ path }: { path: string }) {
  const words = useMessages().step;
  return (
    <a className="button button-primary button-large" href={path}>
      {words.toGate}
    </a>
  );
}

function Failed({ refusal: { score, outOf, needed, triesLeft, until, firstStep } }: { refusal: Extract<Final, { kind: "failed" }> }) {
  const words = useMessages().step;
  return (
    <>
      <Verdict kind="stop" title={until ? words.waitTitle(until) : words.failedTitle}>
        <p>{words.score(score, outOf, needed)}</p>
        <p>{until ? words.wait : words.triesLeft(triesLeft)}</p>
      </Verdict>
      {until ? (
        <a className="button button-quiet" href="?step=1">
          {words.readAgain}
        </a>
      ) : (
        <a className="button button-primary button-large" href={`?step=${firstStep}`}>
          {words.tryAgain}
        </a>
      )}
    </>
  );
}
