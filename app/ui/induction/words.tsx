import type { Said } from "./shown.ts";

/** Words of a company in their own language and direction. */
export function SaidWords({ said }: { said: Said }) {
  return (
    <span lang={said.language} dir="auto">
      {said.text}
    </span>
  );
}
