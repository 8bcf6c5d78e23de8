-- What the gate's rules need: walls for the new tables, one function that decides, and the ones by which somebody of the office lets people in.
ALTER TABLE ban ADD CHECK (length(reason) between 1 and 500 and length(name) between 1 and 100);
--> statement-breakpoint
ALTER TABLE entry ADD CHECK (state in ('waiting', 'approved', 'denied', 'stopped', 'withdrawn') and length(note) <= 500);
--> statement-breakpoint
ALTER TABLE contractor ADD CHECK (length(name) between 1 and 100 and name_key <> '');
--> statement-breakpoint
ALTER TABLE contractor_paper ADD CHECK (kind in ('insurance', 'licence') and length(label) between 1 and 100);
--> statement-breakpoint
ALTER TABLE site ADD CHECK (octet_length(rules::text) <= 5000);
--> statement-breakpoint
ALTER TABLE terms_version ADD CHECK (octet_length(texts::text) <= 120000);
--> statement-breakpoint
ALTER TABLE booking ADD CHECK (to_on >= from_on and length(name) between 1 and 100 and visitor_type in ('contractor', 'visitor', 'employee', 'delivery'));
--> statement-breakpoint
ALTER TABLE privacy_request ADD CHECK (length(text) <= 2000 and length(answer) <= 2000);
--> statement-breakpoint
DO $$
declare t text;
begin
  foreach t in array array['ban', 'entry', 'contractor', 'contractor_paper', 'terms_version', 'booking', 'privacy_request'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_wall on %I to inductlite_app using (company_id = (select current_company())) with check (company_id = (select current_company()))', t);
  end loop;
  foreach t in array array['entry', 'booking'] loop
    execute format('create policy site_wall on %I as restrictive to inductlite_app using ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[])) with check ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]))', t);
  end loop;
  -- Bans from all sites are everybody's to know, and nobody's to change who has sites of their own.
  create policy site_wall on ban as restrictive to inductlite_app using ((select current_sites()) is null or site_id is null or site_id = any ((select current_sites())::uuid[]))
    with check ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]));
  foreach t in array array['ban', 'entry', 'contractor', 'contractor_paper', 'terms_version', 'booking'] loop
    execute format('create policy visitor_wall on %I as restrictive to inductlite_app using ((select current_member_role()) <> ''visitor'')', t);
  end loop;
  -- What somebody asks about their data is told to who works on it.
  create policy office_wall on privacy_request as restrictive to inductlite_app using ((select current_member_role()) in ('owner', 'admin', 'system')) with check (true);
end $$;
--> statement-breakpoint
-- An event with its site, by a function of the database, in the context that was entered.
CREATE FUNCTION note_site_event(p_action text, p_subject_kind text, p_subject uuid, p_site uuid, p_changes jsonb, p_personal jsonb, p_from jsonb) RETURNS void
LANGUAGE sql VOLATILE SET search_path FROM CURRENT AS $$
  insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, site_id, changes, openings, request_id, previous_hash, hash)
  values (current_company(), 0, now(), '', '', p_action, p_subject_kind, p_subject, p_site, p_changes,
    p_personal || jsonb_build_object('address', left(p_from ->> 'address', 100), 'userAgent', left(p_from ->> 'userAgent', 300), 'place', left(p_from ->> 'place', 100)),
    left(p_from ->> 'requestId', 100), '', '')
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION meet_person(p_id uuid, p_phone text, p_name text, p_name_key text, p_terms text[]) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare met uuid;
begin
  perform require_entered('visit.sign-in', 'entry.decide', 'visit.check-in', 'booking.prepare');
  insert into person (company_id, id, phone, name, name_key) values (current_company(), p_id, p_phone, p_name, p_name_key)
    on conflict (company_id, phone, name_key) do update set updated_at = person.updated_at returning id into met;
  insert into person_term (company_id, term, person_id) select current_company(), term, met from unnest(p_terms) term on conflict do nothing;
  return met;
end $$;
--> statement-breakpoint
-- These three are of every sign-in: plpgsql keeps their plans for the connection, where a function in SQL is planned at each call.
CREATE OR REPLACE FUNCTION context_mac(message text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  return (select encode(sha256(outer_key || sha256(inner_key || convert_to(message, 'UTF8'))), 'hex') from context_key where id = 1);
end $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION induction_standing(p_site uuid, p_visitor_type text, p_person uuid)
RETURNS TABLE (version_id uuid, template_id uuid, visitor_type text, standing text, completion_id uuid, valid_until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare company uuid := current_company(); sites uuid[] := current_sites();
begin
  perform require_entered('visit.sign-in', 'visit.check-in', 'entry.decide', 'booking.prepare', 'booking.read-own');
  return query
  with live as (
    select l.version_id, l.template_id, t.accepted_from from live_induction l join induction_template t on t.company_id = l.company_id and t.id = l.template_id
     where l.company_id = company and (l.site_id = p_site or l.site_id is null) and l.visitor_type = p_visitor_type
       and (sites is null or p_site = any (sites))
     order by l.site_id nulls last limit 1
  )
  select live.version_id, live.template_id, p_visitor_type,
    case when c.id is null then 'none' when c.version_number < live.accepted_from then 'new-version' when c.valid_until <= now() then 'expired' else 'valid' end, c.id, c.valid_until
    from live left join lateral (select * from completion x where x.company_id = company and x.person_id = p_person and x.template_id = live.template_id
                                  order by x.completed_at desc limit 1) c on true;
end $$;
--> statement-breakpoint
-- As employers are compared: lower case, without macrons, signs and what companies put behind their names.
CREATE FUNCTION employer_key(p_employer text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path FROM CURRENT
RETURN btrim(regexp_replace(regexp_replace(lower(regexp_replace(normalize(p_employer, NFD), '[\u0300-\u036f''’‘ʻʼ`´]', '', 'g')), '[^[:alnum:]]+', ' ', 'g'), '(^| )(limited|ltd|nz|company|co)(?= |$)', '', 'g'));
--> statement-breakpoint
DROP FUNCTION remembered_visit(bytea);
--> statement-breakpoint
-- What a phone's earlier visit tells of its owner, and where they are now. Of who was erased it tells nothing.
CREATE FUNCTION remembered_visit(p_sign_out_hash bytea)
RETURNS TABLE (visit_id uuid, person_id uuid, name text, name_key text, phone text, employer text, visitor_type text, search_text text,
  open_visit_id uuid, open_site_id uuid, open_site_name text, open_since timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare company uuid := current_company();
begin
  perform require_entered('visit.sign-in');
  return query select v.id, v.person_id, v.name, p.name_key, v.phone, v.employer, v.visitor_type, v.search_text, o.id, o.site_id, s.name, o.signed_in_at
    from visit v join person p on p.company_id = v.company_id and p.id = v.person_id
    left join lateral (select * from visit w where w.company_id = v.company_id and w.person_id = v.person_id and w.signed_out_at is null
                        order by (w.site_id = any (current_sites())) desc, w.signed_in_at desc limit 1) o on true
    left join site s on s.company_id = o.company_id and s.id = o.site_id
   where v.company_id = company and v.sign_out_hash = p_sign_out_hash and p.phone <> '+99900000000';
end $$;
--> statement-breakpoint
-- Who comes by a booking's link is known by it: what they did before counts. Of everybody else a number and a name prove nothing.
CREATE FUNCTION booked_person(p_phone text, p_name_key text) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform require_entered('visit.sign-in');
  if proven_setting('app.actor_kind') <> 'booking' then return null; end if;
  return (select p.id from person p join booking b on b.company_id = p.company_id and b.phone = p.phone and b.name_key = p.name_key
   where p.company_id = current_company() and b.id::text = current_actor() and p.phone = p_phone and p.name_key = p_name_key);
end $$;
--> statement-breakpoint
-- What a site's rules say of a comer: why they are stopped, and why somebody has to be asked. Both empty: they come in.
CREATE FUNCTION gate_says(p_site site, p_visitor_type text, p_phone text, p_name_key text, p_employer text, p_at timestamptz) RETURNS TABLE (stops jsonb, asks jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare
  local timestamp := p_at at time zone p_site.time_zone;
  stopping jsonb := '[]'; asking jsonb := '[]'; found_ban record; found_contractor uuid; wanted text; good_until date;
  hours jsonb := p_site.rules -> 'hours'; papers jsonb := p_site.rules -> 'papers'; today jsonb; yesterday jsonb; is_open boolean; reason jsonb;
begin
  for found_ban in select b.id, b.name_key from ban b where b.company_id = p_site.company_id and b.phone = p_phone and b.lifted_at is null
      and (b.site_id is null or b.site_id = p_site.id) and (b.until_on is null or b.until_on >= local::date) loop
    if found_ban.name_key = p_name_key then stopping := stopping || jsonb_build_object('kind', 'banned', 'ban', found_ban.id);
    -- Crews share phones, and who is banned may give another name.
    else asking := asking || jsonb_build_object('kind', 'banned-phone', 'ban', found_ban.id); end if;
  end loop;
  if coalesce(hours ->> 'effect', 'off') <> 'off' then
    -- Monday is the first. Hours that end before they begin go on into the next day.
    today := hours -> 'week' -> (extract(isodow from local)::integer - 1);
    yesterday := hours -> 'week' -> (extract(isodow from local - interval '1 day')::integer - 1);
    is_open := (jsonb_typeof(today) = 'object' and local::time >= (today ->> 'from')::time and (local::time < (today ->> 'to')::time or (today ->> 'to')::time <= (today ->> 'from')::time))
      or (jsonb_typeof(yesterday) = 'object' and (yesterday ->> 'to')::time < (yesterday ->> 'from')::time and local::time < (yesterday ->> 'to')::time);
    if not coalesce(is_open, false) then
      if hours ->> 'effect' = 'stop' then stopping := stopping || '{"kind": "hours"}'::jsonb; else asking := asking || '{"kind": "hours"}'::jsonb; end if;
    end if;
  end if;
  if p_visitor_type = 'contractor' and coalesce(papers ->> 'effect', 'off') <> 'off' then
    select c.id into found_contractor from contractor c where c.company_id = p_site.company_id and c.name_key = employer_key(p_employer) and c.archived_at is null;
    for wanted in select jsonb_array_elements_text(papers -> 'kinds') loop
      reason := null;
      if found_contractor is null then reason := jsonb_build_object('kind', 'papers', 'what', 'unknown');
      else
        select max(p.expires_on) into good_until from contractor_paper p
         where p.company_id = p_site.company_id and p.contractor_id = found_contractor and p.kind = wanted and p.removed_at is null;
        if good_until is null or good_until < local::date then reason := jsonb_build_object('kind', 'papers', 'what', wanted, 'expiredOn', good_until); end if;
      end if;
      if reason is not null and papers ->> 'effect' = 'stop' then stopping := stopping || reason; elsif reason is not null then asking := asking || reason; end if;
      exit when found_contractor is null;
    end loop;
  end if;
  -- Who was turned away does not come in by asking again, nor under another name.
  for reason in select distinct jsonb_build_object('kind', case e.state when 'denied' then 'denied-before' else 'stopped-before' end) from entry e
      where e.company_id = p_site.company_id and e.site_id = p_site.id and e.phone = p_phone and e.asked_at > p_at - interval '12 hours'
        and (e.state = 'denied' or e.state = 'stopped' and e.reasons @> '[{"kind": "answers"}]') loop
    asking := asking || reason;
  end loop;
  if p_site.rules -> 'approval' ? p_visitor_type then asking := asking || '{"kind": "approval"}'::jsonb; end if;
  return query select stopping, asking;
end $$;
--> statement-breakpoint
-- The gate's answer to somebody who signs in: let-in; stopped; waiting; denied. What is not let-in is kept as an entry, with its event, once.
-- `p_entry` is what the visit would hold; `p_is_due`: an induction comes first, so nobody is asked yet.
CREATE FUNCTION ask_gate(p_entry jsonb, p_is_due boolean, p_from jsonb) RETURNS TABLE (verdict text, reasons jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare e entry; s site; says record; answer text; why jsonb; held_hash bytea; is_new boolean;
begin
  perform require_entered('visit.sign-in');
  if p_entry is null then return; end if;
  e := jsonb_populate_record(null::entry, p_entry);
  e.company_id := current_company();
  if exists (select from visit v where v.company_id = e.company_id and v.id = e.id) then return query select 'let-in', '[]'::jsonb; return; end if;
  select x.state, x.reasons, x.content_hash into answer, why, held_hash from entry x where x.company_id = e.company_id and x.id = e.id;
  -- One form, one person: who was held as somebody else comes with a form of their own.
  if held_hash <> e.content_hash then return query select 'key-reused', '[]'::jsonb; return; end if;
  if answer in ('waiting', 'denied', 'withdrawn') or why @> '[{"kind": "answers"}]' then return query select answer, why; return; end if;
  select x.* into s from site x where x.company_id = e.company_id and x.id = e.site_id and x.id = any (current_sites());
  if not found then raise exception 'no such site' using errcode = 'IL404'; end if;
  select * into says from gate_says(s, e.visitor_type, e.phone, e.name_key, e.employer, e.asked_at);
  says.stops := says.stops || coalesce(p_entry -> 'stops', '[]');
  why := case when says.stops <> '[]' then says.stops else says.asks || coalesce(p_entry -> 'asks', '[]') end;
  answer := case when says.stops <> '[]' then 'stopped' when why = '[]' or p_is_due then 'let-in' else 'waiting' end;
  -- Who is here already is told so, whatever the rules say by now.
  if answer <> 'let-in' and exists (select from visit v join person p on p.company_id = v.company_id and p.id = v.person_id
      where v.company_id = e.company_id and v.site_id = s.id and v.signed_out_at is null and p.phone = e.phone and p.name_key = e.name_key) then answer := 'let-in'; end if;
  if answer = 'let-in' then return query select answer, '[]'::jsonb; return; end if;
  e.state := answer;
  e.reasons := why;
  insert into entry select e.* on conflict (company_id, id) do update set state = excluded.state, reasons = excluded.reasons, asked_at = excluded.asked_at, passed = excluded.passed
    where entry.state = 'stopped' and excluded.state <> 'stopped' returning true into is_new;
  if is_new then
    perform note_site_event(case answer when 'stopped' then 'entry.stopped' else 'entry.asked' end, 'entry', e.id, s.id, jsonb_build_object('visitorType', e.visitor_type, 'reasons', why),
      jsonb_build_object('name', e.name, 'phone', e.phone, 'employer', e.employer), p_from);
  end if;
  return query select answer, why;
end $$;
--> statement-breakpoint
-- Makes the visit of somebody whom a member lets in, with what they passed on the way. signed-in, or already-here.
CREATE FUNCTION let_in(e entry, p_approved_by uuid, p_checked_in_by uuid, p_at timestamptz, p_from jsonb) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare who uuid; done uuid := e.completion_id; good_until timestamptz := e.inducted_until;
begin
  who := coalesce(e.person_id, meet_person(e.id, e.phone, e.name, e.name_key, e.terms));
  perform from person p where p.company_id = e.company_id and p.id = who for update;
  -- The same button was pressed twice, and the other press was quicker.
  if exists (select from visit v where v.company_id = e.company_id and v.id = e.id) then return 'signed-in'; end if;
  if exists (select from visit v where v.company_id = e.company_id and v.site_id = e.site_id and v.person_id = who and v.signed_out_at is null) then return 'already-here'; end if;
  if e.person_id is not null then
    update visit w set signed_out_at = greatest(p_at, w.signed_in_at), left_how = 'assumed_left', left_reason = 'moved'
     where w.company_id = e.company_id and w.person_id = who and w.site_id <> e.site_id and w.signed_out_at is null;
  end if;
  -- Who did not pass the quiz is let in this once: that is no induction.
  if e.passed is not null and e.passed -> 'failed' is null then
    insert into completion (company_id, id, template_id, version_id, version_number, site_id, person_id, visitor_type, language, drawn, answers, score, out_of, started_at, completed_at, valid_until, approved_by)
    select e.company_id, (e.passed ->> 'id')::uuid, v.template_id, v.id, v.number, e.site_id, who, e.visitor_type, e.passed ->> 'language', array(select jsonb_array_elements_text(e.passed -> 'drawn')),
      e.passed -> 'answers', (e.passed ->> 'score')::integer, (e.passed ->> 'outOf')::integer, (e.passed ->> 'startedAt')::timestamptz, p_at, p_at + make_interval(days => (v.content ->> 'validDays')::integer), p_approved_by
      from induction_version v where v.company_id = e.company_id and v.id = (e.passed ->> 'versionId')::uuid and (v.site_id is null or v.site_id = e.site_id)
    returning id, valid_until into done, good_until;
  end if;
  insert into visit (company_id, id, site_id, person_id, visitor_type, name, phone, employer, search_text, content_hash, privacy_notice_version, sign_out_hash, sign_out_expires_at, signed_in_at,
    completion_id, inducted_until, notices, terms_version_id, language, booking_id, approved_by, checked_in_by)
  values (e.company_id, e.id, e.site_id, who, e.visitor_type, e.name, e.phone, e.employer, e.search_text, e.content_hash, e.privacy_notice_version, e.sign_out_hash,
    greatest(e.sign_out_expires_at, p_at + interval '12 hours'), p_at, done, good_until, e.notices, e.terms_version_id, e.language, e.booking_id, p_approved_by, p_checked_in_by);
  perform note_site_event('visit.signed-in', 'visit', e.id, e.site_id,
    jsonb_strip_nulls(jsonb_build_object('visitorType', e.visitor_type, 'approved', case when p_approved_by is not null then true end, 'checkedIn', case when p_checked_in_by is not null then true end,
      'induction', case when e.passed is not null and e.passed -> 'failed' is null then jsonb_build_object('version', e.passed -> 'versionId', 'language', e.passed -> 'language', 'score', e.passed -> 'score', 'outOf', e.passed -> 'outOf') end)),
    jsonb_build_object('name', e.name, 'phone', e.phone, 'employer', e.employer), p_from);
  return 'signed-in';
end $$;
--> statement-breakpoint
-- A supervisor decides: approved, denied; or nothing, decided (by somebody before), lapsed, already-here; stopped (by the rules as they are now), due (an induction was published since), closed. `state` and `decided_by` say how it stands now.
CREATE FUNCTION decide_entry(p_entry uuid, p_approve boolean, p_note text, p_at timestamptz, p_from jsonb)
RETURNS TABLE (outcome text, state text, decided_by_name text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare e entry; s site; says record; stands record; became text;
begin
  perform require_entered('entry.decide');
  select x.* into e from entry x where x.company_id = current_company() and x.id = p_entry and (current_sites() is null or x.site_id = any (current_sites()));
  if not found then return query select 'nothing', null::text, null::text; return; end if;
  -- Two requests of one person take turns; and the person comes before their entries, as in every function that holds both.
  perform pg_advisory_xact_lock(hashtextextended(e.company_id || e.phone || e.name_key, 0));
  perform from person p where p.company_id = e.company_id and (p.id = e.person_id or p.phone = e.phone and p.name_key = e.name_key) for update;
  select x.* into e from entry x where x.company_id = e.company_id and x.id = p_entry for update;
  -- Who slipped on an answer may be let in after all. Of every other stop its cause is mended: the ban lifted, the papers added.
  if e.state <> 'waiting' and not (e.state = 'stopped' and not exists (select from jsonb_array_elements(e.reasons) r where r ->> 'kind' <> 'answers')) then
    return query select case when e.state in ('approved', 'denied') and e.decided_by = current_actor()::uuid and (e.state = 'approved') = p_approve then e.state else 'decided' end, e.state,
      (select m.name from member m where m.company_id = e.company_id and m.id = e.decided_by);
    return;
  end if;
  if e.asked_at < p_at - interval '12 hours' then return query select 'lapsed', e.state, null::text; return; end if;
  if p_approve then
    -- What has changed since they asked counts: a ban, a paper, the hours, an induction.
    select x.* into s from site x where x.company_id = e.company_id and x.id = e.site_id;
    if s.closed_at is not null then return query select 'closed', e.state, null::text; return; end if;
    select * into says from gate_says(s, e.visitor_type, e.phone, e.name_key, e.employer, p_at);
    if says.stops <> '[]' then
      update entry x set state = 'stopped', reasons = says.stops where x.company_id = e.company_id and x.id = e.id;
      perform note_site_event('entry.stopped', 'entry', e.id, e.site_id, jsonb_build_object('reasons', says.stops), '{}', p_from);
      return query select 'stopped', 'stopped', null::text;
      return;
    end if;
    select * into stands from induction_standing(e.site_id, e.visitor_type, e.person_id);
    if e.passed is null and e.completion_id is null and stands.standing is not null and stands.standing <> 'valid' then
      update entry x set state = 'withdrawn', decided_at = p_at where x.company_id = e.company_id and x.id = e.id;
      perform note_site_event('entry.withdrawn', 'entry', e.id, e.site_id, '{"why": "induction"}', '{}', p_from);
      return query select 'due', 'withdrawn', null::text;
      return;
    end if;
  end if;
  became := case when p_approve then let_in(e, current_actor()::uuid, null, p_at, p_from) else 'denied' end;
  update entry x set state = case became when 'signed-in' then 'approved' when 'already-here' then 'withdrawn' else 'denied' end, decided_at = p_at, decided_by = current_actor()::uuid, note = nullif(p_note, '')
   where x.company_id = e.company_id and x.id = e.id;
  perform note_site_event(case became when 'signed-in' then 'entry.approved' when 'already-here' then 'entry.withdrawn' else 'entry.denied' end, 'entry', e.id, e.site_id,
    jsonb_build_object('reasons', e.reasons), jsonb_strip_nulls(jsonb_build_object('note', nullif(p_note, ''))), p_from);
  -- Asked twice by the same person: the other one is answered with it.
  if became = 'signed-in' then
    update entry x set state = 'withdrawn', decided_at = p_at where x.company_id = e.company_id and x.site_id = e.site_id and x.state = 'waiting' and x.phone = e.phone and x.name_key = e.name_key;
  end if;
  return query select case became when 'signed-in' then 'approved' else became end, case became when 'signed-in' then 'approved' when 'already-here' then 'withdrawn' else 'denied' end, null::text;
end $$;
--> statement-breakpoint
-- A supervisor signs in a crew: each on their own, whatever becomes of the others. signed-in, already-here, stopped, waiting, denied (by somebody since the same form was sent), or due: an induction comes first.
-- Of somebody known (`knownAs`) the details of their last visit to a site of the context are taken.
CREATE FUNCTION check_in_crew(p_site uuid, p_people jsonb, p_at timestamptz, p_from jsonb)
RETURNS TABLE (id uuid, outcome text, name text, phone text, employer text, visitor_type text, reasons jsonb, version_id uuid, standing text, inducted_until timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare s site; p jsonb; e entry; says record; stands record; held record; became text; known record; why jsonb;
begin
  perform require_entered('visit.check-in');
  select x.* into s from site x where x.company_id = current_company() and x.id = p_site and x.closed_at is null and (current_sites() is null or x.id = any (current_sites()));
  if not found then return; end if;
  -- In one order, and before an event holds the chain: who signs in by themselves holds their person first, too.
  perform from person x where x.company_id = s.company_id and (x.id in (select (c ->> 'knownAs')::uuid from jsonb_array_elements(p_people) c)
      or (x.phone, x.name_key) in (select c ->> 'phone', c ->> 'name_key' from jsonb_array_elements(p_people) c)) order by x.id for update;
  for p in select * from jsonb_array_elements(p_people) loop
    e := jsonb_populate_record(null::entry, p);
    e.company_id := s.company_id;
    e.site_id := s.id;
    e.asked_at := p_at;
    if p ->> 'knownAs' is not null then
      select v.person_id, v.name, v.phone, v.employer, v.visitor_type, v.search_text, pe.name_key into known from visit v join person pe on pe.company_id = v.company_id and pe.id = v.person_id
       where v.company_id = s.company_id and v.person_id = (p ->> 'knownAs')::uuid and pe.phone <> '+99900000000' and (current_sites() is null or v.site_id = any (current_sites())) order by v.signed_in_at desc limit 1;
      if not found then return query select e.id, 'gone', null::text, null::text, null::text, null::text, '[]'::jsonb, null::uuid, null::text, null::timestamptz; continue; end if;
      e.person_id := known.person_id; e.name := known.name; e.phone := known.phone; e.employer := known.employer; e.visitor_type := known.visitor_type; e.search_text := known.search_text;
      e.name_key := known.name_key; e.terms := '{}'; e.content_hash := sha256(uuid_send(known.person_id));
    else
      select x.id into e.person_id from person x where x.company_id = s.company_id and x.phone = e.phone and x.name_key = e.name_key;
    end if;
    select * into says from gate_says(s, e.visitor_type, e.phone, e.name_key, e.employer, p_at);
    select * into stands from induction_standing(s.id, e.visitor_type, e.person_id);
    why := case when says.stops <> '[]' then says.stops else says.asks end;
    select x.state, x.reasons into held from entry x where x.company_id = s.company_id and x.id = e.id;
    if exists (select from visit v where v.company_id = s.company_id and v.id = e.id) then became := 'signed-in';
    elsif exists (select from visit v where v.company_id = s.company_id and v.site_id = s.id and v.person_id = e.person_id and v.signed_out_at is null) then became := 'already-here';
    -- Sent again: who waits goes on waiting, and who was turned away is not asked about anew.
    elsif held.state in ('waiting', 'denied') then became := held.state; why := held.reasons;
    elsif says.stops <> '[]' then became := 'stopped';
    elsif stands.standing is not null and stands.standing <> 'valid' then became := 'due';
    elsif says.asks <> '[]' then became := 'waiting';
    else
      e.completion_id := stands.completion_id;
      e.inducted_until := stands.valid_until;
      became := let_in(e, null, current_actor()::uuid, p_at, p_from);
    end if;
    if became in ('stopped', 'waiting') and coalesce(held.state, 'stopped') = 'stopped' and became is distinct from held.state then
      e.state := became;
      e.reasons := why;
      e.completion_id := stands.completion_id;
      e.inducted_until := stands.valid_until;
      insert into entry select e.* on conflict (company_id, id) do update set state = excluded.state, reasons = excluded.reasons, asked_at = excluded.asked_at where entry.state = 'stopped' and excluded.state <> 'stopped';
      if found then
        perform note_site_event(case became when 'stopped' then 'entry.stopped' else 'entry.asked' end, 'entry', e.id, s.id, jsonb_build_object('visitorType', e.visitor_type, 'reasons', why),
          jsonb_build_object('name', e.name, 'phone', e.phone, 'employer', e.employer), p_from);
      end if;
    end if;
    return query select e.id, became, e.name, e.phone, e.employer, e.visitor_type, why, stands.version_id, stands.standing, stands.valid_until;
  end loop;
end $$;
--> statement-breakpoint
-- Proof: the sign-out token of a visit, or of somebody who is not in yet.
CREATE OR REPLACE FUNCTION enter_visit(p_sign_out_hash bytea, p_permission text) RETURNS TABLE (company_id uuid, site_id uuid, visit_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry_found record;
begin
  select v.company_id, v.site_id, v.id into entry_found from visit v where v.sign_out_hash = p_sign_out_hash;
  if not found then select e.company_id, e.site_id, e.id into entry_found from entry e where e.sign_out_hash = p_sign_out_hash; end if;
  if not found then raise exception 'no such visit' using errcode = 'IL404'; end if;
  perform enter(entry_found.company_id, 'visit', entry_found.id::text, 'visitor', array[entry_found.site_id], p_permission);
  return query select entry_found.company_id, entry_found.site_id, entry_found.id;
end $$;
--> statement-breakpoint
-- The questions whose answers an entry is about, with the languages that they were asked in: {languages, asked: [{text, answer}]}; null where it is about none.
CREATE FUNCTION asked_questions(e entry) RETURNS jsonb LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select jsonb_build_object('languages', v.content -> 'languages', 'asked', jsonb_agg(jsonb_build_object('question', b.value, 'answer', e.passed -> 'answers' -> (b.value ->> 'id')) order by b.ordinality))
    from induction_version v, jsonb_array_elements(v.content -> 'blocks') with ordinality b
   where v.company_id = e.company_id and v.id = (e.passed ->> 'versionId')::uuid
     and b.value ->> 'id' in (select jsonb_array_elements_text(r -> 'questions') from jsonb_array_elements(e.reasons) r where r ->> 'kind' = 'answers')
   group by v.content having count(*) > 0
$$;
--> statement-breakpoint
-- How it stands with who is not in: by their own token.
CREATE FUNCTION own_entry(p_sign_out_hash bytea) RETURNS TABLE (id uuid, state text, reasons jsonb, note text, name text, asked_at timestamptz, decided_at timestamptz, decided_by_name text, company_name text, site_name text, address text, code text,
  time_zone text, rules jsonb, language text, questions jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select require_entered('visit.read-own');
  select e.id, e.state, e.reasons, e.note, e.name, e.asked_at, e.decided_at, (select m.name from member m where m.company_id = e.company_id and m.id = e.decided_by), c.name, s.name, s.address, s.code, s.time_zone, s.rules, e.language,
    asked_questions(e)
    from entry e join site s on s.company_id = e.company_id and s.id = e.site_id join company c on c.company_id = e.company_id
   where e.company_id = current_company() and e.id = current_actor()::uuid and e.sign_out_hash = p_sign_out_hash and e.erased_at is null
$$;
--> statement-breakpoint
-- A ban outlives the wish to be forgotten: it is lifted first, or kept with its person.
CREATE OR REPLACE FUNCTION erase_person(p_person uuid) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare who person;
begin
  perform require_entered('person.erase');
  select p.* into who from person p where p.company_id = current_company() and p.id = p_person for update;
  if not found then return 'nothing'; end if;
  if exists (select from visit v where v.company_id = current_company() and v.person_id = p_person and v.signed_out_at is null) then return 'on-site'; end if;
  if exists (select from ban b where b.company_id = current_company() and b.phone = who.phone and b.name_key = who.name_key and b.lifted_at is null
      and (b.until_on is null or b.until_on >= current_date)) then return 'banned'; end if;
  update entry e set name = 'Erased', name_key = 'erased', phone = '+99900000000', employer = '', search_text = ' erased', terms = '{}', passed = null, note = null, erased_at = now(),
      state = case when e.state = 'waiting' then 'withdrawn' else e.state end
   where e.company_id = who.company_id and e.phone = who.phone and e.name_key = who.name_key;
  update booking b set name = 'Erased', name_key = 'erased', phone = '+99900000000', employer = '', email = '', host = '', note = '', erased_at = now(), cancelled_at = coalesce(b.cancelled_at, now())
   where b.company_id = who.company_id and b.phone = who.phone and b.name_key = who.name_key;
  update ban b set name = 'Erased', name_key = 'erased', phone = '+99900000000', reason = 'Erased' where b.company_id = who.company_id and b.phone = who.phone and b.name_key = who.name_key;
  -- +999 is nobody's country.
  update person p set name = 'Erased', name_key = 'erased ' || p.id, phone = '+99900000000' where p.company_id = current_company() and p.id = p_person;
  delete from person_term t where t.company_id = current_company() and t.person_id = p_person;
  update completion c set answers = '{}', erased_at = now() where c.company_id = current_company() and c.person_id = p_person and c.erased_at is null;
  update audit_event e set openings = '{}' from visit v
   where v.company_id = current_company() and v.person_id = p_person and e.company_id = v.company_id and e.subject_kind in ('visit', 'entry') and e.subject_id = v.id and e.openings <> '{}'
     and e.actor_kind in ('site_link', 'visit', 'booking');
  update visit v set name = 'Erased', phone = '+99900000000', employer = '', search_text = ' erased', content_hash = sha256(uuid_send(gen_random_uuid()))
   where v.company_id = current_company() and v.person_id = p_person;
  return 'erased';
end $$;
--> statement-breakpoint
DROP FUNCTION site_snapshot(text);
--> statement-breakpoint
-- What the public page needs before a company is known. It holds digests of the links, not the links; of inductions, what is asked of whom; of the board, what stands
-- there and what will; the rules, but of bans and contractors only whether there are any to ask about.
CREATE FUNCTION site_snapshot(p_code text)
RETURNS TABLE (company_id uuid, company_name text, site_id uuid, site_name text, address text, time_zone text, closed boolean, version integer, live_link_hash text,
  rotated_link_hashes text[], paused text, plan text, limits jsonb, inductions jsonb, board jsonb, rules jsonb, has_bans boolean, company_terms jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select s.company_id, c.name, s.id, s.name, s.address, s.time_zone, s.closed_at is not null, s.version,
    (select encode(sha256(convert_to(l.secret, 'UTF8')), 'hex') from site_link l where l.company_id = s.company_id and l.site_id = s.id and l.rotated_at is null),
    (select coalesce(array_agg(encode(sha256(convert_to(l.secret, 'UTF8')), 'hex') order by l.rotated_at desc), '{}')
       from site_link l where l.company_id = s.company_id and l.site_id = s.id and l.rotated_at is not null),
    case when c.suspended_at is not null then 'suspended'
         when exists (select from kill_switch k join switched_permission sp on sp.name = k.name where sp.permission = 'visit.sign-in') then 'switched-off' end,
    c.plan, (select coalesce(jsonb_object_agg(cl.name, cl.value), '{}') from company_limit cl where cl.company_id = c.company_id),
    (select coalesce(jsonb_object_agg(asked.visitor_type, jsonb_build_object('versionId', asked.version_id, 'languages', asked.languages, 'title', asked.title)), '{}') from (
      select distinct on (l.visitor_type) l.visitor_type, l.version_id, v.content -> 'languages' as languages, v.content -> 'title' as title
        from live_induction l join induction_version v on v.company_id = l.company_id and v.id = l.version_id
       where l.company_id = s.company_id and (l.site_id = s.id or l.site_id is null) order by l.visitor_type, l.site_id nulls last) asked),
    (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'kind', n.kind, 'severity', n.severity, 'title', n.title, 'text', n.text, 'fromOn', n.from_on, 'toOn', n.to_on)
        order by array_position(array['high', 'medium', 'low'], n.severity), n.put_up_at desc), '[]')
       from (select * from notice n where n.company_id = s.company_id and (n.site_id = s.id or n.site_id is null) and n.taken_down_at is null
              and (n.to_on is null or n.to_on >= (now() at time zone s.time_zone)::date) order by array_position(array['high', 'medium', 'low'], n.severity), n.put_up_at desc limit 20) n),
    s.rules,
    exists (select from ban b where b.company_id = s.company_id and (b.site_id = s.id or b.site_id is null) and b.lifted_at is null
      and (b.until_on is null or b.until_on >= (now() at time zone s.time_zone)::date)),
    (select case when t.withdrawn_at is null then jsonb_build_object('id', t.id, 'number', t.number, 'texts', t.texts) end from terms_version t where t.company_id = s.company_id order by t.number desc limit 1)
    from site s join company c on c.company_id = s.company_id where s.code = p_code
$$;
--> statement-breakpoint
-- A change that a gate has to know of makes a new version of its snapshot.
CREATE TRIGGER ban_changed AFTER INSERT OR UPDATE ON ban FOR EACH ROW EXECUTE FUNCTION notice_changed();
--> statement-breakpoint
CREATE FUNCTION terms_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform gates_changed(new.company_id, null);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER terms_changed AFTER INSERT OR UPDATE ON terms_version FOR EACH ROW EXECUTE FUNCTION terms_changed();
--> statement-breakpoint
-- A wording stands as it was accepted: it can be withdrawn, once, and nothing else.
CREATE FUNCTION terms_version_stands() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
begin
  if tg_op = 'UPDATE' and old.withdrawn_at is null and to_jsonb(new) - 'withdrawn_at' = to_jsonb(old) - 'withdrawn_at' then return new; end if;
  raise exception 'published terms stand as they are' using errcode = '42501';
end $$;
--> statement-breakpoint
CREATE TRIGGER terms_version_stands BEFORE UPDATE OR DELETE ON terms_version FOR EACH ROW EXECUTE FUNCTION terms_version_stands();
--> statement-breakpoint
CREATE TRIGGER terms_version_whole BEFORE TRUNCATE ON terms_version FOR EACH STATEMENT EXECUTE FUNCTION terms_version_stands();
--> statement-breakpoint
GRANT SELECT ON entry, ban, contractor, contractor_paper, terms_version, booking, privacy_request TO inductlite_app;
--> statement-breakpoint
GRANT INSERT, UPDATE (lifted_by, lifted_at) ON ban TO inductlite_app;
--> statement-breakpoint
GRANT INSERT, UPDATE (name, name_key, contact_name, contact_email, contact_phone, archived_at, updated_at) ON contractor TO inductlite_app;
--> statement-breakpoint
GRANT INSERT, UPDATE (removed_at) ON contractor_paper TO inductlite_app;
--> statement-breakpoint
GRANT INSERT, UPDATE (withdrawn_at) ON terms_version TO inductlite_app;
--> statement-breakpoint
GRANT UPDATE (rules) ON site TO inductlite_app;
--> statement-breakpoint
DO $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = current_schema()::regnamespace loop
    execute format('revoke all on function %s from public', f.signature);
  end loop;
end $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION site_snapshot(text), employer_key(text), asked_questions(entry), ask_gate(jsonb, boolean, jsonb), remembered_visit(bytea), booked_person(text, text), decide_entry(uuid, boolean, text, timestamptz, jsonb),
  check_in_crew(uuid, jsonb, timestamptz, jsonb), own_entry(bytea) TO inductlite_app;
--> statement-breakpoint
INSERT INTO role_permission (role, permission)
SELECT r, p FROM unnest(array['owner', 'admin', 'site_manager', 'viewer']) r, unnest(array['entry.list', 'booking.list']) p
UNION ALL SELECT r, p FROM unnest(array['owner', 'admin', 'site_manager']) r, unnest(array['entry.decide', 'visit.check-in', 'booking.change', 'ban.list', 'ban.change', 'contractor.list', 'rule.change']) p
UNION ALL SELECT r, p FROM unnest(array['owner', 'admin']) r, unnest(array['contractor.change', 'terms.change', 'privacy.work']) p
UNION ALL SELECT 'visitor', p FROM unnest(array['booking.read-own', 'booking.prepare', 'privacy.ask']) p;
--> statement-breakpoint
INSERT INTO switched_permission (name, permission) VALUES ('public-sign-in', 'visit.check-in'), ('public-sign-in', 'entry.decide');
