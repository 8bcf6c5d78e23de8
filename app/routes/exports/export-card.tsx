import { Form, useNavigation } from "@remix-run/react";
import { countOf } from "#app/routes/office/words.ts";
import { Badge, Button, ButtonLink, type Moment, Progress, Time } from "#app/ui/index.ts";

interface Export {
  id: string;
  siteId: string;
  what: string;
  fromOn: string;
  toOn: string;
  days: string;
  state: "queued" | "running" | "done" | "failed";
  rowsTotal: number | null;
  rowsWritten: number;
  fileBytes: number | null;
  requestedByName: string | null;
  requested: Moment;
  failure: string | null;
}

/** One file: what it holds, who asked, and how far it is. */
export function ExportCard({ one, mayRequest }: { one: Export; mayRequest: boolean }) {
  return (
    <li className="card split">
      <div>
        <h3>{one.what}</h3>
        <p>{one.days}</p>
        <p className="soft">
          {one.requestedByName ? `Asked for by ${one.requestedByName}, ` : "Asked for "}
          <Time moment={one.requested} />
        </p>
      </div>
      <div className="split-end">
        <State one={one} mayRequest={mayRequest} />
      </div>
    </li>
  );
}

function State({ one, mayRequest }: { one: Export; mayRequest: boolean }) {
  const progressId = `progress-${one.id}`;
  switch (one.state) {
    case "queued":
      return <Progress id={progressId} label="Waiting to be made" />;
    case "running":
      return (
        <Progress
          id={progressId}
          label="Being made"
          value={one.rowsTotal === null ? undefined : one.rowsWritten}
          max={Math.max(1, one.rowsTotal ?? 1)}
          detail={one.rowsTotal === null ? "Counting the visits" : `${one.rowsWritten.toLocaleString("en-NZ")} of ${countOf(one.rowsTotal, "visit", "visits")}`}
        />
      );
    case "done":
      return (
        <div className="row">
          <span className="soft">
            {countOf(one.rowsTotal ?? 0, "visit", "visits")}, {sizeText(one.fileBytes ?? 0)}
          </span>
          <ButtonLink look="quiet" to={`/exports/${one.id}/file`} reloadDocument>
            Download<span className="visually-hidden"> {one.what}, {one.days}</span>
          </ButtonLink>
        </div>
      );
    case "failed":
      return <Failed one={one} mayRequest={mayRequest} />;
  }
}

function Failed({ one, mayRequest }: { one: Export; mayRequest: boolean }) {
  const isBusy = useNavigation().formMethod === "POST";
  return (
    <>
      <p>
        <Badge tone="danger">Failed</Badge> {one.failure}
      </p>
      {mayRequest ? (
        <Form method="post" action="/exports">
          <input type="hidden" name="siteId" value={one.siteId} />
          <input type="hidden" name="fromOn" value={one.fromOn} />
          <input type="hidden" name="toOn" value={one.toOn} />
          <Button look="quiet" busy={isBusy}>
            Ask again<span className="visually-hidden"> for {one.what}, {one.days}</span>
          </Button>
        </Form>
      ) : null}
    </>
  );
}

/** "812 bytes", "4.2 kB", "3.1 MB". */
function sizeText(bytes: number): string {
  if (bytes < 1_000) return countOf(bytes, "byte", "bytes");
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${size.toLocaleString("en-NZ", { maximumFractionDigits: size < 10 ? 1 : 0 })} ${unit}`;
}
