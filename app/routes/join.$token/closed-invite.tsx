import { DeadLink } from "#app/routes/entrance/dead-link.tsx";
import { EntranceFrame } from "#app/routes/entrance/frame.tsx";
import type { Invite } from "./route.tsx";

/** An invitation that can't be taken: why, and what to do about it. */
export function ClosedInvite({ invite }: { invite: Invite | null }) {
  return (
    <EntranceFrame companyName={invite?.companyName}>
      <Why invite={invite} />
    </EntranceFrame>
  );
}

function Why({ invite }: { invite: Invite | null }) {
  const sender = invite?.invitedByName ?? "the company's office";
  switch (invite?.state) {
    case "used":
      return (
        <DeadLink title="You have joined already" to="/log-in" label="Log in">
          <p>
            This invitation was used. Log in with {invite.email} and your password to get to {invite.companyName}.
          </p>
        </DeadLink>
      );
    case "expired":
      return (
        <DeadLink title="This invitation is too old">
          <p>
            An invitation works for three days. Ask {sender} for a new one: it comes to {invite.email} again.
          </p>
        </DeadLink>
      );
    case "revoked":
      return (
        <DeadLink title="This invitation was withdrawn">
          <p>Maybe a newer one was sent: look in your mail for it and open that. If there is none, ask {sender}.</p>
        </DeadLink>
      );
    case "suspended":
      return (
        <DeadLink title={`${invite.companyName} is paused here`}>
          <p>Nobody can join it or log in to it for now. Ask {sender}. Once it is open again this link works, until {invite.expiresAt}.</p>
        </DeadLink>
      );
    default:
      return (
        <DeadLink title="This invitation is not known">
          <p>The link may have been cut short on its way. Open it from the mail itself, or copy the whole line from the mail's end.</p>
        </DeadLink>
      );
  }
}
