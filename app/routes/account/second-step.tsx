import { Form } from "@remix-run/react";
import { countOf } from "#app/routes/office/words.ts";
import { Badge, Button, ButtonLink, type Fact, Facts, Notice } from "#app/ui/index.ts";
import type { Account } from "./route.tsx";

const onOff = (isOn: boolean) => <Badge tone={isOn ? "good" : "plain"}>{isOn ? "On" : "Off"}</Badge>;

/** What is asked for at the log-in beside the password, and the ways to set it up. */
export function SecondStep({ account: { hasTotp, passkeyNames, recoveryCodesLeft, isRequired } }: { account: Account }) {
  const hasPasskeys = passkeyNames.length > 0;
  const isOn = hasTotp || hasPasskeys;
  const facts: Fact[] = [
    { term: "App codes", detail: onOff(hasTotp) },
    { term: "Passkeys", detail: hasPasskeys ? passkeyNames.join(", ") : onOff(false) },
    ...(isOn ? [{ term: "Recovery codes", detail: `${countOf(recoveryCodesLeft, "code", "codes")} left` }] : []),
  ];
  return (
    <section className="card stack" aria-labelledby="second-step">
      <h2 id="second-step">Second step at log-in</h2>
      <p>
        A password can be guessed, watched or taken. With a second step it is not enough: a code of an app on your phone, or a passkey that your device
        keeps behind your finger, face or PIN.
      </p>
      <Facts items={facts} />
      {isOn && recoveryCodesLeft < 3 ? (
        <Notice tone="caution" title={recoveryCodesLeft === 0 ? "You have no recovery code left" : "You have few recovery codes left"}>
          <p>Make new ones while you can still log in: without your phone they are the only way back.</p>
        </Notice>
      ) : null}
      <div className="row">
        <ButtonLink look={isRequired && !isOn ? "primary" : "quiet"} to="/account/authenticator">
          {hasTotp ? "Change the authenticator app" : "Set up an authenticator app"}
        </ButtonLink>
        <ButtonLink look="quiet" to="/account/passkeys">
          {hasPasskeys ? "Passkeys" : "Add a passkey"}
        </ButtonLink>
        {isOn ? (
          <ButtonLink look="quiet" to="/account/recovery-codes">
            New recovery codes
          </ButtonLink>
        ) : null}
      </div>
    </section>
  );
}

/** Why one was led here: the company asks for a second step, and nothing else opens before. */
export function WhyHere({ account: { hasTotp, passkeyNames, isRequired } }: { account: Account }) {
  if (!isRequired) return null;
  if (!hasTotp && passkeyNames.length === 0) {
    return (
      <Notice tone="caution" title="Your company asks for a second step" live>
        <p>Owners and admins need one to go on. Set it up below; it takes a minute, and then every page is open again.</p>
      </Notice>
    );
  }
  return (
    <Notice tone="caution" title="Log in again to show your second step" live>
      <div className="stack">
        <p>Your company asks for one. You have set yours up, but this log-in began without it.</p>
        <Form method="post" action="/log-out" reloadDocument>
          <Button>Log out and in again</Button>
        </Form>
      </div>
    </Notice>
  );
}
