import { Form } from "@remix-run/react";
import { ROLE_LABELS } from "#app/routes/office/words.ts";
import { Badge, Button } from "#app/ui/index.ts";
import type { Account } from "./route.tsx";

type Company = Account["companies"][number];

/** The companies of an account that is in several, and the way from one to another. */
export function Companies({ companies }: { companies: Company[] }) {
  if (companies.length < 2) return null;
  return (
    <section className="stack" aria-labelledby="companies">
      <h2 id="companies">Your companies</h2>
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
