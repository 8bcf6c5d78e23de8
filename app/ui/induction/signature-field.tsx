import { TextField, type FieldProps } from "../field.tsx";
import { useMessages } from "../shell-context.ts";

interface SignatureFieldProps extends FieldProps {
  name: string;
  typed?: string;
  /** SVG path data in a box of 600 by 200. */
  drawn?: string;
}

/**
 * A typed name, which always signs. `signature-pad.js` opens the box below it for a drawing: until then that is hidden, but
 * for a drawing that was made before.
 */
export function SignatureField({ name, hint, typed, drawn = "", ...field }: SignatureFieldProps) {
  const words = useMessages().block;
  return (
    <div className="signature">
      <TextField
        name={name}
        {...field}
        hint={
          <>
            {hint} {words.signName}
          </>
        }
        autoComplete="name"
        autoCapitalize="words"
        defaultValue={typed}
      />
      <div className="signature-pad" data-signature hidden={drawn === ""}>
        <p className="field-hint" id={`${name}-draw`}>
          {words.signDraw}
        </p>
        <svg viewBox="0 0 600 200" role="img" aria-labelledby={`${name}-draw`}>
          <path d={drawn} fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        <input type="hidden" name={`${name}.drawn`} defaultValue={drawn} />
        <button type="button" className="button button-quiet" hidden>
          {words.signClear}
        </button>
      </div>
    </div>
  );
}
