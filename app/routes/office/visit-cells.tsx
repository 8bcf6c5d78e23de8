import { Badge, ButtonLink, type Moment, Time } from "#app/ui/index.ts";
import { phoneText, VISITOR_TYPE_LABELS } from "./words.ts";

export function TypeBadge({ visitorType }: { visitorType: string }) {
  return <Badge>{VISITOR_TYPE_LABELS[visitorType] ?? visitorType}</Badge>;
}

/** Since when somebody is on site; from an earlier day, it says what that probably means. */
export function SinceCell({ since, isEarlier }: { since: Moment; isEarlier: boolean }) {
  return (
    <div className="cell-lines">
      <Time moment={since} />
      {isEarlier ? <Badge tone="caution">Earlier day</Badge> : null}
    </div>
  );
}

export function PhoneLink({ phone }: { phone: string }) {
  return <a href={`tel:${phone}`}>{phoneText(phone)}</a>;
}

/** Leads to the form that writes down what somebody asks about their data. */
export function PrivacyLink({ visit: { id, name } }: { visit: { id: string; name: string } }) {
  return (
    <ButtonLink look="quiet" small to={`/privacy/new?visit=${id}`}>
      Request<span className="visually-hidden"> of {name} about their data</span>
    </ButtonLink>
  );
}

/** Leads to the form that bans somebody, filled in with who it was. */
export function BanLink({ visit: { id, name } }: { visit: { id: string; name: string } }) {
  return (
    <ButtonLink look="quiet" small to={`/bans/new?visit=${id}`}>
      Ban<span className="visually-hidden"> {name}</span>
    </ButtonLink>
  );
}
