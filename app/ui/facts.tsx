import type { ReactNode } from "react";

export interface Fact {
  term: string;
  /** Where two have the same term. */
  id?: string;
  detail: ReactNode;
}

/** Terms with their details, such as who signed in, where and when. */
export function Facts({ items }: { items: readonly Fact[] }) {
  return (
    <dl className="facts">
      {items.map(({ id, term, detail }) => (
        <div key={id ?? term}>
          <dt>{term}</dt>
          <dd>{detail}</dd>
        </div>
      ))}
    </dl>
  );
}
