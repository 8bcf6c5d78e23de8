import { Link } from "@remix-run/react";
import { Button, ConfirmForm, Dialog, DialogClose } from "#app/ui/index.ts";
import type { Ban } from "./route.tsx";

const MEANING = "They can sign in again, if the rules of the gate let them. That they were banned, and why, stays in the record.";
const titleOf = ({ name }: Ban) => `Lift the ban of ${name}?`;

/** The question as a part of the page, where there is no script. */
export function AskInPage({ ban }: { ban: Ban }) {
  return (
    <section className="card stack" aria-labelledby="asking">
      <h2 id="asking">{titleOf(ban)}</h2>
      <p>{MEANING}</p>
      <ConfirmForm
        action="/bans"
        fields={{ banId: ban.id }}
        confirmLabel="Lift the ban"
        cancel={
          <Link className="button button-quiet" to="/bans">
            Leave it
          </Link>
        }
      />
    </section>
  );
}

/** The same question over the page. */
export function AskInDialog({ ban, onClose }: { ban: Ban | null; onClose: () => void }) {
  return (
    <Dialog
      open={ban !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={ban ? titleOf(ban) : ""}
      description={<p>{MEANING}</p>}
    >
      {ban ? (
        <ConfirmForm
          action="/bans"
          fields={{ banId: ban.id }}
          confirmLabel="Lift the ban"
          cancel={
            <DialogClose>
              <Button type="button" look="quiet">
                Leave it
              </Button>
            </DialogClose>
          }
        />
      ) : null}
    </Dialog>
  );
}
