-- What is held about somebody, by the link of an invitation: as the invitation's mail has it, or as the office sends it to the address that is held. `booking_id`: by whose link they asked, or were
-- sent, and where an answer then stands.
ALTER TABLE "privacy_request" ADD COLUMN "booking_id" uuid;--> statement-breakpoint
ALTER TABLE "privacy_request" ADD COLUMN "link_sent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "privacy_request" ADD CONSTRAINT "privacy_request_booking" FOREIGN KEY ("company_id","booking_id") REFERENCES "booking"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
DROP INDEX "privacy_request_one";--> statement-breakpoint
CREATE UNIQUE INDEX "privacy_request_one" ON "privacy_request" USING btree ("company_id","person_id","kind","visit_id","booking_id") NULLS NOT DISTINCT WHERE state = 'open' and link_sent_at is null;
--> statement-breakpoint
CREATE INDEX "privacy_request_of_booking" ON "privacy_request" USING btree ("company_id","booking_id") WHERE booking_id is not null;
--> statement-breakpoint
-- The same as own_record, by the link of an invitation: what it holds and what came of it, and all of it once the office has made sure who asks.
CREATE FUNCTION booking_record(p_token_hash bytea) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare b booking; who uuid; place record; shown uuid[]; is_sure boolean;
begin
  perform require_entered('privacy.ask');
  select x.* into b from booking x where x.company_id = current_company() and x.id = current_actor()::uuid and x.token_hash = p_token_hash and x.erased_at is null;
  if not found then return null; end if;
  select s.name, s.address, s.time_zone, c.name as company_name into place from site s join company c on c.company_id = s.company_id where s.company_id = b.company_id and s.id = b.site_id;
  who := person_of_booking(b);
  is_sure := exists (select from privacy_request r where r.company_id = b.company_id and r.person_id = who and r.booking_id = b.id and r.kind = 'access' and r.state = 'done' and r.answered_at > now() - interval '30 days');
  shown := array(select b.id union all select v.id from visit v where v.company_id = b.company_id and v.person_id = who and v.booking_id = b.id
    union all select e.id from entry e where e.company_id = b.company_id and e.booking_id = b.id);
  return jsonb_build_object('state', case when is_sure then 'all' else 'invited' end, 'siteName', place.name, 'siteAddress', place.address, 'companyName', place.company_name, 'timeZone', place.time_zone,
    'held', case when is_sure then held_of(who, null, false) else held_of(who, shown, false) || jsonb_build_object('name', b.name, 'phone', b.phone) end,
    'requests', (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'text', r.text, 'state', r.state, 'askedAt', utc_text(r.asked_at), 'dueOn', r.due_on,
        'answeredAt', utc_text(r.answered_at), 'answer', r.answer) order by r.asked_at desc), '[]')
      from (select * from privacy_request r where r.company_id = b.company_id and r.person_id = who and r.booking_id = b.id order by r.asked_at desc limit 20) r));
end $$;
--> statement-breakpoint
-- The same as ask_privacy, by the link of an invitation. Who never came in becomes a person by it, to hang the request on.
CREATE FUNCTION ask_privacy_invited(p_token_hash bytea, p_id uuid, p_kind text, p_text text, p_due jsonb, p_at timestamptz) RETURNS TABLE (outcome text, site_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare b booking; who uuid; zone text;
begin
  perform require_entered('privacy.ask');
  select x.* into b from booking x where x.company_id = current_company() and x.id = current_actor()::uuid and x.token_hash = p_token_hash and x.erased_at is null for update;
  if not found then return query select 'nothing', null::uuid; return; end if;
  if exists (select from privacy_request r where r.company_id = b.company_id and r.id = p_id) then return query select 'before', b.site_id; return; end if;
  if b.person_id is null then
    insert into person (company_id, id, phone, name, name_key) values (b.company_id, p_id, b.phone, b.name, b.name_key) on conflict (company_id, phone, name_key) do nothing;
  end if;
  select p.id into who from person p where p.company_id = b.company_id and p.id = person_of_booking(b) for update;
  if exists (select from privacy_request r where r.company_id = b.company_id and r.person_id = who and r.booking_id = b.id and r.kind = p_kind and r.state = 'open') then return query select 'open', b.site_id; return; end if;
  select c.time_zone into zone from company c where c.company_id = b.company_id;
  insert into privacy_request (company_id, id, person_id, booking_id, kind, text, asked_at, due_on)
  values (b.company_id, p_id, who, b.id, p_kind, p_text, p_at, (p_due ->> (p_at at time zone zone)::date::text)::date);
  return query select 'asked', b.site_id;
end $$;
--> statement-breakpoint
-- The latest invitation of whoever a request is of that an address is held with: the only one that a link is sent to.
CREATE FUNCTION booking_to_write_to(p_request uuid) RETURNS SETOF booking LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select b.* from privacy_request r join person p on p.company_id = r.company_id and p.id = r.person_id join booking b on b.company_id = p.company_id
   where r.company_id = current_company() and r.id = p_request and r.visit_id is null and (r.booking_id is null or r.link_sent_at is not null)
     and p.phone <> '+99900000000' and b.email <> '' and b.erased_at is null and (b.person_id = p.id or b.person_id is null and b.phone = p.phone and b.name_key = p.name_key)
   order by b.booked_at desc, b.id desc limit 1
$$;
--> statement-breakpoint
-- The same for the office's page of a request: where its link would go.
CREATE FUNCTION address_of_request(p_request uuid) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform require_entered('privacy.work');
  return (select jsonb_build_object('bookingId', b.id, 'email', b.email) from booking_to_write_to(p_request) b);
end $$;
--> statement-breakpoint
-- Sends whoever asked by word of mouth the link of that invitation, once an hour. `p_hashes`: the digest of its token by each signing key. sent; before; used-up; switched-off; nothing.
CREATE FUNCTION send_own_link(p_request uuid, p_booking uuid, p_hashes jsonb, p_mail jsonb, p_at timestamptz, p_from jsonb) RETURNS TABLE (outcome text, mail_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare b booking; key_id text;
begin
  perform require_entered('privacy.work');
  -- As for invitations: two would else both find room among the month's messages.
  perform from company c where c.company_id = current_company() for no key update;
  select x.* into b from booking_to_write_to(p_request) x where x.id = p_booking;
  if not found then return query select 'nothing', null::uuid; return; end if;
  if exists (select from privacy_request r where r.company_id = b.company_id and r.booking_id = b.id and r.link_sent_at > p_at - interval '1 hour') then return query select 'before', null::uuid; return; end if;
  if exists (select from kill_switch k where k.name = 'messages') then return query select 'switched-off', null::uuid; return; end if;
  if messages_left(p_mail -> 'byPlan') <= 0 then return query select 'used-up', null::uuid; return; end if;
  select h.key into key_id from jsonb_each_text(p_hashes) h where h.value = encode(b.token_hash, 'hex');
  -- The key that the link was made with is gone: a new link takes its place.
  if key_id is null then
    key_id := p_mail ->> 'keyId';
    update booking x set token_hash = decode(p_hashes ->> key_id, 'hex') where x.company_id = b.company_id and x.id = b.id;
  end if;
  update privacy_request r set booking_id = b.id, link_sent_at = p_at where r.company_id = b.company_id and r.id = p_request;
  perform queue_mail(jsonb_build_object('id', p_mail ->> 'id', 'keyId', key_id), 'own-record', b.company_id, b.id, '{}');
  perform note_event('privacy.link-sent', 'privacy_request', p_request, '{}', '{}', p_from);
  return query select 'sent', (p_mail ->> 'id')::uuid;
end $$;
--> statement-breakpoint
-- What that mail says; none once they were erased.
CREATE FUNCTION own_record_mail(p_company uuid, p_booking uuid) RETURNS jsonb LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select jsonb_build_object('to', b.email, 'name', b.name, 'companyName', c.name) from booking b join company c on c.company_id = b.company_id
   where b.company_id = p_company and b.id = p_booking and b.email <> '' and b.erased_at is null
$$;
--> statement-breakpoint
DO $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = current_schema()::regnamespace loop
    execute format('revoke all on function %s from public', f.signature);
  end loop;
end $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION booking_record(bytea), ask_privacy_invited(bytea, uuid, text, text, jsonb, timestamptz), address_of_request(uuid), send_own_link(uuid, uuid, jsonb, jsonb, timestamptz, jsonb) TO inductlite_app;
