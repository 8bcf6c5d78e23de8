/** Sends a picture or PDF: first what it is, then the file itself to where the server says. */
type Outcome = { assetId: string } | { sentence: string };
interface Asked {
  assetId?: string | null;
  to?: string | null;
  fields?: Record<string, string>;
}

const UNSENT = "It was not sent: the server could not be reached, or did not take it. Choose it again.";

export async function sendFile(templateId: string, file: File): Promise<Outcome> {
  try {
    const about = new FormData();
    for (const [name, value] of Object.entries({ templateId, name: file.name, mediaType: file.type, bytes: String(file.size) })) about.append(name, value);
    const asked = await post("/uploads", about);
    if (!asked.to || !asked.assetId) return { sentence: Object.values(asked.fields ?? {})[0] ?? UNSENT };
    const whole = new FormData();
    whole.append("file", file);
    const [fault] = Object.values((await post(asked.to, whole)).fields ?? { file: UNSENT });
    return fault === undefined ? { assetId: asked.assetId } : { sentence: fault };
  } catch {
    return { sentence: UNSENT };
  }
}

const post = async (address: string, body: FormData): Promise<Asked> => (await fetch(address, { method: "POST", body })).json<Asked>();
