import { CallSomebody, Notice, useMessages } from "#app/ui/index.ts";

interface ClosedProps {
  closed: { hours: string; contact: { name: string; phone: string } | null; isFinal: boolean };
}

/** Outside the site's hours: said before anybody types, with whom to call. The form stays: who is here must find the way out. */
export function Closed({ closed: { hours, contact, isFinal } }: ClosedProps) {
  const words = useMessages().entry;
  return (
    <Notice tone="caution" title={words.closedTitle}>
      <p>{hours}</p>
      {isFinal ? <CallSomebody contact={contact} /> : <p>{words.closedAsk}</p>}
    </Notice>
  );
}
