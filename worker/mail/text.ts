/** A letter as plain text, for clients that show no HTML and for people who prefer it. */
import { FOOT, type Letter, type Part } from "./letter.ts";

export function textOf({ heading, parts }: Letter): string {
  return `${[heading, ...parts.filter(({ is }) => is !== "qr").map(textOfPart), `-- \n${FOOT}`].join("\n\n")}\n`;
}

function textOfPart(part: Part): string {
  switch (part.is) {
    case "paragraph": return part.text;
    case "facts": return part.facts.map(({ label, value }) => `${label}: ${value}`).join("\n");
    case "button": return `${part.label}:\n${part.link}`;
    case "link": return `${part.text}\n${part.link}`;
    // A picture of the button's link.
    case "qr": return "";
    case "notice": return `${part.title} ${part.text}`;
  }
}
