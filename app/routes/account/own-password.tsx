import { TextField } from "#app/ui/index.ts";

interface OwnPasswordProps {
  /** For the browser's password keeper, which else would not know whose password it is. */
  email: string;
  error?: string;
  label?: string;
  /** Where a page asks for it twice. */
  id?: string;
}

/** The password again, before anything that protects the account is changed. */
export function OwnPassword({ email, error, label = "Your password", id = "password" }: OwnPasswordProps) {
  return (
    <>
      <input type="text" name="email" value={email} autoComplete="username" readOnly hidden />
      <TextField name="password" id={id} type="password" label={label} autoComplete="current-password" error={error} />
    </>
  );
}
