import { Link, useNavigation } from "@remix-run/react";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { Button, ButtonLink, Checkbox, Facts, Notice, Time } from "#app/ui/index.ts";
import type { Data, Refused } from "./route.tsx";

const GOES = "name, phone number, employer, e-mail address, answers, photos, signatures, notes, and what they wrote here. Their open requests are answered by it.";
const STAYS = "that somebody was on site, when and where, and that an induction was passed, without a name: health and safety law asks you for that record. Files that you exported before are not reached.";

/** Everything that names somebody goes: who it is, what that means, a box to tick and a second press. Nobody is erased while they are on site or banned. */
export function EraseForm({ data, refusal }: { data: Data; refusal: Refused }) {
  const again = refusal?.typed.intent === "erase" ? refusal : undefined;
  return (
    <section className="card stack" aria-labelledby="erase">
      <h2 id="erase">Erase them</h2>
      <p>
        <strong>What goes, for ever:</strong> {GOES}
      </p>
      <p>
        <strong>What stays:</strong> {STAYS}
      </p>
      <Obstacle data={data} />
      {data.onSiteAt || data.isBanned ? null : data.asking === "erase" || again ? (
        <Confirm data={data} refusal={again} />
      ) : (
        <div className="row">
          <ButtonLink look="danger" to={`/privacy/${data.id}?ask=erase#erase`}>
            Erase…
          </ButtonLink>
        </div>
      )}
    </section>
  );
}

function Obstacle({ data: { onSiteAt, isBanned, person } }: { data: Data }) {
  if (onSiteAt) {
    return (
      <Notice tone="caution" title={`${person.name} is on site now, at ${onSiteAt}`}>
        <p>
          The register needs their name in an emergency, so they can't be erased yet. Once they have left, or you have marked them as left on <Link to="/register">the register</Link>, come back here.
        </p>
      </Notice>
    );
  }
  if (!isBanned) return null;
  return (
    <Notice tone="caution" title="A ban of them is in force">
      <p>
        Erased, they could come in again. Lift it first under <Link to="/bans">Bans</Link>, or refuse the request with that reason.
      </p>
    </Notice>
  );
}

function Confirm({ data: { id, personId, person, lastVisit, visitCount }, refusal }: { data: Data; refusal: Refused }) {
  const isBusy = useNavigation().formMethod === "POST";
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  const digits = person.phone.replace(/\D/g, "");
  const facts = [
    { term: "Name", detail: person.name },
    { term: "Phone ends in", detail: digits.slice(-3) },
    { term: "Last visit", detail: lastVisit ? <><Time moment={lastVisit.at} />, {lastVisit.siteName}</> : "Never came in" },
    { term: "Visits", detail: countOf(visitCount, "visit", "visits") },
  ];
  return (
    <OnlineForm method="post" action={`/privacy/${id}?ask=erase`} noValidate className="stack">
      <h3>You are about to erase</h3>
      <Facts items={facts} />
      <FormRefusal refusal={refusal} ids={{ isThem: "erase-isThem" }} />
      <input type="hidden" name="intent" value="erase" />
      <input type="hidden" name="personId" value={personId} />
      <Checkbox id="erase-isThem" name="isThem" label="This is the person who asks: I have called the number that is held, or seen them" error={errors.isThem} required />
      <p>It can't be undone.</p>
      <div className="row">
        <Button look="danger" busy={isBusy} busyLabel="Erasing…">
          Erase {person.name} for ever
        </Button>
        <Link className="button button-quiet" to={`/privacy/${id}`} preventScrollReset>
          Keep them
        </Link>
      </div>
    </OnlineForm>
  );
}
