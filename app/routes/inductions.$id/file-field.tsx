import { type ChangeEvent, useState } from "react";
import { useParams } from "@remix-run/react";
import { sendFile } from "./send-file.ts";

interface FileFieldProps {
  id: string;
  label: string;
  accept: string;
  assetId: string | null;
  onChosen: (assetId: string) => void;
}

/** The file of a block: sent as soon as it is chosen. */
export function FileField({ id, label, accept, assetId, onChosen }: FileFieldProps) {
  const { id: templateId = "" } = useParams();
  const [said, say] = useState("");
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const input = event.target;
    const [file] = input.files ?? [];
    if (!file) return;
    say("Sending…");
    const answer = await sendFile(templateId, file);
    if ("assetId" in answer) onChosen(answer.assetId);
    say("assetId" in answer ? `“${file.name}” is in.` : answer.sentence);
    input.value = "";
  }
  return (
    <div className="ed-file">
      <label htmlFor={id}>{assetId === null ? label : `${label} – another one`}</label>
      <input type="file" id={id} accept={accept} onChange={(event) => void choose(event)} />
      <span role="status" className="soft">
        {said}
      </span>
      {assetId === null ? null : (
        <a href={`/uploads/${assetId}/file`} target="_blank" rel="noreferrer">
          Look at the file
        </a>
      )}
    </div>
  );
}
