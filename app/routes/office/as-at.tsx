import { Badge, type Moment, Time } from "#app/ui/index.ts";

/** When what stands on the page was true. */
export function AsAt({ moment, isOffline }: { moment: Moment; isOffline: boolean }) {
  return (
    <>
      As at <Time moment={moment} />
      <span role="status">{isOffline ? <> <Badge tone="caution">No connection: this may be out of date</Badge></> : null}</span>
    </>
  );
}
