import { useMessages } from "./shell-context.ts";

/** Whom to call when the gate says no: one tap on a phone. Without anybody named, the site office. */
export function CallSomebody({ contact }: { contact: { name: string; phone: string } | null }) {
  const words = useMessages().entry;
  if (!contact?.phone) return <p>{words.office}</p>;
  return (
    <p>
      <a className="button button-quiet button-large" href={`tel:${contact.phone.replace(/[^+\d]/g, "")}`}>
        {contact.name ? words.call(contact.name) : words.callPhone}: {contact.phone.replaceAll(" ", "\u00a0")}
      </a>
    </p>
  );
}
