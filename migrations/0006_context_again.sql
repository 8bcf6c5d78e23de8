-- The permission of the context is part of what is proved: a function may ask for the very one that it serves.
CREATE OR REPLACE FUNCTION context_message() RETURNS text LANGUAGE sql STABLE
RETURN concat_ws('|', current_setting('app.company_id', true), current_setting('app.actor_kind', true),
  current_setting('app.actor_id', true), current_setting('app.role', true), current_setting('app.permission', true), current_setting('app.sites', true),
  extract(epoch from transaction_timestamp()), pg_backend_pid());
--> statement-breakpoint
CREATE FUNCTION current_member_role() RETURNS text LANGUAGE sql STABLE RETURN proven_setting('app.role');
--> statement-breakpoint
CREATE FUNCTION require_entered(VARIADIC p_permissions text[]) RETURNS void LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
begin
  if not proven_setting('app.permission') = any (p_permissions) then
    raise exception 'the context was entered for something else' using errcode = '42501';
  end if;
end $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION enter(p_company uuid, p_actor_kind text, p_actor_id text, p_role text, p_sites uuid[], p_permission text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  if coalesce(current_setting('app.mac', true), '') <> '' then
    raise exception 'a context was entered already' using errcode = '42501';
  end if;
  if not exists (select from role_permission rp where rp.role = p_role and rp.permission = p_permission) then
    raise exception 'the role may not do this' using errcode = 'IL403';
  end if;
  if exists (select from kill_switch k join switched_permission sp on sp.name = k.name where sp.permission = p_permission) then
    raise exception 'switched off for the whole deployment' using errcode = 'IL503';
  end if;
  perform set_config('app.company_id', p_company::text, true), set_config('app.actor_kind', p_actor_kind, true),
    set_config('app.actor_id', p_actor_id, true), set_config('app.role', p_role, true), set_config('app.permission', p_permission, true),
    set_config('app.sites', coalesce(p_sites::text, '*'), true);
  -- What waits longer is told so: one company's long work must not hold every connection.
  perform set_config('statement_timeout', '10s', true), set_config('lock_timeout', '3s', true);
  perform set_config('app.mac', context_mac(context_message()), true);
end $$;
--> statement-breakpoint
-- For the functions here that write in several companies, one after the other.
CREATE FUNCTION leave() RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select set_config('app.mac', '', true)
$$;
--> statement-breakpoint
-- A member as a page needs them.
CREATE TYPE member_facts AS (company_id uuid, company_name text, time_zone text, member_id uuid, member_name text, role text, sites uuid[], version integer,
  session_id uuid, second_factor text, expires_at timestamptz, companies integer);
--> statement-breakpoint
DROP FUNCTION enter_session(bytea, text);
--> statement-breakpoint
-- Proof: the secret of a live session. Role and sites come from the member's row as it is now. Where the company asks owners and
-- admins for a second factor, a session without one reaches nothing but its own account.
CREATE FUNCTION enter_session(p_secret_hash bytea, p_permission text) RETURNS SETOF member_facts
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record;
begin
  select s.company_id, s.id as session_id, s.last_used_at, s.expires_at, s.second_factor, c.name as company_name, c.time_zone, c.suspended_at, c.second_factor_required,
         m.id as member_id, m.name as member_name, m.role, m.version, member_sites(m.company_id, m.id, m.role) as sites,
         (select count(*)::integer from member x where x.account_id = m.account_id and x.disabled_at is null) as companies
    into entry
    from session s
    join member m on m.company_id = s.company_id and m.id = s.member_id
    join company c on c.company_id = s.company_id
   where s.secret_hash = p_secret_hash and s.revoked_at is null and m.disabled_at is null
     and s.expires_at > clock_timestamp() and s.last_used_at > clock_timestamp() - interval '2 hours';
  if not found then
    raise exception 'the session has ended' using errcode = 'IL401';
  end if;
  if entry.suspended_at is not null and p_permission not in ('session.open', 'session.end') then
    raise exception 'the company is suspended' using errcode = 'IL451';
  end if;
  if entry.second_factor_required and entry.role in ('owner', 'admin') and entry.second_factor is null
     and p_permission not in ('session.open', 'session.end', 'account.read', 'account.change') then
    raise exception 'a second factor is required' using errcode = 'IL428';
  end if;
  perform enter(entry.company_id, 'member', entry.member_id::text, entry.role, entry.sites, p_permission);
  if entry.last_used_at < clock_timestamp() - interval '5 minutes' then
    update session set last_used_at = clock_timestamp() where session.company_id = entry.company_id and session.id = entry.session_id;
  end if;
  return next (entry.company_id, entry.company_name, entry.time_zone, entry.member_id, entry.member_name, entry.role, entry.sites, entry.version,
    entry.session_id, entry.second_factor, entry.expires_at, entry.companies)::member_facts;
end $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION enter_site_link(p_code text, p_secret text, p_permission text)
RETURNS TABLE (company_id uuid, site_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record;
begin
  select s.company_id, s.id as site_id, l.id as link_id, l.rotated_at, s.closed_at, c.suspended_at into entry
    from site s join site_link l on l.company_id = s.company_id and l.site_id = s.id join company c on c.company_id = s.company_id
   where s.code = p_code and l.secret = p_secret;
  if not found then raise exception 'no such link' using errcode = 'IL404'; end if;
  if entry.rotated_at is not null then raise exception 'the link was replaced' using errcode = 'IL410'; end if;
  if entry.closed_at is not null then raise exception 'the site is closed' using errcode = 'IL423'; end if;
  if entry.suspended_at is not null then raise exception 'the company is suspended' using errcode = 'IL451'; end if;
  perform enter(entry.company_id, 'site_link', entry.link_id::text, 'visitor', array[entry.site_id], p_permission);
  return query select entry.company_id, entry.site_id;
end $$;
--> statement-breakpoint
DROP FUNCTION site_snapshot(text);
--> statement-breakpoint
-- What the public page needs before a company is known. It holds digests of the links, not the links.
CREATE FUNCTION site_snapshot(p_code text)
RETURNS TABLE (company_id uuid, company_name text, site_id uuid, site_name text, address text, time_zone text, closed boolean, version integer, live_link_hash text,
  rotated_link_hashes text[], paused text, plan text, limits jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select s.company_id, c.name, s.id, s.name, s.address, s.time_zone, s.closed_at is not null, s.version,
    (select encode(sha256(convert_to(l.secret, 'UTF8')), 'hex') from site_link l where l.company_id = s.company_id and l.site_id = s.id and l.rotated_at is null),
    (select coalesce(array_agg(encode(sha256(convert_to(l.secret, 'UTF8')), 'hex') order by l.rotated_at desc), '{}')
       from site_link l where l.company_id = s.company_id and l.site_id = s.id and l.rotated_at is not null),
    case when c.suspended_at is not null then 'suspended'
         when exists (select from kill_switch k join switched_permission sp on sp.name = k.name where sp.permission = 'visit.sign-in') then 'switched-off' end,
    c.plan, (select coalesce(jsonb_object_agg(cl.name, cl.value), '{}') from company_limit cl where cl.company_id = c.company_id)
    from site s join company c on c.company_id = s.company_id where s.code = p_code
$$;
--> statement-breakpoint
-- An event in the context that was entered. `p_from` is where the request came from: requestId, address, userAgent, place.
CREATE FUNCTION note_event(p_action text, p_subject_kind text, p_subject uuid, p_changes jsonb, p_personal jsonb, p_from jsonb) RETURNS void
LANGUAGE sql VOLATILE SET search_path FROM CURRENT AS $$
  insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, changes, openings, request_id, previous_hash, hash)
  values (current_company(), 0, now(), '', '', p_action, p_subject_kind, p_subject, p_changes,
    p_personal || jsonb_build_object('address', left(p_from ->> 'address', 100), 'userAgent', left(p_from ->> 'userAgent', 300), 'place', left(p_from ->> 'place', 100)),
    left(p_from ->> 'requestId', 100), '', '')
$$;
--> statement-breakpoint
-- Who a person is, by number and name together; added when they are new. The application sees no person that its sites have not met,
-- so it can't look for itself.
CREATE FUNCTION meet_person(p_id uuid, p_phone text, p_name text, p_name_key text, p_terms text[]) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare met uuid;
begin
  perform require_entered('visit.sign-in');
  insert into person (company_id, id, phone, name, name_key) values (current_company(), p_id, p_phone, p_name, p_name_key)
    on conflict (company_id, phone, name_key) do update set updated_at = person.updated_at returning id into met;
  insert into person_term (company_id, term, person_id) select current_company(), term, met from unnest(p_terms) term on conflict do nothing;
  return met;
end $$;
--> statement-breakpoint
-- The two that reach over the sites of the context are for a sign-in alone: nobody else's context has a use for them.
CREATE OR REPLACE FUNCTION remembered_visit(p_sign_out_hash bytea)
RETURNS TABLE (visit_id uuid, person_id uuid, name text, phone text, employer text, visitor_type text, search_text text,
  open_visit_id uuid, open_site_id uuid, open_site_name text, open_since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select require_entered('visit.sign-in');
  select v.id, v.person_id, v.name, v.phone, v.employer, v.visitor_type, v.search_text, o.id, o.site_id, s.name, o.signed_in_at
    from visit v
    left join lateral (select * from visit w where w.company_id = v.company_id and w.person_id = v.person_id and w.signed_out_at is null
                        order by (w.site_id = any (current_sites())) desc, w.signed_in_at desc limit 1) o on true
    left join site s on s.company_id = o.company_id and s.id = o.site_id
   where v.company_id = (select current_company()) and v.sign_out_hash = p_sign_out_hash
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION leave_elsewhere(p_sign_out_hash bytea, p_at timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform require_entered('visit.sign-in');
  -- Two taps at two sites take turns here, and the second sees what the first has done.
  perform 1 from visit v join person p on p.company_id = v.company_id and p.id = v.person_id
    where v.company_id = (select current_company()) and v.sign_out_hash = p_sign_out_hash for update of p;
  return query update visit w set signed_out_at = greatest(p_at, w.signed_in_at), left_how = 'assumed_left', left_reason = 'moved'
    from visit v
   where v.company_id = (select current_company()) and v.sign_out_hash = p_sign_out_hash
     and w.company_id = v.company_id and w.person_id = v.person_id and w.signed_out_at is null
     and not (w.site_id = any (current_sites()))
  returning w.id;
end $$;
--> statement-breakpoint
-- A claim serves its export alone, whatever else the one who asked for it may do.
CREATE OR REPLACE FUNCTION enter_job(p_export uuid, p_fencing integer, p_permission text) RETURNS TABLE (company_id uuid, requested_by uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record;
begin
  select e.company_id, e.requested_by, m.role, m.disabled_at, c.suspended_at, member_sites(m.company_id, m.id, m.role) as sites into entry
    from export e join member m on m.company_id = e.company_id and m.id = e.requested_by join company c on c.company_id = e.company_id
   where e.id = p_export and e.state = 'running' and e.fencing = p_fencing and e.lease_until > clock_timestamp()
     for update of e;
  if not found then raise exception 'the claim was lost' using errcode = 'IL409'; end if;
  if entry.disabled_at is not null then raise exception 'the requester was disabled' using errcode = 'IL403'; end if;
  if p_permission <> 'export.request' then raise exception 'a claim is for its export' using errcode = 'IL403'; end if;
  if entry.suspended_at is not null then raise exception 'the company is suspended' using errcode = 'IL451'; end if;
  perform enter(entry.company_id, 'job', p_export::text, entry.role, entry.sites, p_permission);
  return query select entry.company_id, entry.requested_by;
end $$;
