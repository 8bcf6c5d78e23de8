import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Verdict } from "#app/ui/index.ts";
import { SendButton } from "./send-button.tsx";

interface CheckMailProps {
  email: string;
  /** What was sent, and how long its link works. */
  children: ReactNode;
  /** Where the same form is sent once more. */
  action: string;
  fields: Record<string, string>;
}

/** After a form whose answer is a mail. It says the same for every address. */
export function CheckMail({ email, children, action, fields }: CheckMailProps) {
  return (
    <>
      <Verdict kind="in" title="Check your mail">
        <p>
          At <strong>{email}</strong>
        </p>
      </Verdict>
      <p>{children}</p>
      <section className="stack" aria-labelledby="no-mail">
        <h2 id="no-mail">No mail after a few minutes?</h2>
        <ul className="hints">
          <li>Look among the mails that were sorted out as spam or advertising.</li>
          <li>
            Is the address above right? If not, <a href={action}>type it again</a>.
          </li>
          <li>Ask whoever looks after your mail whether it lets ours through.</li>
        </ul>
        <Form method="post" action={action} reloadDocument>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <SendButton look="quiet">Send it once more</SendButton>
        </Form>
      </section>
    </>
  );
}
