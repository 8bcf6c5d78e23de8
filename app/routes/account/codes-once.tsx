import { useState } from "react";
import { useHasScript } from "#app/routes/entrance/use-script.ts";
import { Button, ButtonLink, Notice, PageHeader } from "#app/ui/index.ts";

interface CodesOnceProps {
  codes: string[];
  /** What has been done, in one sentence. */
  lead: string;
  /** The account's page, with what is to be said there. */
  to: string;
}

/** Recovery codes, shown this one time. They are text that can be selected; script adds copying, a file and printing. */
export function CodesOnce({ codes, lead, to }: CodesOnceProps) {
  return (
    <>
      <PageHeader title="Keep these recovery codes" lead={lead} />
      <Notice tone="caution" title="They are shown only now">
        <p>Each lets you log in once without your phone or passkey. Keep them where you find them then: in a password manager, or on paper.</p>
      </Notice>
      <ol className="card codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row no-print">
        <Keep codes={codes} />
        <ButtonLink to={to}>I have kept them</ButtonLink>
      </div>
    </>
  );
}

const asText = (codes: string[]) => `Recovery codes for InductLite at ${window.location.host}\nEach works once.\n\n${codes.join("\n")}\n`;

function download(codes: string[]) {
  const address = URL.createObjectURL(new Blob([asText(codes)], { type: "text/plain" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: "inductlite-recovery-codes.txt" });
  link.click();
  URL.revokeObjectURL(address);
}

/** Appears with the script. */
function Keep({ codes }: { codes: string[] }) {
  const hasScript = useHasScript();
  const [said, setSaid] = useState("");
  if (!hasScript) return null;
  async function copy() {
    try {
      await navigator.clipboard.writeText(asText(codes));
      setSaid("Copied.");
    } catch {
      setSaid("Your browser did not allow it: select the codes and copy them.");
    }
  }
  return (
    <>
      <Button type="button" look="quiet" onClick={() => void copy()}>
        Copy
      </Button>
      <Button type="button" look="quiet" onClick={() => download(codes)}>
        Download
      </Button>
      <Button type="button" look="quiet" onClick={() => window.print()}>
        Print
      </Button>
      <span role="status">{said}</span>
    </>
  );
}
