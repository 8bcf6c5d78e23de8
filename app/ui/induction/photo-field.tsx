import { Button } from "../button.tsx";
import { Field, type FieldProps } from "../field.tsx";
import { useMessages } from "../shell-context.ts";
import type { PhotoState } from "./shown.ts";

interface PhotoFieldProps extends FieldProps {
  name: string;
  state: PhotoState;
}

const TYPES = "image/jpeg,image/png,image/webp";

/**
 * A photo, taken now or from the phone's own. A field that asks for the camera shows no gallery on most phones, so there are two of one name; what is
 * sent in either is the answer. A browser fills in no file again: one that came before is kept by the gate, and said to be.
 */
export function PhotoField({ name, label, hint, state, optional, ...field }: PhotoFieldProps) {
  const words = useMessages().block;
  if (state === "off") return <NoPhoto label={label} hint={hint} />;
  const isAttached = state === "attached";
  const hints = (
    <>
      {hint ? <span className="hint-part">{hint} </span> : null}
      <span className="hint-part">{isAttached ? <strong>{words.photoAttached}</strong> : words.photoHint}</span>
    </>
  );
  return (
    <div className="photo-fields">
      <Field id={name} label={label} hint={hints} optional={optional} {...field}>
        {(control) => <input className="input" type="file" name={name} accept={TYPES} capture="environment" {...control} required={!optional && !isAttached} />}
      </Field>
      <label className="field-hint" htmlFor={`${name}-own`}>
        {words.photoFromPhone}
      </label>
      <input className="input" type="file" id={`${name}-own`} name={name} accept={TYPES} />
      {isAttached ? (
        <div>
          <Button look="quiet" name="remove" value={name} formNoValidate>
            {words.photoRemove}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Where photos are off, what is asked is said, and nobody is held up by it. */
function NoPhoto({ label, hint }: Pick<FieldProps, "label" | "hint">) {
  const words = useMessages().block;
  return (
    <div className="field">
      <p className="field-label">{label}</p>
      {hint ? <p className="field-hint">{hint}</p> : null}
      <p className="placeholder soft">{words.noPhotos}</p>
    </div>
  );
}
