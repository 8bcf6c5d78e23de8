import type { ReactNode } from "react";

export interface Fact {
  term: string;
  detail: ReactNode;
}

/** Terms with their details, such as who signed in, where and when. */
export function Facts({ items }: { items: readonly Fact[] }) {
  return (
    <dl className="facts">
      {items.map(({ term, detail }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{detail}</dd>
        </div>
      ))}
    </dl>
  );
}
