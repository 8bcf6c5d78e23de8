import { Link } from "@remix-run/react";
import { Button, ConfirmForm, Dialog, DialogClose } from "#app/ui/index.ts";
import type { Question } from "./route.server.ts";
import type { Member } from "./route.tsx";

export interface Asking {
  question: Question;
  member: Member;
}

function wordsOf({ question, member: { name } }: Asking) {
  return question === "disable"
    ? {
        title: `Disable ${name}?`,
        meaning: "They are logged out everywhere in this company at once and can't log in to it again. What they did stays in the record, and you can enable them again.",
        confirmLabel: "Disable",
        look: "danger" as const,
      }
    : {
        title: `Enable ${name} again?`,
        meaning: "They can log in again with the password they had, with the same role and sites as before.",
        confirmLabel: "Enable",
        look: "primary" as const,
      };
}

const fieldsOf = ({ question, member }: Asking) => ({ intent: question, memberId: member.id });

/** The question as a part of the page, where there is no script. */
export function AskInPage({ asking }: { asking: Asking }) {
  const { title, meaning, confirmLabel, look } = wordsOf(asking);
  return (
    <section className="card stack" aria-labelledby="asking">
      <h2 id="asking">{title}</h2>
      <p>{meaning}</p>
      <ConfirmForm
        action="/team"
        fields={fieldsOf(asking)}
        confirmLabel={confirmLabel}
        look={look}
        cancel={
          <Link className="button button-quiet" to="/team">
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
          action="/team"
          fields={fieldsOf(asking)}
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
