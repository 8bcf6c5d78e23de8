import type { MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useEffect, useState, type KeyboardEvent } from "react";
import { OnlineForm } from "#app/routes/office/online-form.tsx";
import { countOf } from "#app/routes/office/words.ts";
import { FormRefusal } from "#app/routes/office/form-refusal.tsx";
import { Badge, Button, Checkbox, EmptyState, FilterBar, PageHeader, Select, TextField } from "#app/ui/index.ts";
import { BLANK, FIRST_ROWS } from "./fields.ts";
import { Outcomes } from "./outcomes.tsx";
import { KnownPeople, NewPeople } from "./people.tsx";
import type { action, loader } from "./route.server.ts";

export { PageError as ErrorBoundary } from "#app/routes/office/page-error.tsx";
export { passRetryAfter as headers } from "#app/page-headers.ts";
export { keepWhatWasTyped as shouldRevalidate } from "#app/keep-what-was-typed.ts";
export { action, loader } from "./route.server.ts";

export const meta: MetaFunction = () => [{ title: "Sign in a crew · InductLite" }];

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Answer = ReturnType<typeof useActionData<typeof action>>;

/** A supervisor signs in everybody who came with them. */
export default function CrewPage() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { site, sites } = data;
  const outcomes = answer?.outcomes;
  if (site && outcomes) {
    return (
      <>
        <PageHeader title="Sign in a crew" />
        <Outcomes outcomes={outcomes} siteId={site.id} siteName={site.name} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={site ? `Sign in a crew at ${site.name}` : "Sign in a crew"} lead="Tick who came with you, then sign them all in. The rules of the gate hold for each of them." />
      {sites.length === 0 ? (
        <EmptyState title="There is no open site for you">
          <p>Ask an owner or admin of your company to give you one.</p>
        </EmptyState>
      ) : null}
      <Crew data={data} answer={answer} />
    </>
  );
}

function Crew({ data, answer }: { data: Data; answer: Answer }) {
  const { site, sites, search } = data;
  const isBusy = useNavigation().state === "loading";
  const [filter, setFilter] = useState("");
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (sites.length === 0) return null;
  // Everybody is in the list already: Enter puts the keyboard away instead of loading the page anew, and losing the ticks.
  function stayHere(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== "Enter" || data.hasMore || search !== "") return;
    event.preventDefault();
    event.currentTarget.blur();
  }
  const places = [...(site ? [] : [{ value: "", label: "Choose a site" }]), ...sites.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <>
      <FilterBar label="People who came here" clearTo={`/check-in${site ? `?site=${site.id}` : ""}`} isFiltered={search !== ""} busy={isBusy} submitLabel={site ? "Show" : "Choose"}>
        {sites.length > 1 || !site ? <Select name="site" label="Site" options={places} defaultValue={site?.id ?? ""} /> : <input type="hidden" name="site" value={site.id} />}
        {site ? (
          <TextField name="q" label="Find somebody" hint={isReady ? "The list shortens as you type. Those whom you ticked stay ticked" : "Name or employer. Find first, then tick"} type="search" maxLength={100} autoComplete="off" enterKeyHint="search" defaultValue={search} onChange={({ target }) => setFilter(target.value)} onKeyDown={stayHere} optional />
        ) : null}
      </FilterBar>
      {site ? <CrewForm key={site.id} data={data} site={site} answer={answer} filter={filter} /> : null}
    </>
  );
}

function CrewForm({ data, site, answer, filter }: { data: Data; site: NonNullable<Data["site"]>; answer: Answer; filter: string }) {
  const isBusy = useNavigation().formMethod === "POST";
  const refusal = answer?.outcomes === null ? answer : undefined;
  const typed = refusal?.typed ?? { known: [], people: Array.from({ length: FIRST_ROWS }, () => BLANK) };
  const errors: Record<string, string | undefined> = refusal?.fields ?? {};
  const [counts, setCounts] = useState<Counts | null>(null);
  const recount = (form: HTMLFormElement) => setCounts(countIn(form));
  return (
    <OnlineForm method="post" action={`/check-in?site=${site.id}`} noValidate className="stack crew-form" onChange={({ currentTarget }) => recount(currentTarget)}>
      {/* Enter signs in, as the bar does: the first button of a form is what Enter presses. */}
      <button className="visually-hidden" name="intent" value="sign-in" tabIndex={-1} aria-hidden="true" />
      <FormRefusal refusal={refusal?.code ? { ...refusal, code: refusal.code } : undefined} />
      <input type="hidden" name="formKey" value={site.formKey} />
      {data.people.length > 0 ? (
        <KnownPeople people={data.people} ticked={typed.known} filter={filter} onTicked={recount} />
      ) : (
        <EmptyState title={data.search ? "Nobody matches this" : "Nobody came here in the last 30 days"}>
          <p>Enter who is new below.</p>
        </EmptyState>
      )}
      {data.hasMore ? <p className="soft">Only the latest 200 are shown: find the others by their name or employer.</p> : null}
      <NewPeople people={typed.people} errors={errors} isBusy={isBusy} isFirst={data.people.length === 0} />
      <ReadOut board={data.board} error={errors.notices} />
      <p className="soft">You give these people's details for them. Tell each of them that you did, and that the privacy notice stands on the sign-in page behind the QR code at the gate.</p>
      <div className="crew-bar">
        {counts ? <p className="soft" role="status">{saidOf(counts)}</p> : null}
        <Button large name="intent" value="sign-in" busy={isBusy} busyLabel="Signing in…">
          {counts === null ? "Sign in the crew" : `Sign in ${countOf(counts.people, "person", "people")}`}
        </Button>
      </div>
    </OnlineForm>
  );
}

interface Counts {
  people: number;
  /** Of those who are ticked: who has an induction to do first. */
  due: number;
}

function countIn(form: HTMLFormElement): Counts {
  const named = [...new FormData(form)].filter(([name, value]) => /^name\d+$/.test(name) && value !== "");
  const ticked = [...form.querySelectorAll<HTMLInputElement>("input[name=known]:checked")];
  return { people: ticked.length + named.length, due: ticked.filter(({ dataset }) => dataset["due"]).length };
}

const saidOf = ({ people, due }: Counts) => (due === 0 ? `${people} chosen` : `${people} chosen. ${due} of them ${due === 1 ? "does" : "do"} the induction on their own phone first: you get a QR code for each`);

/** What stands on the board, for a supervisor to read out. */
function ReadOut({ board, error }: { board: Data["board"]; error: string | undefined }) {
  if (board.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="board">
      <h2 id="board">On the board: read it out to them</h2>
      {board.map(({ id, kind, severity, title, text }) => (
        <article key={id}>
          <h3>
            <Badge tone={kind === "notice" ? "info" : severity === "high" ? "danger" : "caution"}>{kind === "notice" ? "Notice" : `Hazard: ${severity}`}</Badge> {title}
          </h3>
          {text ? <p className="lines">{text}</p> : null}
          <input type="hidden" name="notice" value={id} />
        </article>
      ))}
      <Checkbox name="notices" label="I have read it out to everybody whom I sign in" error={error} required />
    </section>
  );
}
