-- A context (company, actor, role, sites) is entered only by proof. It is set for one transaction and
-- signed with keys that only these functions read, so a bare set_config() is worth nothing.
CREATE FUNCTION context_mac(message text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select encode(sha256(outer_key || sha256(inner_key || convert_to(message, 'UTF8'))), 'hex') from context_key where id = 1
$$;
--> statement-breakpoint
INSERT INTO context_key (id, inner_key, outer_key)
SELECT 1,
  sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) || sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) || sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
--> statement-breakpoint
-- The transaction's instant and the backend are part of the message: a MAC cannot be carried to another transaction.
-- Written as an expression, so that Postgres puts it in the place of the call.
CREATE FUNCTION context_message() RETURNS text LANGUAGE sql STABLE
RETURN concat_ws('|', current_setting('app.company_id', true), current_setting('app.actor_kind', true),
  current_setting('app.actor_id', true), current_setting('app.role', true), current_setting('app.sites', true),
  extract(epoch from transaction_timestamp()), pg_backend_pid());
--> statement-breakpoint
-- A part of the entered context, proved each time it is read: a setting may be changed in the middle of a statement.
CREATE FUNCTION proven_setting(setting text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare mac text;
begin
  select encode(sha256(outer_key || sha256(inner_key || convert_to(context_message(), 'UTF8'))), 'hex') into mac from context_key where id = 1;
  if (mac = current_setting('app.mac', true)) is not true then
    raise exception 'no context was entered' using errcode = '42501';
  end if;
  return current_setting(setting);
end $$;
--> statement-breakpoint
CREATE FUNCTION current_company() RETURNS uuid LANGUAGE sql STABLE RETURN proven_setting('app.company_id')::uuid;
--> statement-breakpoint
CREATE FUNCTION current_actor() RETURNS text LANGUAGE sql STABLE RETURN proven_setting('app.actor_id');
--> statement-breakpoint
-- Null means every site of the company.
CREATE FUNCTION current_sites() RETURNS uuid[] LANGUAGE sql STABLE RETURN nullif(proven_setting('app.sites'), '*')::uuid[];
--> statement-breakpoint
CREATE FUNCTION enter(p_company uuid, p_actor_kind text, p_actor_id text, p_role text, p_sites uuid[], p_permission text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  if coalesce(current_setting('app.mac', true), '') <> '' then
    raise exception 'a context was entered already' using errcode = '42501';
  end if;
  if not exists (select from role_permission rp where rp.role = p_role and rp.permission = p_permission) then
    raise exception 'the role may not do this' using errcode = 'IL403';
  end if;
  perform set_config('app.company_id', p_company::text, true), set_config('app.actor_kind', p_actor_kind, true),
    set_config('app.actor_id', p_actor_id, true), set_config('app.role', p_role, true),
    set_config('app.sites', coalesce(p_sites::text, '*'), true);
  -- What waits longer is told so: one company's long work must not hold every connection.
  perform set_config('statement_timeout', '10s', true), set_config('lock_timeout', '3s', true);
  perform set_config('app.mac', context_mac(context_message()), true);
end $$;
--> statement-breakpoint
CREATE FUNCTION member_sites(p_company uuid, p_member uuid, p_role text) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select case when p_role = 'site_manager' then
    (select coalesce(array_agg(site_id order by site_id), '{}') from member_site where company_id = p_company and member_id = p_member)
  end
$$;
--> statement-breakpoint
-- Proof: the secret of a live session. Role and sites come from the member's row as it is now.
CREATE FUNCTION enter_session(p_secret_hash bytea, p_permission text)
RETURNS TABLE (company_id uuid, company_name text, time_zone text, member_id uuid, member_name text, role text, sites uuid[], version integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record;
begin
  select s.company_id, s.id as session_id, s.last_used_at, c.name as company_name, c.time_zone, m.id as member_id, m.name as member_name,
         m.role, m.version, member_sites(m.company_id, m.id, m.role) as sites
    into entry
    from session s
    join member m on m.company_id = s.company_id and m.id = s.member_id
    join company c on c.company_id = s.company_id
   where s.secret_hash = p_secret_hash and s.revoked_at is null and m.disabled_at is null
     and s.expires_at > clock_timestamp() and s.last_used_at > clock_timestamp() - interval '2 hours';
  if not found then
    raise exception 'the session has ended' using errcode = 'IL401';
  end if;
  perform enter(entry.company_id, 'member', entry.member_id::text, entry.role, entry.sites, p_permission);
  if entry.last_used_at < clock_timestamp() - interval '5 minutes' then
    update session set last_used_at = clock_timestamp() where session.company_id = entry.company_id and session.id = entry.session_id;
  end if;
  return query select entry.company_id, entry.company_name, entry.time_zone, entry.member_id, entry.member_name, entry.role, entry.sites, entry.version;
end $$;
--> statement-breakpoint
-- Proof: both halves of a live sign-in link of an open site. The context sees that one site.
CREATE FUNCTION enter_site_link(p_code text, p_secret text, p_permission text)
RETURNS TABLE (company_id uuid, site_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record;
begin
  select s.company_id, s.id as site_id, l.id as link_id, l.rotated_at, s.closed_at into entry
    from site s join site_link l on l.company_id = s.company_id and l.site_id = s.id
   where s.code = p_code and l.secret = p_secret;
  if not found then raise exception 'no such link' using errcode = 'IL404'; end if;
  if entry.rotated_at is not null then raise exception 'the link was replaced' using errcode = 'IL410'; end if;
  if entry.closed_at is not null then raise exception 'the site is closed' using errcode = 'IL423'; end if;
  perform enter(entry.company_id, 'site_link', entry.link_id::text, 'visitor', array[entry.site_id], p_permission);
  return query select entry.company_id, entry.site_id;
end $$;
--> statement-breakpoint
-- Proof: the sign-out token of one visit.
CREATE FUNCTION enter_visit(p_sign_out_hash bytea, p_permission text) RETURNS TABLE (company_id uuid, site_id uuid, visit_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record;
begin
  select v.company_id, v.site_id, v.id into entry from visit v where v.sign_out_hash = p_sign_out_hash;
  if not found then raise exception 'no such visit' using errcode = 'IL404'; end if;
  perform enter(entry.company_id, 'visit', entry.id::text, 'visitor', array[entry.site_id], p_permission);
  return query select entry.company_id, entry.site_id, entry.id;
end $$;
--> statement-breakpoint
-- Proof: the claim of a job (its id with the fencing number of the latest claim, before the lease ends).
-- The requester's role and sites are read again each time, so a demotion stops the job at its next page.
CREATE FUNCTION enter_job(p_export uuid, p_fencing integer, p_permission text) RETURNS TABLE (company_id uuid, requested_by uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record;
begin
  select e.company_id, e.requested_by, m.role, m.disabled_at, member_sites(m.company_id, m.id, m.role) as sites into entry
    from export e join member m on m.company_id = e.company_id and m.id = e.requested_by
   where e.id = p_export and e.state = 'running' and e.fencing = p_fencing and e.lease_until > clock_timestamp()
     for update of e;
  if not found then raise exception 'the claim was lost' using errcode = 'IL409'; end if;
  if entry.disabled_at is not null then raise exception 'the requester was disabled' using errcode = 'IL403'; end if;
  perform enter(entry.company_id, 'job', p_export::text, entry.role, entry.sites, p_permission);
  return query select entry.company_id, entry.requested_by;
end $$;
--> statement-breakpoint
-- What the public page needs before a company is known. It holds digests of the links, not the links.
CREATE FUNCTION site_snapshot(p_code text)
RETURNS TABLE (company_id uuid, company_name text, site_id uuid, site_name text, address text, time_zone text, closed boolean, version integer, live_link_hash text, rotated_link_hashes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select s.company_id, c.name, s.id, s.name, s.address, s.time_zone, s.closed_at is not null, s.version,
    (select encode(sha256(convert_to(l.secret, 'UTF8')), 'hex') from site_link l where l.company_id = s.company_id and l.site_id = s.id and l.rotated_at is null),
    (select coalesce(array_agg(encode(sha256(convert_to(l.secret, 'UTF8')), 'hex') order by l.rotated_at desc), '{}')
       from site_link l where l.company_id = s.company_id and l.site_id = s.id and l.rotated_at is not null)
    from site s join company c on c.company_id = s.company_id where s.code = p_code
$$;
--> statement-breakpoint
CREATE FUNCTION site_changed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
begin
  new.version := old.version + 1;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER site_changed BEFORE UPDATE OF name, address, time_zone, closed_at ON site FOR EACH ROW EXECUTE FUNCTION site_changed();
--> statement-breakpoint
CREATE FUNCTION site_link_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  update site set version = version + 1 where company_id = new.company_id and id = new.site_id;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER site_link_changed AFTER INSERT OR UPDATE ON site_link FOR EACH ROW EXECUTE FUNCTION site_link_changed();
--> statement-breakpoint
-- Log-in reads the hash first (the check is CPU work outside the database), then opens the session with what it read:
-- a password changed in between opens nothing.
CREATE FUNCTION find_log_in(p_email text) RETURNS TABLE (account_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select a.id, a.password_hash from account a where a.email = p_email
$$;
--> statement-breakpoint
CREATE FUNCTION open_session(p_account uuid, p_password_hash text, p_session uuid, p_secret_hash bytea, p_expires_at timestamptz,
  p_request_id text, p_address text, p_user_agent text)
RETURNS TABLE (company_id uuid, company_name text, time_zone text, member_id uuid, member_name text, role text, sites uuid[], version integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record;
begin
  select m.company_id, c.name as company_name, c.time_zone, m.id as member_id, m.name as member_name, m.role, m.version,
         member_sites(m.company_id, m.id, m.role) as sites into entry
    from account a join member m on m.account_id = a.id join company c on c.company_id = m.company_id
   where a.id = p_account and a.password_hash = p_password_hash and m.disabled_at is null
   order by m.created_at, m.id limit 1;
  if not found then raise exception 'no open membership' using errcode = 'IL401'; end if;
  perform enter(entry.company_id, 'member', entry.member_id::text, entry.role, entry.sites, 'session.open');
  insert into session (company_id, id, member_id, secret_hash, expires_at, address, user_agent)
    values (entry.company_id, p_session, entry.member_id, p_secret_hash, p_expires_at, p_address, p_user_agent);
  insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, address, user_agent, previous_hash, hash)
    values (entry.company_id, 0, now(), '', '', 'session.opened', 'session', p_session, p_request_id, p_address, p_user_agent, '', '');
  return query select entry.company_id, entry.company_name, entry.time_zone, entry.member_id, entry.member_name, entry.role, entry.sites, entry.version;
end $$;
--> statement-breakpoint
-- A claim is taken by one consumer at a time: fencing grows, and what held the job before can write no more.
CREATE FUNCTION claim_export(p_export uuid, p_lease_seconds integer, p_max_attempts integer) RETURNS TABLE (outcome text, fencing integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record;
begin
  select e.company_id, e.state, e.attempts, e.lease_until into entry from export e where e.id = p_export for update;
  if not found or entry.state in ('done', 'failed') then return query select 'settled', null::integer; return; end if;
  if entry.state = 'running' and entry.lease_until > clock_timestamp() then return query select 'held', null::integer; return; end if;
  if entry.attempts >= p_max_attempts then return query select 'exhausted', null::integer; return; end if;
  return query update export e set state = 'running', fencing = e.fencing + 1, attempts = e.attempts + 1, rows_written = 0,
      lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
    where e.id = p_export returning 'claimed', e.fencing;
end $$;
--> statement-breakpoint
-- A try that failed gives its claim back, so that the next need not wait for the lease to end.
CREATE FUNCTION release_export(p_export uuid, p_fencing integer) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  update export set lease_until = clock_timestamp() where id = p_export and fencing = p_fencing and state = 'running'
$$;
--> statement-breakpoint
-- Ends a job that nobody may run any more: its requester lost the right, or its tries are used up. One that is held
-- is ended by its holder alone, who knows the fencing number.
CREATE FUNCTION fail_export(p_export uuid, p_fencing integer, p_failure text, p_request_id text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare entry record;
begin
  select e.company_id, e.state, e.site_id, e.fencing, e.lease_until into entry from export e where e.id = p_export for update;
  if not found or entry.state in ('done', 'failed') then return false; end if;
  if entry.state = 'running' and entry.lease_until > clock_timestamp() and entry.fencing is distinct from p_fencing then return false; end if;
  perform enter(entry.company_id, 'job', p_export::text, 'job', null, 'export.fail');
  update export set state = 'failed', failure = p_failure, finished_at = clock_timestamp(), lease_until = null, fencing = fencing + 1 where id = p_export;
  insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, site_id, changes, request_id, previous_hash, hash)
    values (entry.company_id, 0, now(), '', '', 'export.failed', 'export', p_export, entry.site_id, jsonb_build_object('failure', p_failure), p_request_id, '', '');
  return true;
end $$;
--> statement-breakpoint
-- Jobs that nothing is working on: their message was never sent or was lost, or their consumer died.
CREATE FUNCTION due_exports(p_queued_seconds integer) RETURNS TABLE (export_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select e.id from export e
   where (e.state = 'queued' and e.updated_at < clock_timestamp() - make_interval(secs => p_queued_seconds))
      or (e.state = 'running' and e.lease_until < clock_timestamp())
   order by e.requested_at limit 100
$$;
--> statement-breakpoint
-- A device that shows the token of an earlier visit in this company is greeted with what that visit holds.
CREATE FUNCTION remembered_visit(p_sign_out_hash bytea)
RETURNS TABLE (visit_id uuid, person_id uuid, name text, phone text, employer text, visitor_type text, search_text text,
  open_visit_id uuid, open_site_id uuid, open_site_name text, open_since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select v.id, v.person_id, v.name, v.phone, v.employer, v.visitor_type, v.search_text, o.id, o.site_id, s.name, o.signed_in_at
    from visit v
    left join lateral (select * from visit w where w.company_id = v.company_id and w.person_id = v.person_id and w.signed_out_at is null
                        order by (w.site_id = any (current_sites())) desc, w.signed_in_at desc limit 1) o on true
    left join site s on s.company_id = o.company_id and s.id = o.site_id
   where v.company_id = (select current_company()) and v.sign_out_hash = p_sign_out_hash
$$;
--> statement-breakpoint
-- Moving to another site: the visits left open elsewhere end as assumed left. The token proves whose they are.
CREATE FUNCTION leave_elsewhere(p_sign_out_hash bytea, p_at timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
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
