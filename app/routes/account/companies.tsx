import { Form, useLocation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { ROLE_LABELS } from "#app/routes/office/words.ts";
import { Badge, Button } from "#app/ui/index.ts";
import type { Account } from "./route.tsx";

type Company = Account["companies"][number];

/** The companies of an account that is in several, and the way from one to another. Whoever comes to switch begins here. */
export function Companies({ companies }: { companies: Company[] }) {
  const { hash, key } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hash === "#companies") heading.current?.focus();
  }, [hash, key]);
  if (companies.length < 2) return null;
  return (
    <section className="stack" aria-labelledby="companies">
      <h2 id="companies" tabIndex={-1} ref={heading}>
        Switch company
      </h2>
      <p className="soft">Your one log-in is good for each of these. The pages always show one company at a time.</p>
      <ul className="cards">
        {companies.map((company) => (
          <li key={company.id} className="card split">
            <div>
              <h3>{company.name}</h3>
              <p className="soft">{ROLE_LABELS[company.role]}</p>
            </div>
            <div className="split-end">
              <div className="row">
                <Switch company={company} />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Switch({ company: { id, name, isHere, isSuspended } }: { company: Company }) {
  if (isHere) return <Badge tone="info">You are here</Badge>;
  if (isSuspended) return <Badge tone="caution">Paused</Badge>;
  // The frame around the page is the other company's, so the document is loaded anew.
  return (
    <Form method="post" action="/account" reloadDocument>
      <input type="hidden" name="intent" value="switch" />
      <input type="hidden" name="companyId" value={id} />
      <Button look="quiet">
        Switch<span className="visually-hidden"> to {name}</span>
      </Button>
    </Form>
  );
}
