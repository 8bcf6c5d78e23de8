import { Link } from "@remix-run/react";
import { Button, ConfirmForm, Dialog, DialogClose, type Moment, Notice, Time } from "#app/ui/index.ts";

interface Leaving {
  id: string;
  name: string;
  siteName: string;
  since: Moment;
}

function WhatItMeans({ visit }: { visit: Leaving }) {
  return (
    <p>
      On site at {visit.siteName} since <Time moment={visit.since} />. They come off the register now, and the history says “Assumed left”. Be sure
      that they have gone: in an emergency nobody will look for them.
    </p>
  );
}

interface AskProps {
  backTo: string;
}

/** The question as a part of the page, where there is no script. */
export function AskInPage({ visit, backTo }: AskProps & { visit: Leaving | undefined }) {
  if (!visit) return <Notice tone="info" title="That person is not on this list any more." live />;
  return (
    <section className="card stack" aria-labelledby="leaving">
      <h2 id="leaving">Has {visit.name} left?</h2>
      <WhatItMeans visit={visit} />
      <ConfirmForm
        action={backTo}
        fields={{ id: visit.id }}
        confirmLabel="Mark as left"
        cancel={
          <Link className="button button-quiet" to={backTo}>
            Keep on the register
          </Link>
        }
      />
    </section>
  );
}

/** The same question over the page. */
export function AskInDialog({ visit, backTo, onClose }: AskProps & { visit: Leaving | null; onClose: () => void }) {
  return (
    <Dialog
      open={visit !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Has ${visit?.name ?? ""} left?`}
      description={visit ? <WhatItMeans visit={visit} /> : null}
    >
      {visit ? (
        <ConfirmForm
          action={backTo}
          fields={{ id: visit.id }}
          confirmLabel="Mark as left"
          cancel={
            <DialogClose>
              <Button type="button" look="quiet">
                Keep on the register
              </Button>
            </DialogClose>
          }
        />
      ) : null}
    </Dialog>
  );
}
