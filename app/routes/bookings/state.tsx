import { Badge, type Moment, Time } from "#app/ui/index.ts";
import type { BookingState, MailShown } from "./route.server.ts";

const STATES = {
  cancelled: { tone: "plain", label: "Called off" },
  here: { tone: "live", label: "On site" },
  came: { tone: "plain", label: "Came" },
  missed: { tone: "plain", label: "Did not come" },
  inducted: { tone: "good", label: "Induction done" },
  due: { tone: "caution", label: "Induction to do" },
  expected: { tone: "info", label: "Expected" },
} as const;

/** What a booking has come to, with when they arrived. */
export function StateBadge({ state, arrived }: { state: BookingState; arrived: Moment | null }) {
  const { tone, label } = STATES[state];
  return (
    <div className="cell-lines">
      <Badge tone={tone}>{label}</Badge>
      {arrived && state !== "cancelled" ? (
        <span className="soft">
          Arrived <Time moment={arrived} />
        </span>
      ) : null}
    </div>
  );
}

const MAILS = { none: { tone: "caution", label: "Not mailed" }, failed: { tone: "danger", label: "Could not be mailed" }, waiting: { tone: "plain", label: "On the way" }, sent: { tone: "plain", label: "Mailed" } } as const;

/** What became of the mail; a dash where there is no address. */
export function MailBadge({ mail }: { mail: MailShown }) {
  if (mail === null) return <>–</>;
  return <Badge tone={MAILS[mail].tone}>{MAILS[mail].label}</Badge>;
}
