import { AsAt } from "#app/routes/office/as-at.tsx";
import { Badge, type Moment, Time } from "#app/ui/index.ts";
import type { LinkState } from "./watch-site.ts";

interface LiveStateProps {
  state: LinkState;
  /** When the page was loaded. */
  loadedAt: Moment;
  isOffline: boolean;
}

/** How fresh the page is. Only a change of the state is said aloud, and no time: that would be said again and again. */
export function LiveState({ state, loadedAt, isOffline }: LiveStateProps) {
  if (state === "starting") return <AsAt moment={loadedAt} isOffline={isOffline} />;
  return (
    <>
      <span role="status">
        {state === "live" ? <Badge tone="good">Live</Badge> : null}
        {state === "reconnecting" ? <Badge tone="caution">Reconnecting…</Badge> : null}
        {state === "away" && isOffline ? <Badge tone="caution">No connection: this may be out of date</Badge> : null}
      </span>{" "}
      {state === "live" ? (
        "Who signs in or out shows here at once"
      ) : (
        <>
          Updated at <Time moment={loadedAt} />
        </>
      )}
    </>
  );
}
