-- What people ask about the data that is held about them. `visit_id`: the visit by whose link they asked, which is the link that an answer opens.
ALTER TABLE "privacy_request" ADD COLUMN "visit_id" uuid;--> statement-breakpoint
ALTER TABLE "privacy_request" ADD CONSTRAINT "privacy_request_visit" FOREIGN KEY ("company_id","visit_id") REFERENCES "visit"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE privacy_request ADD CHECK (kind in ('access', 'correction', 'erasure') and state in ('open', 'done', 'refused') and (state = 'open') = (answered_at is null));
--> statement-breakpoint
-- One open request of a kind by one link: a second press finds the first. Not one of a person: anybody can type a name, and would keep its owner from asking.
CREATE UNIQUE INDEX "privacy_request_one" ON "privacy_request" USING btree ("company_id","person_id","kind","visit_id") NULLS NOT DISTINCT WHERE state = 'open';
--> statement-breakpoint
GRANT UPDATE (state, answered_at, answered_by, answer) ON privacy_request TO inductlite_app;
--> statement-breakpoint
CREATE FUNCTION utc_text(p_at timestamptz) RETURNS text LANGUAGE sql STABLE SET search_path FROM CURRENT RETURN to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
--> statement-breakpoint
-- What is held about a person of the entered company, the newest first: all of it, or what hangs on some of their visits, entries and bookings (`p_visits`). `p_office`: with what others wrote
-- down about them. Without a person: of whoever such a booking is of, whom the company has not met.
CREATE FUNCTION held_of(p_person uuid, p_visits uuid[], p_office boolean) RETURNS jsonb LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  with who as (
    select p.company_id, p.id, p.name, p.name_key, p.phone, p.created_at from person p where p.company_id = current_company() and p.id = p_person
    union all select b.company_id, null, b.name, b.name_key, b.phone, b.booked_at from booking b where p_person is null and b.company_id = current_company() and b.id = any (p_visits)
  ),
  visits as (select v.* from visit v where v.company_id = current_company() and v.person_id = p_person and (p_visits is null or v.id = any (p_visits))),
  done as (
    select c.* from completion c where c.company_id = current_company() and c.person_id = p_person
       and (p_visits is null or c.id in (select v.completion_id from visits v where v.checked_in_by is null)
         or c.id in (select b.completion_id from booking b where b.company_id = current_company() and b.id = any (p_visits)))
  ),
  gates as (select e.* from entry e, who where e.company_id = who.company_id and e.phone = who.phone and e.name_key = who.name_key and (p_visits is null or e.id = any (p_visits))),
  booked as (
    select b.* from booking b, who where b.company_id = who.company_id and (b.person_id = who.id or b.phone = who.phone and b.name_key = who.name_key)
       and (p_visits is null or b.id = any (p_visits) or b.id in (select v.booking_id from visits v where v.checked_in_by is null))
  )
  select jsonb_build_object(
    'name', who.name, 'phone', who.phone, 'employer', coalesce((select v.employer from visits v order by v.signed_in_at desc limit 1), (select e.employer from gates e order by e.asked_at desc limit 1), (select b.employer from booked b order by b.booked_at desc limit 1)), 'since', utc_text(who.created_at),
    'visitCount', (select count(*) from visits), 'completionCount', (select count(*) from done), 'entryCount', (select count(*) from gates),
    'visits', (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'employer', v.employer, 'visitorType', v.visitor_type, 'siteName', s.name, 'timeZone', s.time_zone,
        'signedInAt', utc_text(v.signed_in_at), 'signedOutAt', utc_text(v.signed_out_at), 'privacyNotice', v.privacy_notice_version, 'noticesRead', cardinality(v.notices), 'isOfOffice', v.checked_in_by is not null,
        'terms', (select t.number from terms_version t where t.company_id = v.company_id and t.id = v.terms_version_id)) order by v.signed_in_at desc), '[]')
      from (select * from visits order by signed_in_at desc limit 100) v join site s on s.company_id = v.company_id and s.id = v.site_id),
    'completions', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'siteName', s.name, 'timeZone', s.time_zone, 'number', c.version_number, 'language', c.language, 'drawn', c.drawn, 'answers', c.answers,
        'score', c.score, 'outOf', c.out_of, 'completedAt', utc_text(c.completed_at), 'validUntil', utc_text(c.valid_until), 'isErased', c.erased_at is not null, 'content', iv.content) order by c.completed_at desc), '[]')
      from (select * from done order by completed_at desc limit 20) c join site s on s.company_id = c.company_id and s.id = c.site_id
      join induction_version iv on iv.company_id = c.company_id and iv.id = c.version_id),
    'entries', (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'siteName', s.name, 'timeZone', s.time_zone, 'askedAt', utc_text(e.asked_at), 'state', e.state, 'note', coalesce(e.note, '')) order by e.asked_at desc), '[]')
      from (select * from gates order by asked_at desc limit 50) e join site s on s.company_id = e.company_id and s.id = e.site_id),
    'bookings', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'siteName', s.name, 'fromOn', b.from_on, 'toOn', b.to_on, 'email', b.email, 'host', b.host, 'note', b.note, 'isCancelled', b.cancelled_at is not null)
        order by b.from_on desc), '[]')
      from (select * from booked order by from_on desc limit 50) b join site s on s.company_id = b.company_id and s.id = b.site_id),
    'bans', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'siteName', s.name, 'bannedAt', utc_text(b.banned_at), 'untilOn', b.until_on, 'isLifted', b.lifted_at is not null,
        'reason', case when p_office then b.reason else '' end) order by b.banned_at desc), '[]')
      from ban b left join site s on s.company_id = b.company_id and s.id = b.site_id
     where p_visits is null and b.company_id = who.company_id and b.phone = who.phone and b.name_key = who.name_key)
  ) from who
$$;
--> statement-breakpoint
-- What the link of a visit shows of its person. Anybody can type a name and a number at a gate: so it shows what this phone's own visits hold (`p_held`: the digests of their
-- tokens), and all of it once the office has made sure who asks. Null where the token is not that of the context.
CREATE FUNCTION own_record(p_sign_out_hash bytea, p_held bytea[]) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare v visit; who person; place record; shown uuid[]; answered timestamptz; is_old boolean; state text;
begin
  perform require_entered('privacy.ask');
  select x.* into v from visit x where x.company_id = current_company() and x.id = current_actor()::uuid and x.sign_out_hash = p_sign_out_hash;
  select s.name, s.address, s.time_zone, c.name as company_name, c.time_zone as company_time_zone into place from site s join company c on c.company_id = s.company_id
   where s.company_id = current_company() and s.id = any (current_sites());
  if v.id is null then
    if not exists (select from entry e where e.company_id = current_company() and e.id = current_actor()::uuid and e.sign_out_hash = p_sign_out_hash) then return null; end if;
    return jsonb_build_object('state', 'not-in', 'siteName', place.name, 'siteAddress', place.address, 'companyName', place.company_name, 'timeZone', place.time_zone, 'requests', '[]'::jsonb);
  end if;
  select p.* into who from person p where p.company_id = v.company_id and p.id = v.person_id;
  select max(r.answered_at) into answered from privacy_request r where r.company_id = v.company_id and r.person_id = v.person_id and r.visit_id = v.id and r.kind = 'access' and r.state = 'done';
  is_old := v.signed_in_at < now() - interval '90 days';
  shown := array(select x.id from visit x where x.company_id = v.company_id and x.person_id = v.person_id and (x.id = v.id or x.sign_out_hash = any (p_held)));
  state := case when who.phone = '+99900000000' then 'erased' when answered > now() - interval '30 days' then 'all' when is_old then 'old' else 'own' end;
  return jsonb_build_object('state', state, 'siteName', place.name, 'siteAddress', place.address, 'companyName', place.company_name, 'timeZone', place.time_zone,
    'held', case state when 'all' then held_of(v.person_id, null, false) when 'own' then held_of(v.person_id, shown, false) || jsonb_build_object('name', v.name, 'phone', v.phone) end,
    'requests', case when state = 'old' then '[]'::jsonb else (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'text', r.text, 'state', r.state, 'askedAt', utc_text(r.asked_at), 'dueOn', r.due_on,
        'answeredAt', utc_text(r.answered_at), 'answer', r.answer) order by r.asked_at desc), '[]')
      from (select * from privacy_request r where r.company_id = v.company_id and r.person_id = v.person_id and r.visit_id = any (shown) order by r.asked_at desc limit 20) r) end);
end $$;
--> statement-breakpoint
-- A request by the link of a visit: asked; before (this form was sent); open (one of that kind waits already); too-late, where the link shows nothing any more; nothing.
-- `p_due`: the last day to answer, by the day on which it came where the company is.
CREATE FUNCTION ask_privacy(p_sign_out_hash bytea, p_id uuid, p_kind text, p_text text, p_due jsonb, p_at timestamptz) RETURNS TABLE (outcome text, site_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare v visit; zone text;
begin
  perform require_entered('privacy.ask');
  select x.* into v from visit x where x.company_id = current_company() and x.id = current_actor()::uuid and x.sign_out_hash = p_sign_out_hash;
  if not found then return query select 'nothing', null::uuid; return; end if;
  perform from person p where p.company_id = v.company_id and p.id = v.person_id for update;
  if exists (select from privacy_request r where r.company_id = v.company_id and r.id = p_id) then return query select 'before', v.site_id; return; end if;
  if v.signed_in_at < now() - interval '90 days' or exists (select from person p where p.company_id = v.company_id and p.id = v.person_id and p.phone = '+99900000000') then
    return query select 'too-late', v.site_id; return;
  end if;
  if exists (select from privacy_request r where r.company_id = v.company_id and r.person_id = v.person_id and r.visit_id = v.id and r.kind = p_kind and r.state = 'open') then return query select 'open', v.site_id; return; end if;
  select c.time_zone into zone from company c where c.company_id = v.company_id;
  insert into privacy_request (company_id, id, person_id, visit_id, kind, text, asked_at, due_on)
  values (v.company_id, p_id, v.person_id, v.id, p_kind, p_text, p_at, (p_due ->> (p_at at time zone zone)::date::text)::date);
  return query select 'asked', v.site_id;
end $$;
--> statement-breakpoint
-- What shows that somebody of the entered company was there or was to be: a visit, an entry, a booking or a ban. Not of who was erased.
CREATE FUNCTION traces() RETURNS TABLE (trace text, id uuid, name text, name_key text, phone text, employer text, at timestamptz, site_id uuid) LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select 'visit', v.id, p.name, p.name_key, p.phone, v.employer, v.signed_in_at, v.site_id from visit v join person p on p.company_id = v.company_id and p.id = v.person_id where v.company_id = current_company() and p.phone <> '+99900000000'
  union all select 'entry', e.id, e.name, e.name_key, e.phone, e.employer, e.asked_at, e.site_id from entry e where e.company_id = current_company() and e.erased_at is null
  union all select 'booking', b.id, b.name, b.name_key, b.phone, b.employer, b.booked_at, b.site_id from booking b where b.company_id = current_company() and b.erased_at is null
  union all select 'ban', b.id, b.name, b.name_key, b.phone, '', b.banned_at, b.site_id from ban b where b.company_id = current_company() and b.phone <> '+99900000000'
$$;
--> statement-breakpoint
-- Whoever the company holds something of, by words of their name or number: one row each, by their latest visit, else by the latest other trace.
CREATE FUNCTION find_held(p_terms text[]) RETURNS TABLE (trace text, trace_id uuid, name text, phone text, employer text, last_at timestamptz, site_name text, time_zone text, visits integer, is_on_site boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
begin
  perform require_entered('privacy.work');
  return query
  with met as (
    select distinct on (t.phone, t.name_key) t.* from traces() t
     where cardinality(p_terms) > 0 and not exists (select from unnest(p_terms) term where position(' ' || term in concat(' ', t.name_key, ' ', substr(t.phone, 2), case when t.phone like '+64%' then ' 0' || substr(t.phone, 4) end)) = 0)
     order by t.phone, t.name_key, t.trace = 'visit' desc, t.at desc, t.id
  )
  select m.trace, m.id, m.name, m.phone, m.employer, m.at, s.name, coalesce(s.time_zone, c.time_zone), coalesce(came.visits, 0)::integer, coalesce(came.is_open, false)
    from met m join company c on c.company_id = current_company() left join site s on s.company_id = c.company_id and s.id = m.site_id
    left join lateral (select count(*) as visits, bool_or(v.signed_out_at is null) as is_open from visit v join person p on p.company_id = v.company_id and p.id = v.person_id
      where p.company_id = c.company_id and p.phone = m.phone and p.name_key = m.name_key) came on true
   order by m.name, m.phone limit 51;
end $$;
--> statement-breakpoint
-- The same as ask_privacy, written down by the office for whoever a trace is of; `p_on`: the day on which it came, where the company is. asked; before; open; future; nothing.
-- Who never came in becomes a person by it, to hang the request on.
CREATE FUNCTION record_privacy(p_trace text, p_trace_id uuid, p_id uuid, p_kind text, p_text text, p_on date, p_due date, p_at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare met record; who person; zone text;
begin
  perform require_entered('privacy.work');
  select t.* into met from traces() t where t.trace = p_trace and t.id = p_trace_id;
  if not found then return 'nothing'; end if;
  select c.time_zone into zone from company c where c.company_id = current_company();
  if p_on > (p_at at time zone zone)::date then return 'future'; end if;
  insert into person (company_id, id, phone, name, name_key) values (current_company(), p_id, met.phone, met.name, met.name_key) on conflict (company_id, phone, name_key) do nothing;
  select p.* into who from person p where p.company_id = current_company() and p.phone = met.phone and p.name_key = met.name_key for update;
  if not found then return 'nothing'; end if;
  if exists (select from privacy_request r where r.company_id = who.company_id and r.id = p_id) then return 'before'; end if;
  if exists (select from privacy_request r where r.company_id = who.company_id and r.person_id = who.id and r.visit_id is null and r.kind = p_kind and r.state = 'open') then return 'open'; end if;
  insert into privacy_request (company_id, id, person_id, kind, text, asked_at, due_on) values (who.company_id, p_id, who.id, p_kind, p_text, least(p_at, (p_on + time '12:00') at time zone zone), p_due);
  return 'asked';
end $$;
--> statement-breakpoint
-- All that is held about a person, for who works on what they asked.
CREATE FUNCTION person_record(p_person uuid) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform require_entered('privacy.work');
  return held_of(p_person, null, true);
end $$;
--> statement-breakpoint
-- The words of a row with those of another name and number; words of the employer stay, whatever else they were.
CREATE FUNCTION reworded(p_search_text text, p_employer text, p_old text[], p_name text[], p_phone text[]) RETURNS text LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select ' ' || string_agg(u.word, ' ' order by u.n) from (
    select w.word, min(w.n) as n from unnest(p_name || array(
        select k from unnest(string_to_array(btrim(p_search_text), ' ')) k
         where k <> all (p_old) or k = any (string_to_array(btrim(regexp_replace(regexp_replace(lower(regexp_replace(normalize(p_employer, NFKD), '[\u0300-\u036f]', '', 'g')), '[''’‘ʻʼ`´]', '', 'g'), '[^[:alnum:]]+', ' ', 'g')), ' '))
      ) || p_phone) with ordinality w(word, n) where w.word <> '' group by w.word) u
$$;
--> statement-breakpoint
-- A person's name, number or employer were wrong, and are put right wherever they stand: person, visits, what was asked at gates, bookings and bans. The employer is put right where the
-- latest one stood, for people change it. corrected; same; exists: somebody else has that name and number; nothing.
CREATE FUNCTION correct_person(p_person uuid, p_new jsonb) RETURNS TABLE (outcome text, changed jsonb, personal jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare
  who person; was text; old_words text[]; name_words text[]; phone_words text[]; employer_words text[];
  new_name text := p_new ->> 'name'; new_key text := p_new ->> 'nameKey'; new_phone text := p_new ->> 'phone'; new_employer text := p_new ->> 'employer';
begin
  perform require_entered('privacy.work');
  select p.* into who from person p where p.company_id = current_company() and p.id = p_person for update;
  if not found or who.phone = '+99900000000' then return query select 'nothing', '{}'::jsonb, '{}'::jsonb; return; end if;
  if exists (select from person p where p.company_id = who.company_id and p.phone = new_phone and p.name_key = new_key and p.id <> who.id) then
    return query select 'exists', '{}'::jsonb, '{}'::jsonb; return;
  end if;
  was := coalesce((select t.employer from traces() t where t.trace <> 'ban' and t.phone = who.phone and t.name_key = who.name_key order by t.trace = 'visit' desc, t.at desc limit 1), '');
  changed := jsonb_strip_nulls(jsonb_build_object('name', case when who.name <> new_name then true end, 'phone', case when who.phone <> new_phone then true end, 'employer', case when was <> new_employer then true end));
  if changed = '{}' then return query select 'same', changed, '{}'::jsonb; return; end if;
  old_words := string_to_array(who.name_key, ' ') || regexp_replace(who.phone, '\D', '', 'g') || regexp_replace(who.phone, '^\+64', '0');
  name_words := array(select jsonb_array_elements_text(p_new -> 'nameWords'));
  phone_words := array(select jsonb_array_elements_text(p_new -> 'phoneWords'));
  employer_words := array(select jsonb_array_elements_text(p_new -> 'employerWords'));
  update entry e set name = new_name, name_key = new_key, phone = new_phone, employer = case when e.employer = was then new_employer else e.employer end,
      search_text = case when e.employer = was then reworded(' ' || array_to_string(employer_words, ' '), new_employer, '{}', name_words, phone_words) else reworded(e.search_text, e.employer, old_words, name_words, phone_words) end
   where e.company_id = who.company_id and e.phone = who.phone and e.name_key = who.name_key;
  update booking b set name = new_name, name_key = new_key, phone = new_phone, employer = case when b.employer = was then new_employer else b.employer end
   where b.company_id = who.company_id and b.phone = who.phone and b.name_key = who.name_key;
  -- Who was banned stays so under the right name.
  update ban b set name = new_name, name_key = new_key, phone = new_phone where b.company_id = who.company_id and b.phone = who.phone and b.name_key = who.name_key;
  update visit v set name = new_name, phone = new_phone, employer = case when v.employer = was then new_employer else v.employer end,
      search_text = case when v.employer = was then reworded(' ' || array_to_string(employer_words, ' '), new_employer, '{}', name_words, phone_words) else reworded(v.search_text, v.employer, old_words, name_words, phone_words) end
   where v.company_id = who.company_id and v.person_id = who.id;
  update person p set name = new_name, name_key = new_key, phone = new_phone, updated_at = now() where p.company_id = who.company_id and p.id = who.id;
  delete from person_term t where t.company_id = who.company_id and t.person_id = who.id;
  insert into person_term (company_id, term, person_id) select distinct who.company_id, w.word, who.id
    from visit v cross join lateral unnest(string_to_array(btrim(v.search_text), ' ')) w(word) where v.company_id = who.company_id and v.person_id = who.id and w.word <> '';
  return query select 'corrected', changed, jsonb_strip_nulls(jsonb_build_object(
    'nameBefore', case when changed ? 'name' then who.name end, 'nameAfter', case when changed ? 'name' then new_name end,
    'phoneBefore', case when changed ? 'phone' then who.phone end, 'phoneAfter', case when changed ? 'phone' then new_phone end,
    'employerBefore', case when changed ? 'employer' then was end, 'employerAfter', case when changed ? 'employer' then new_employer end));
end $$;
--> statement-breakpoint
-- From where somebody did something, of the openings of an event.
CREATE FUNCTION origin_alone(p_openings jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE SET search_path FROM CURRENT
RETURN (select coalesce(jsonb_object_agg(o.key, o.value), '{}') from jsonb_each(p_openings) o where o.key in ('address', 'userAgent', 'place'));
--> statement-breakpoint
-- What they wrote in their requests, what they were answered, and who they were before a correction go with everything else. What was open is answered by it.
CREATE OR REPLACE FUNCTION erase_person(p_person uuid) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare who person;
begin
  perform require_entered('person.erase');
  select p.* into who from person p where p.company_id = current_company() and p.id = p_person for update;
  if not found then return 'nothing'; end if;
  if who.phone = '+99900000000' then return 'before'; end if;
  if exists (select from visit v where v.company_id = current_company() and v.person_id = p_person and v.signed_out_at is null) then return 'on-site'; end if;
  if exists (select from ban b join company c on c.company_id = b.company_id left join site s on s.company_id = b.company_id and s.id = b.site_id
      where b.company_id = current_company() and b.phone = who.phone and b.name_key = who.name_key and b.lifted_at is null
        and (b.until_on is null or b.until_on >= (now() at time zone coalesce(s.time_zone, c.time_zone))::date)) then return 'banned'; end if;
  -- Everything about them that an event can name. Of what a member did, from where they did it stays.
  update audit_event a set openings = case when a.actor_kind in ('site_link', 'visit', 'booking') then '{}' else origin_alone(a.openings) end
    from (select 'visit' as kind, v.id from visit v where v.company_id = who.company_id and v.person_id = who.id
      union all select 'entry', v.id from visit v where v.company_id = who.company_id and v.person_id = who.id
      union all select 'entry', e.id from entry e where e.company_id = who.company_id and e.phone = who.phone and e.name_key = who.name_key
      union all select 'booking', b.id from booking b where b.company_id = who.company_id and (b.person_id = who.id or b.phone = who.phone and b.name_key = who.name_key)
      union all select 'ban', b.id from ban b where b.company_id = who.company_id and b.phone = who.phone and b.name_key = who.name_key
      union all select 'privacy_request', r.id from privacy_request r where r.company_id = who.company_id and r.person_id = who.id
      union all select 'person', who.id) about
   where a.company_id = who.company_id and a.subject_kind = about.kind and a.subject_id = about.id and a.openings <> '{}'
     and (a.actor_kind in ('site_link', 'visit', 'booking') or a.openings <> origin_alone(a.openings));
  update privacy_request r set text = '', answer = '', state = case when r.state = 'open' then 'done' else r.state end, answered_at = coalesce(r.answered_at, now()), answered_by = coalesce(r.answered_by, current_actor()::uuid)
   where r.company_id = who.company_id and r.person_id = who.id;
  update entry e set name = 'Erased', name_key = 'erased', phone = '+99900000000', employer = '', search_text = ' erased', terms = '{}', passed = null, note = null, erased_at = now(),
      state = case when e.state = 'waiting' then 'withdrawn' else e.state end
   where e.company_id = who.company_id and e.phone = who.phone and e.name_key = who.name_key;
  update booking b set name = 'Erased', name_key = 'erased', phone = '+99900000000', employer = '', email = '', host = '', note = '', erased_at = now(), cancelled_at = coalesce(b.cancelled_at, now())
   where b.company_id = who.company_id and (b.person_id = who.id or b.phone = who.phone and b.name_key = who.name_key);
  update ban b set name = 'Erased', name_key = 'erased', phone = '+99900000000', reason = 'Erased' where b.company_id = who.company_id and b.phone = who.phone and b.name_key = who.name_key;
  -- +999 is nobody's country.
  update person p set name = 'Erased', name_key = 'erased ' || p.id, phone = '+99900000000' where p.company_id = current_company() and p.id = p_person;
  delete from person_term t where t.company_id = current_company() and t.person_id = p_person;
  update completion c set answers = '{}', erased_at = now() where c.company_id = current_company() and c.person_id = p_person and c.erased_at is null;
  update visit v set name = 'Erased', phone = '+99900000000', employer = '', search_text = ' erased', content_hash = sha256(uuid_send(gen_random_uuid()))
   where v.company_id = current_company() and v.person_id = p_person;
  return 'erased';
end $$;
--> statement-breakpoint
DO $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = current_schema()::regnamespace loop
    execute format('revoke all on function %s from public', f.signature);
  end loop;
end $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION own_record(bytea, bytea[]), ask_privacy(bytea, uuid, text, text, jsonb, timestamptz), find_held(text[]), record_privacy(text, uuid, uuid, text, text, date, date, timestamptz), person_record(uuid), correct_person(uuid, jsonb) TO inductlite_app;
