import { Link } from "@remix-run/react";
import { Button, ConfirmForm, Dialog, DialogClose } from "#app/ui/index.ts";
import type { Notice } from "./route.tsx";

const MEANING = "Whoever signs in from now on is not shown it any more. That others have read it stays in the record.";
const titleOf = ({ title }: Notice) => `Take “${title}” off the board?`;

/** The question as a part of the page, where there is no script. */
export function AskInPage({ notice }: { notice: Notice }) {
  return (
    <section className="card stack" aria-labelledby="asking">
      <h2 id="asking">{titleOf(notice)}</h2>
      <p>{MEANING}</p>
      <ConfirmForm
        action="/board"
        fields={{ noticeId: notice.id }}
        confirmLabel="Take it down"
        cancel={
          <Link className="button button-quiet" to="/board">
            Leave it up
          </Link>
        }
      />
    </section>
  );
}

/** The same question over the page. */
export function AskInDialog({ notice, onClose }: { notice: Notice | null; onClose: () => void }) {
  return (
    <Dialog
      open={notice !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={notice ? titleOf(notice) : ""}
      description={<p>{MEANING}</p>}
    >
      {notice ? (
        <ConfirmForm
          action="/board"
          fields={{ noticeId: notice.id }}
          confirmLabel="Take it down"
          cancel={
            <DialogClose>
              <Button type="button" look="quiet">
                Leave it up
              </Button>
            </DialogClose>
          }
        />
      ) : null}
    </Dialog>
  );
}
