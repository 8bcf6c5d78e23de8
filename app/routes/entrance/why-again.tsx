import type { Refusal } from "#app/refusal.server.ts";
import { ErrorSummary, Notice } from "#app/ui/index.ts";
import { waitText } from "./wait.ts";

type Shown = Pick<Refusal<unknown>, "code" | "sentence" | "fields" | "waitSeconds">;

/** Says at the top of a form why it is here again. `names` are its fields in their order. */
export function WhyAgain({ refusal, names }: { refusal: Shown | undefined; names: readonly string[] }) {
  if (!refusal) return null;
  const fields: Record<string, string | undefined> = refusal.fields;
  const errors = names.flatMap((name) => (fields[name] ? [{ fieldId: name, message: fields[name] }] : []));
  if (errors.length > 0) return <ErrorSummary errors={errors} />;
  switch (refusal.code) {
    case "TOO_MANY_TRIES":
      return (
        <Notice tone="caution" title={`Wait ${waitText(refusal.waitSeconds ?? 60)}, then try again`} live>
          <p>This was asked for often in a short time. What you typed is kept.</p>
        </Notice>
      );
    case "BUSY":
      return (
        <Notice tone="caution" title={`Wait ${waitText(refusal.waitSeconds ?? 5)}, then press the button again`} live>
          <p>Many people are logging in at this moment. Nothing was changed, and this counts as no try.</p>
        </Notice>
      );
    case "UNAVAILABLE":
      return (
        <Notice tone="danger" title="We can't reach our records just now" live>
          <p>Nothing was changed. Press the button again in a minute.</p>
        </Notice>
      );
    default:
      return <Notice tone="danger" title={refusal.sentence} live />;
  }
}
