import { useEffect, useState } from "react";
import { Button, ButtonLink, QrCode } from "#app/ui/index.ts";
import type { Site } from "./route.tsx";

interface PosterProps {
  site: Site;
  link: NonNullable<Site["link"]>;
  companyName: string;
}

/** One page of A4 for the gate. On paper the office's frame and the buttons are gone. */
export function Poster({ site, link, companyName }: PosterProps) {
  return (
    <>
      <div className="row no-print">
        <PrintButton />
        <ButtonLink look="quiet" to="/sites">
          Back to the sites
        </ButtonLink>
      </div>
      <article className="poster">
        <div className="tape" />
        <h1>Sign in here</h1>
        <p className="poster-site">{site.name}</p>
        <p>{companyName}</p>
        <QrCode qr={link.qr} label={`QR code to sign in at ${site.name}`} />
        <ol>
          <li>Scan the code with your phone's camera.</li>
          <li>Fill in your name and phone, and press Sign in.</li>
          <li>When you leave, sign out on the same page.</li>
        </ol>
        <p className="soft">No app and no account needed. No camera? Type {link.url}</p>
      </article>
    </>
  );
}

/** Appears with the script; without it the browser's own menu prints. */
function PrintButton() {
  const [hasScript, setHasScript] = useState(false);
  useEffect(() => setHasScript(true), []);
  if (!hasScript) return <p>Print this page from your browser's menu.</p>;
  return (
    <Button type="button" onClick={() => window.print()}>
      Print
    </Button>
  );
}
