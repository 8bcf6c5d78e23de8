-- Bookings: who is expected. The office makes and cancels them, many at once or none; a booking's own link enters, prepares and signs in.
ALTER TABLE booking ADD CHECK (length(employer) <= 100 and length(email) <= 254 and length(host) <= 100 and length(note) <= 1000 and to_on - from_on <= 366);
--> statement-breakpoint
-- Proof: the token of a booking's link. Its page is shown whatever has become of it, for 90 days, or 7 days after the office sent its link to show what is held; in it leads only on its days, while it stands and its site is open.
CREATE FUNCTION enter_booking(p_token_hash bytea, p_permission text) RETURNS TABLE (company_id uuid, site_id uuid, booking_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare found_booking record;
begin
  select b.company_id, b.site_id, b.id, b.cancelled_at, b.erased_at, b.from_on, b.to_on, s.closed_at, c.suspended_at, (now() at time zone s.time_zone)::date as today into found_booking
    from booking b join site s on s.company_id = b.company_id and s.id = b.site_id join company c on c.company_id = b.company_id where b.token_hash = p_token_hash;
  if not found or found_booking.erased_at is not null or found_booking.to_on < found_booking.today - 90 and not exists (select from privacy_request r
      where r.company_id = found_booking.company_id and r.booking_id = found_booking.id and r.link_sent_at > now() - interval '7 days') then raise exception 'no such booking' using errcode = 'IL404'; end if;
  if found_booking.suspended_at is not null then raise exception 'the company is suspended' using errcode = 'IL451'; end if;
  if p_permission not in ('booking.read-own', 'privacy.ask', 'booking.prepare', 'visit.sign-in') then raise exception 'a booking is not for that' using errcode = 'IL403'; end if;
  if p_permission not in ('booking.read-own', 'privacy.ask') then
    if found_booking.cancelled_at is not null then raise exception 'the booking was cancelled' using errcode = 'IL411'; end if;
    if found_booking.closed_at is not null then raise exception 'the site is closed' using errcode = 'IL423'; end if;
    if found_booking.today > found_booking.to_on or (p_permission = 'visit.sign-in' and found_booking.today < found_booking.from_on) then
      raise exception 'it is not the day of the booking' using errcode = 'IL425';
    end if;
  end if;
  perform enter(found_booking.company_id, 'booking', found_booking.id::text, 'visitor', array[found_booking.site_id], p_permission);
  return query select found_booking.company_id, found_booking.site_id, found_booking.id;
end $$;
--> statement-breakpoint
-- Who a booking is of, if the company has met them: by number and name together.
CREATE FUNCTION person_of_booking(b booking) RETURNS uuid LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select coalesce(b.person_id, (select p.id from person p where p.company_id = b.company_id and p.phone = b.phone and p.name_key = b.name_key))
$$;
--> statement-breakpoint
-- How many more mails may be sent about the entered company this month, by its own clock.
CREATE FUNCTION messages_left(p_by_plan jsonb) RETURNS bigint LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select greatest(0, limit_in_force('messagesPerMonth', p_by_plan) - count(l.id)) from company c
    left join mail l on l.about_company_id = c.company_id and l.created_at >= date_trunc('month', clock_timestamp() at time zone c.time_zone) at time zone c.time_zone
   where c.company_id = current_company()
$$;
--> statement-breakpoint
-- All of them, or none. Rows that were made by the same form before are left as they are. `nothing`: a site is not theirs, or closed; `past`, `double`: `at_rows` (from 0)
-- name the rows. `mail_ids` are those that were queued, in the order of the rows, as far as the month's messages go.
-- `full`: more than the company may expect at once, with how many that is and how many it expects now.
CREATE FUNCTION create_bookings(p_rows jsonb, p_mail jsonb, p_most jsonb, p_at timestamptz, p_from jsonb)
RETURNS TABLE (outcome text, at_rows integer[], made integer, mail_ids uuid[], unmailed integer, mail_stop text, most integer, expected integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare b booking; fresh integer := 0; may_expect integer := limit_in_force('expectedVisitors', p_most); expects integer; r jsonb; n integer; zone text; past integer[] := '{}'; twice integer[] := '{}'; left_over bigint; is_off boolean;
  count_made integer := 0; queued uuid[] := '{}'; not_sent integer := 0;
begin
  perform require_entered('booking.change');
  if jsonb_array_length(p_rows) not between 1 and 500 then raise exception 'so many bookings at once' using errcode = '22023'; end if;
  -- One at a time: two imports would else both find room among the month's messages, and no double.
  perform from company c where c.company_id = current_company() for no key update;
  for r, n in select value, (ordinality - 1)::integer from jsonb_array_elements(p_rows) with ordinality loop
    b := jsonb_populate_record(null::booking, r);
    b.company_id := current_company();
    select s.time_zone into zone from site s where s.company_id = b.company_id and s.id = b.site_id and s.closed_at is null and (current_sites() is null or s.id = any (current_sites()));
    if not found then return query select 'nothing', array[n], 0, '{}'::uuid[], 0, null::text, null::integer, null::integer; return; end if;
    continue when exists (select from booking x where x.company_id = b.company_id and x.id = b.id);
    fresh := fresh + 1;
    if b.to_on < (p_at at time zone zone)::date then past := past || n; end if;
    if exists (select from booking x where x.company_id = b.company_id and x.site_id = b.site_id and x.phone = b.phone and x.name_key = b.name_key and x.cancelled_at is null
        and x.from_on <= b.to_on and x.to_on >= b.from_on) then twice := twice || n; end if;
  end loop;
  if past <> '{}' then return query select 'past', past, 0, '{}'::uuid[], 0, null::text, null::integer, null::integer; return; end if;
  if twice <> '{}' then return query select 'double', twice, 0, '{}'::uuid[], 0, null::text, null::integer, null::integer; return; end if;
  select count(*) into expects from booking x join site s on s.company_id = x.company_id and s.id = x.site_id
   where x.company_id = current_company() and x.cancelled_at is null and x.erased_at is null and x.to_on >= (p_at at time zone s.time_zone)::date;
  if fresh > 0 and expects + fresh > may_expect then return query select 'full', '{}'::integer[], 0, '{}'::uuid[], 0, null::text, may_expect, expects; return; end if;
  is_off := exists (select from kill_switch k where k.name = 'messages');
  left_over := messages_left(p_mail -> 'byPlan');
  for r in select value from jsonb_array_elements(p_rows) with ordinality order by ordinality loop
    b := jsonb_populate_record(null::booking, r);
    b.company_id := current_company();
    b.booked_by := current_actor()::uuid;
    b.booked_at := p_at;
    insert into booking (company_id, id, site_id, visitor_type, name, name_key, phone, employer, email, host, note, from_on, to_on, token_hash, booked_by, booked_at)
      values (b.company_id, b.id, b.site_id, b.visitor_type, b.name, b.name_key, b.phone, b.employer, b.email, b.host, b.note, b.from_on, b.to_on, b.token_hash, b.booked_by, b.booked_at)
      on conflict (company_id, id) do nothing;
    continue when not found;
    count_made := count_made + 1;
    perform note_site_event('booking.made', 'booking', b.id, b.site_id, jsonb_build_object('visitorType', b.visitor_type, 'fromOn', b.from_on, 'toOn', b.to_on),
      jsonb_build_object('name', b.name, 'phone', b.phone, 'email', b.email, 'employer', b.employer), p_from);
    continue when b.email = '';
    if is_off or left_over <= 0 then not_sent := not_sent + 1; continue; end if;
    left_over := left_over - 1;
    -- The mail has the booking's own id: so the list finds it, and it is queued once.
    perform queue_mail(jsonb_build_object('id', b.id, 'keyId', p_mail ->> 'keyId'), 'booking', b.company_id, b.id, '{}');
    queued := queued || b.id;
  end loop;
  return query select case when count_made > 0 then 'made' else 'before' end, '{}'::integer[], count_made, queued, not_sent,
    case when not_sent = 0 then null when is_off then 'switched-off' else 'used-up' end, null::integer, null::integer;
end $$;
--> statement-breakpoint
-- With a mail to who was told by one that they are expected, as far as the month's messages go. `mail_stop`: none (they have no address, or no mail had told them), used-up, switched-off, or over.
CREATE FUNCTION cancel_booking(p_booking uuid, p_mail jsonb, p_at timestamptz, p_from jsonb) RETURNS TABLE (outcome text, mail_id uuid, mail_stop text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare b booking; today date; stop text;
begin
  perform require_entered('booking.change');
  -- As for making them: two would else both find room among the month's messages.
  perform from company c where c.company_id = current_company() for no key update;
  select x.* into b from booking x where x.company_id = current_company() and x.id = p_booking and x.erased_at is null and (current_sites() is null or x.site_id = any (current_sites())) for update;
  if not found then return query select 'nothing', null::uuid, null::text; return; end if;
  if b.cancelled_at is not null then return query select 'before', null::uuid, null::text; return; end if;
  update booking x set cancelled_at = p_at where x.company_id = b.company_id and x.id = b.id;
  perform note_site_event('booking.cancelled', 'booking', b.id, b.site_id, '{}', '{}', p_from);
  select (p_at at time zone s.time_zone)::date into today from site s where s.company_id = b.company_id and s.id = b.site_id;
  stop := case when b.email = '' or exists (select from mail l where l.id = b.id and l.kind = 'booking' and l.state in ('queued', 'failed')) then 'none'
    when b.to_on < today then 'over'
    when exists (select from kill_switch k where k.name = 'messages') then 'switched-off'
    when messages_left(p_mail -> 'byPlan') <= 0 then 'used-up' end;
  if stop is null then perform queue_mail(p_mail, 'booking-cancelled', b.company_id, b.id, '{}'); end if;
  return query select 'cancelled', case when stop is null then (p_mail ->> 'id')::uuid end, stop;
end $$;
--> statement-breakpoint
-- The bookings that the context sees; of one (`id`) with its note and, for who may invite, the digest of its token. `view`: expected (the next first), or over or cancelled (the latest first).
-- `inducted`: whether the induction that stands is done; null where none is asked for. `mail_state`: null where none was queued, or it is long ago.
CREATE FUNCTION list_bookings(p_filter jsonb, p_at timestamptz)
RETURNS TABLE (id uuid, site_id uuid, site_name text, time_zone text, visitor_type text, name text, phone text, employer text, email text, host text, note text, from_on text, to_on text,
  token_hash text, booked_by_name text, booked_at timestamptz, cancelled_at timestamptz, is_over boolean, is_today boolean, arrived_at timestamptz, is_here boolean, inducted boolean, mail_state text, mail_failure text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare is_back boolean := coalesce(p_filter ->> 'view', 'expected') <> 'expected';
begin
  perform require_entered('booking.list');
  return query
  with seen as (
    select b as one, b.*, s.name as site_name, s.time_zone, (p_at at time zone s.time_zone)::date as today
      from booking b join site s on s.company_id = b.company_id and s.id = b.site_id
     where b.company_id = current_company() and b.erased_at is null and (current_sites() is null or b.site_id = any (current_sites()))
       and (p_filter ->> 'siteId' is null or b.site_id = (p_filter ->> 'siteId')::uuid)
       and (p_filter ->> 'on' is null or (p_filter ->> 'on')::date between b.from_on and b.to_on)
       and (p_filter ->> 'afterId' is null or (not is_back and (b.from_on, b.id) > ((p_filter ->> 'afterOn')::date, (p_filter ->> 'afterId')::uuid))
         or (is_back and (b.from_on, b.id) < ((p_filter ->> 'afterOn')::date, (p_filter ->> 'afterId')::uuid)))
       and not exists (select from jsonb_array_elements_text(coalesce(p_filter -> 'terms', '[]')) term where position(' ' || term in
         concat(' ', b.name_key, ' ', employer_key(b.employer), ' ', substr(b.phone, 2), case when b.phone like '+64%' then ' 0' || substr(b.phone, 4) end)) = 0)
  ),
  chosen as (
    select * from seen x where case when p_filter ->> 'id' is not null then x.id = (p_filter ->> 'id')::uuid when p_filter ->> 'view' = 'cancelled' then x.cancelled_at is not null
        when p_filter ->> 'view' = 'over' then x.cancelled_at is null and x.to_on < x.today else x.cancelled_at is null and x.to_on >= x.today end
     order by case when is_back then x.from_on end desc, case when is_back then x.id end desc, x.from_on, x.id limit least(200, coalesce((p_filter ->> 'rows')::integer, 51))
  )
  select x.id, x.site_id, x.site_name, x.time_zone, x.visitor_type, x.name, x.phone, x.employer, x.email, x.host, x.note, x.from_on::text, x.to_on::text,
    case when p_filter ->> 'id' is not null and exists (select from role_permission rp where rp.role = current_member_role() and rp.permission = 'booking.change') then encode(x.token_hash, 'hex') end, m.name, x.booked_at, x.cancelled_at, x.to_on < x.today, x.today between x.from_on and x.to_on, x.arrived_at,
    exists (select from visit v where v.company_id = x.company_id and v.site_id = x.site_id and v.person_id = coalesce(x.person_id, person_of_booking(x.one)) and v.signed_out_at is null),
    live.inducted, l.state, l.failure
    from chosen x left join member m on m.company_id = x.company_id and m.id = x.booked_by left join mail l on l.id = x.id and l.kind = 'booking'
    left join lateral (
      select coalesce((select c.version_number >= t.accepted_from and coalesce(c.valid_until > p_at, true) from completion c
          where c.company_id = x.company_id and c.person_id = person_of_booking(x.one) and c.template_id = i.template_id order by c.completed_at desc limit 1), false) as inducted
        from live_induction i join induction_template t on t.company_id = i.company_id and t.id = i.template_id
       where i.company_id = x.company_id and (i.site_id = x.site_id or i.site_id is null) and i.visitor_type = x.visitor_type order by i.site_id nulls last limit 1
    ) live on true
   order by case when is_back then x.from_on end desc, case when is_back then x.id end desc, x.from_on, x.id;
end $$;
--> statement-breakpoint
-- What its own link shows. `standing` is null where no induction is asked for; `open_visit_id` names a visit of theirs at the site that stands.
CREATE FUNCTION own_booking() RETURNS TABLE (booking_id uuid, company_id uuid, company_name text, site_id uuid, site_name text, address text, code text, time_zone text, is_closed boolean,
  visitor_type text, name text, phone text, employer text, host text, note text, from_on text, to_on text, is_cancelled boolean, booked_by_name text,
  due_version_id uuid, standing text, inducted_until timestamptz, open_visit_id uuid, open_since timestamptz, ahead jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select require_entered('booking.read-own');
  select b.id, c.company_id, c.name, s.id, s.name, s.address, s.code, s.time_zone, s.closed_at is not null, b.visitor_type, b.name, b.phone, b.employer, b.host, b.note, b.from_on::text, b.to_on::text,
    b.cancelled_at is not null, m.name, i.version_id, i.standing, i.valid_until, v.id, v.signed_in_at,
    -- What the gate will say of their kind and their company on the first day to come. Of a ban nobody hears at home, nor of an earlier no.
    (select coalesce(jsonb_agg(r.value || jsonb_build_object('isStop', r.is_stop)), '[]') from (
      select x.value, true as is_stop from jsonb_array_elements(g.stops) x union all select x.value, false from jsonb_array_elements(g.asks) x) r
      where r.value ->> 'kind' in ('papers', 'approval'))
    from booking b join site s on s.company_id = b.company_id and s.id = b.site_id join company c on c.company_id = b.company_id
    left join member m on m.company_id = b.company_id and m.id = b.booked_by
    left join lateral induction_standing(b.site_id, b.visitor_type, person_of_booking(b)) i on true
    left join lateral gate_says(s, b.visitor_type, b.phone, b.name_key, b.employer, greatest(now(), (b.from_on + time '12:00') at time zone s.time_zone)) g on true
    left join lateral (select x.id, x.signed_in_at from visit x where x.company_id = b.company_id and x.site_id = b.site_id and x.person_id = person_of_booking(b) and x.signed_out_at is null
      order by x.signed_in_at desc limit 1) v on true
   where b.company_id = current_company() and b.id = current_actor()::uuid
$$;
--> statement-breakpoint
-- The induction was passed before they come. Sent twice it is one completion. Gives until when it counts.
CREATE FUNCTION prepare_booking(p_passed jsonb, p_terms text[], p_at timestamptz, p_from jsonb) RETURNS TABLE (outcome text, inducted_until timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare b booking; who uuid; known record; good_until timestamptz;
begin
  perform require_entered('booking.prepare');
  select x.* into b from booking x where x.company_id = current_company() and x.id = current_actor()::uuid for update;
  if not found then return query select 'nothing', null::timestamptz; return; end if;
  select c.valid_until into known from completion c where c.company_id = b.company_id and c.id = b.completion_id and c.version_id = (p_passed ->> 'versionId')::uuid and coalesce(c.valid_until > p_at, true);
  if found then return query select 'before', known.valid_until; return; end if;
  if not exists (select from induction_version v where v.company_id = b.company_id and v.id = (p_passed ->> 'versionId')::uuid and (v.site_id is null or v.site_id = b.site_id)) then
    return query select 'nothing', null::timestamptz; return;
  end if;
  who := coalesce(b.person_id, meet_person(b.id, b.phone, b.name, b.name_key, p_terms));
  insert into completion (company_id, id, template_id, version_id, version_number, site_id, person_id, visitor_type, language, drawn, answers, score, out_of, started_at, completed_at, valid_until)
    select b.company_id, (p_passed ->> 'id')::uuid, v.template_id, v.id, v.number, b.site_id, who, b.visitor_type, p_passed ->> 'language', array(select jsonb_array_elements_text(p_passed -> 'drawn')),
      p_passed -> 'answers', (p_passed ->> 'score')::integer, (p_passed ->> 'outOf')::integer, (p_passed ->> 'startedAt')::timestamptz, p_at, p_at + make_interval(days => (v.content ->> 'validDays')::integer)
      from induction_version v where v.company_id = b.company_id and v.id = (p_passed ->> 'versionId')::uuid and (v.site_id is null or v.site_id = b.site_id)
    returning completion.valid_until into good_until;
  update booking x set completion_id = (p_passed ->> 'id')::uuid, person_id = who where x.company_id = b.company_id and x.id = b.id;
  perform note_site_event('booking.prepared', 'booking', b.id, b.site_id,
    jsonb_build_object('induction', jsonb_build_object('version', p_passed -> 'versionId', 'language', p_passed -> 'language', 'score', p_passed -> 'score', 'outOf', p_passed -> 'outOf')), '{}', p_from);
  return query select 'prepared', good_until;
end $$;
--> statement-breakpoint
-- Whoever came in by a booking has arrived, however they were let in.
CREATE FUNCTION booking_arrived() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  update booking b set arrived_at = new.signed_in_at, person_id = new.person_id where b.company_id = new.company_id and b.id = new.booking_id and b.site_id = new.site_id and b.erased_at is null;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER booking_arrived AFTER INSERT ON visit FOR EACH ROW WHEN (new.booking_id is not null) EXECUTE FUNCTION booking_arrived();
--> statement-breakpoint
-- With what names somebody in a booking goes what names them in its events; who booked stays.
CREATE FUNCTION booking_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  update audit_event e set openings = case when e.actor_kind = 'booking' then '{}'::jsonb else e.openings - array['name', 'phone', 'email', 'employer'] end
   where e.company_id = new.company_id and e.subject_kind = 'booking' and e.subject_id = new.id and e.openings <> '{}'
     and (e.actor_kind = 'booking' or e.openings ?| array['name', 'phone', 'email', 'employer']);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER booking_erased AFTER UPDATE OF erased_at ON booking FOR EACH ROW WHEN (old.erased_at is null and new.erased_at is not null) EXECUTE FUNCTION booking_erased();
--> statement-breakpoint
-- What the mail of a booking says; none for one that was cancelled, or is over.
CREATE FUNCTION booking_mail(p_company uuid, p_booking uuid) RETURNS jsonb LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select jsonb_build_object('to', b.email, 'name', b.name, 'companyName', c.name, 'bookedByName', m.name, 'siteName', s.name, 'siteAddress', s.address, 'fromOn', b.from_on, 'toOn', b.to_on,
      'host', b.host, 'note', b.note, 'hasInduction', exists (select from live_induction i where i.company_id = b.company_id and (i.site_id = b.site_id or i.site_id is null) and i.visitor_type = b.visitor_type))
    from booking b join site s on s.company_id = b.company_id and s.id = b.site_id join company c on c.company_id = b.company_id left join member m on m.company_id = b.company_id and m.id = b.booked_by
   where b.company_id = p_company and b.id = p_booking and b.email <> '' and b.cancelled_at is null and b.erased_at is null and b.to_on >= (now() at time zone s.time_zone)::date
$$;
--> statement-breakpoint
-- And that of one that was called off; none once they were erased.
CREATE FUNCTION cancelled_mail(p_company uuid, p_booking uuid) RETURNS jsonb LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select jsonb_build_object('to', b.email, 'name', b.name, 'companyName', c.name, 'siteName', s.name, 'siteAddress', s.address, 'fromOn', b.from_on, 'toOn', b.to_on)
    from booking b join site s on s.company_id = b.company_id and s.id = b.site_id join company c on c.company_id = b.company_id
   where b.company_id = p_company and b.id = p_booking and b.email <> '' and b.cancelled_at is not null and b.erased_at is null
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION claim_mail(p_mail uuid, p_lease_seconds integer, p_max_attempts integer)
RETURNS TABLE (outcome text, fencing integer, kind text, key_id text, subject_id uuid, about jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record; found_about jsonb;
begin
  select m.* into entry from mail m where m.id = p_mail for update;
  if not found or entry.state in ('sent', 'failed') then return query select 'settled', null::integer, null::text, null::text, null::uuid, null::jsonb; return; end if;
  if entry.due_at > clock_timestamp() then return query select 'held', null::integer, null::text, null::text, null::uuid, null::jsonb; return; end if;
  found_about := case entry.kind
    when 'sign-up' then (select jsonb_build_object('to', u.email, 'memberName', u.member_name, 'companyName', u.company_name, 'expiresAt', u.expires_at)
      from sign_up u where u.id = entry.subject_id and u.used_at is null and u.expires_at > clock_timestamp())
    when 'invite' then (select jsonb_build_object('to', i.email, 'memberName', i.name, 'companyName', c.name, 'inviterName', m.name, 'role', i.role, 'expiresAt', i.expires_at, 'timeZone', c.time_zone,
        'siteNames', (select coalesce(jsonb_agg(s.name order by s.name), '[]') from invite_site x join site s on s.company_id = x.company_id and s.id = x.site_id where x.company_id = i.company_id and x.invite_id = i.id))
      from invite i join company c on c.company_id = i.company_id left join member m on m.company_id = i.company_id and m.id = i.invited_by
      where i.company_id = entry.about_company_id and i.id = entry.subject_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > clock_timestamp())
    when 'reset' then (select jsonb_build_object('to', a.email, 'expiresAt', r.expires_at) from password_reset r join account a on a.id = r.account_id
      where r.id = entry.subject_id and r.used_at is null and r.expires_at > clock_timestamp())
    when 'booking' then booking_mail(entry.about_company_id, entry.subject_id)
    when 'booking-cancelled' then cancelled_mail(entry.about_company_id, entry.subject_id)
    when 'own-record' then own_record_mail(entry.about_company_id, entry.subject_id)
    else (select entry.details || jsonb_build_object('to', a.email) from account a where a.id = entry.subject_id) end;
  if found_about is null or entry.attempts >= p_max_attempts then
    update mail m set state = 'failed', failure = case when found_about is null then 'no longer wanted' else coalesce(m.failure, 'tried too often') end where m.id = p_mail;
    return query select 'settled', null::integer, null::text, null::text, null::uuid, null::jsonb; return;
  end if;
  return query update mail m set state = 'sending', fencing = m.fencing + 1, attempts = m.attempts + 1, due_at = clock_timestamp() + make_interval(secs => p_lease_seconds)
    where m.id = p_mail returning 'claimed', m.fencing, m.kind, m.key_id, m.subject_id, found_about;
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
GRANT EXECUTE ON FUNCTION enter_booking(bytea, text), create_bookings(jsonb, jsonb, jsonb, timestamptz, jsonb), cancel_booking(uuid, jsonb, timestamptz, jsonb), list_bookings(jsonb, timestamptz), own_booking(),
  prepare_booking(jsonb, text[], timestamptz, jsonb) TO inductlite_app;
--> statement-breakpoint
INSERT INTO switched_permission (name, permission) VALUES ('public-sign-in', 'booking.prepare');
