import { Link } from "@remix-run/react";
import { Button, type ButtonLook, ConfirmForm, Dialog, DialogClose } from "#app/ui/index.ts";
import type { Intent } from "./route.server.ts";
import type { Site } from "./route.tsx";

export interface Asking {
  intent: Intent;
  site: Site;
}

interface Question {
  title: string;
  meaning: string;
  confirmLabel: string;
  look: ButtonLook;
}

function questionOf({ intent, site }: Asking): Question {
  switch (intent) {
    case "replace":
      return {
        title: `Replace the link of ${site.name}?`,
        meaning: "The QR code at the gate stops working at once and says that it was replaced. You then print the new one and put it up.",
        confirmLabel: "Replace the link",
        look: "danger",
      };
    case "close":
      return {
        title: `Close ${site.name}?`,
        meaning: "Nobody can sign in there until you open it again. Whoever is on site stays on the register and can still sign out.",
        confirmLabel: "Close the site",
        look: "danger",
      };
    case "reopen":
      return {
        title: `Open ${site.name} again?`,
        meaning: "The QR code at its gate works again at once.",
        confirmLabel: "Open the site",
        look: "primary",
      };
  }
}

const fieldsOf = ({ intent, site }: Asking) => ({ intent, siteId: site.id, ...(site.link ? { seenLinkId: site.link.id } : {}) });

/** The question as a part of the page, where there is no script. */
export function AskInPage({ asking }: { asking: Asking }) {
  const { title, meaning, confirmLabel, look } = questionOf(asking);
  return (
    <section className="card stack" aria-labelledby="asking">
      <h2 id="asking">{title}</h2>
      <p>{meaning}</p>
      <ConfirmForm
        action="/sites"
        fields={fieldsOf(asking)}
        confirmLabel={confirmLabel}
        look={look}
        cancel={
          <Link className="button button-quiet" to="/sites">
            Leave it as it is
          </Link>
        }
      />
    </section>
  );
}

/** The same question over the page. */
export function AskInDialog({ asking, onClose }: { asking: Asking | null; onClose: () => void }) {
  const question = asking && questionOf(asking);
  return (
    <Dialog
      open={asking !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={question?.title ?? ""}
      description={question ? <p>{question.meaning}</p> : null}
    >
      {asking && question ? (
        <ConfirmForm
          action="/sites"
          fields={fieldsOf(asking)}
          confirmLabel={question.confirmLabel}
          look={question.look}
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
