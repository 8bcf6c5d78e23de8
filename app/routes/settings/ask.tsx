import { Link } from "@remix-run/react";
import { countOf } from "#app/routes/office/words.ts";
import { Button, ConfirmForm, Dialog, DialogClose } from "#app/ui/index.ts";
import type { Question } from "./route.server.ts";

export interface Asking {
  question: Question;
  /** Owners and admins who have none yet. */
  without: number;
}

function wordsOf({ question, without }: Asking) {
  if (question === "let-go") {
    return { title: "Ask for it no more?", meaning: "Owners and admins may then log in with their password alone. Whoever has set up a second step keeps it.", confirmLabel: "Ask for it no more", look: "danger" as const };
  }
  if (question === "photos-off") {
    return { title: "Ask for no photos any more?", meaning: "Gates stop asking at once, and go on without one. Photos that were sent before stay with the answers.", confirmLabel: "Turn photos off", look: "danger" as const };
  }
  if (question === "photos-on") {
    return { title: "Ask for photos in inductions?", meaning: "Where an induction has a question for a photo, visitors are asked for it from now on. It is kept with their answers until they are erased, without where and when it was taken.", confirmLabel: "Turn photos on", look: "primary" as const };
  }
  const meaning =
    without > 0
      ? `${countOf(without, "owner or admin has", "owners and admins have")} none yet. At their next click they are led to their account, where they set one up; until then no other page opens for them.`
      : "All owners and admins have one already. Whoever becomes one later is asked to set it up first.";
  return { title: "Ask owners and admins for a second step?", meaning, confirmLabel: "Ask for it", look: "primary" as const };
}

/** The question as a part of the page, where there is no script. */
export function AskInPage({ asking }: { asking: Asking }) {
  const { title, meaning, confirmLabel, look } = wordsOf(asking);
  return (
    <section className="card stack" aria-labelledby="asking">
      <h2 id="asking">{title}</h2>
      <p>{meaning}</p>
      <ConfirmForm
        action="/settings"
        fields={{ intent: asking.question }}
        confirmLabel={confirmLabel}
        look={look}
        cancel={
          <Link className="button button-quiet" to="/settings">
            Leave it as it is
          </Link>
        }
      />
    </section>
  );
}

/** The same question over the page. */
export function AskInDialog({ asking, onClose }: { asking: Asking | null; onClose: () => void }) {
  const words = asking && wordsOf(asking);
  return (
    <Dialog
      open={asking !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={words?.title ?? ""}
      description={words ? <p>{words.meaning}</p> : null}
    >
      {asking && words ? (
        <ConfirmForm
          action="/settings"
          fields={{ intent: asking.question }}
          confirmLabel={words.confirmLabel}
          look={words.look}
          cancel={
            <DialogClose>
              <Button type="button" look="quiet">
                Leave it as it is
              </Button>
            </DialogClose>
          }
        />
      ) : null}
    </Dialog>
  );
}
