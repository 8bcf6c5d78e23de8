import { Link } from "@remix-run/react";
import { Badge, Table, Time } from "#app/ui/index.ts";
import type { Loaded } from "./route.tsx";

/** What was published, the latest first. */
export function Versions({ loaded: { id, versions, liveNumber } }: { loaded: Loaded }) {
  if (versions.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="versions">
      <h2 id="versions" tabIndex={-1}>Versions</h2>
      <Table
        caption="Versions that were published"
        rows={versions}
        rowKey={(version) => version.id}
        columns={[
          { key: "number", header: "Version", isRowName: true, cell: ({ id: versionId, number }) => <Link to={`/inductions/${id}/versions/${versionId}`}>Version {number}</Link> },
          { key: "standing", header: "At the gate", cell: ({ number }) => (number === liveNumber ? <Badge tone="good">Live</Badge> : "–") },
          { key: "published", header: "Published", cell: ({ published }) => <Time moment={published} /> },
          { key: "redo", header: "Who passed before", cell: ({ number, redo }) => (number === 1 ? "–" : redo ? "Does it again" : "Need not do it again") },
          { key: "by", header: "By", cell: ({ publishedByName }) => publishedByName },
          { key: "passed", header: "Passed", cell: ({ completions }) => completions.toLocaleString("en-NZ") },
        ]}
      />
    </section>
  );
}
