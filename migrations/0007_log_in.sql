-- Tries are an exact log: so many in so long, by whose they are. `p_tries` is an array of {kind, key (hex), limit, seconds}. Either
-- all are counted and 0 is given, or none, and the seconds until one more fits. Whoever asks at the same moment waits for the lock.
CREATE FUNCTION take_attempts(p_tries jsonb) RETURNS integer LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
declare t record; fits_at timestamptz; wait_seconds integer := 0;
begin
  if jsonb_array_length(p_tries) > 8 then raise exception 'too many tries at once' using errcode = '42501'; end if;
  for t in select x.kind, decode(x.key, 'hex') as key, greatest(x."limit", 1) as at_most, x.seconds
             from jsonb_to_recordset(p_tries) as x(kind text, key text, "limit" integer, seconds integer) order by x.kind, x.key loop
    perform pg_advisory_xact_lock(hashtextextended(t.kind || encode(t.key, 'hex'), 0));
    select a.at + make_interval(secs => t.seconds) into fits_at from attempt a
     where a.kind = t.kind and a.key = t.key and a.at > clock_timestamp() - make_interval(secs => t.seconds) order by a.at desc offset t.at_most - 1 limit 1;
    if found then wait_seconds := greatest(wait_seconds, ceil(extract(epoch from fits_at - clock_timestamp()))::integer, 1); end if;
  end loop;
  if wait_seconds = 0 then
    insert into attempt (kind, key, at) select x.kind, decode(x.key, 'hex'), clock_timestamp() from jsonb_to_recordset(p_tries) as x(kind text, key text);
  end if;
  return wait_seconds;
end $$;
--> statement-breakpoint
-- A try that went well: its own unit is given back, and where `clear` says so, all the failures before it are forgotten.
CREATE FUNCTION clear_attempts(p_tries jsonb) RETURNS void LANGUAGE sql VOLATILE SET search_path FROM CURRENT AS $$
  delete from attempt a using jsonb_to_recordset(p_tries) as x(kind text, key text, clear boolean)
   where a.kind = x.kind and a.key = decode(x.key, 'hex')
     and (x.clear or a.id = (select b.id from attempt b where b.kind = x.kind and b.key = decode(x.key, 'hex') order by b.at desc limit 1))
$$;
--> statement-breakpoint
-- What may be used once: a challenge, a step of the log-in. A second use ends here.
CREATE FUNCTION spend_token(p_token_hash bytea, p_expires_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
begin
  insert into spent_token (token_hash, expires_at) values (p_token_hash, p_expires_at) on conflict do nothing;
  if not found then raise exception 'used before' using errcode = 'IL401'; end if;
end $$;
--> statement-breakpoint
DROP FUNCTION find_log_in(text);
--> statement-breakpoint
-- Log-in reads the hash first (the check is CPU work outside the database), counting the try before anybody knows how it ends.
CREATE FUNCTION begin_log_in(p_email text, p_tries jsonb) RETURNS TABLE (wait_seconds integer, account_id uuid, password_hash text, has_second_factor boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare must_wait integer := take_attempts(p_tries);
begin
  return query select must_wait, a.id, a.password_hash, a.totp_secret is not null or exists (select from passkey p where p.account_id = a.id)
    from (select) one left join account a on a.email = p_email and must_wait = 0;
end $$;
--> statement-breakpoint
-- A new session in the context that was entered. Its event is the caller's.
CREATE FUNCTION insert_session(p_member uuid, p_session jsonb, p_expires_at timestamptz, p_second_factor text, p_from jsonb) RETURNS void
LANGUAGE sql VOLATILE SET search_path FROM CURRENT AS $$
  insert into session (company_id, id, member_id, secret_hash, expires_at, second_factor, address, user_agent, place)
  values (current_company(), (p_session ->> 'id')::uuid, p_member, decode(p_session ->> 'secretHash', 'hex'), p_expires_at, p_second_factor,
    p_from ->> 'address', p_from ->> 'userAgent', p_from ->> 'place')
$$;
--> statement-breakpoint
CREATE FUNCTION facts_of(p_company uuid, p_member uuid, p_session uuid) RETURNS SETOF member_facts LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select m.company_id, c.name, c.time_zone, m.id, m.name, m.role, member_sites(m.company_id, m.id, m.role), m.version, s.id, s.second_factor, s.expires_at,
      (select count(*)::integer from member x where x.account_id = m.account_id and x.disabled_at is null)
    from member m join company c on c.company_id = m.company_id join session s on s.company_id = m.company_id and s.member_id = m.id
   where m.company_id = p_company and m.id = p_member and s.id = p_session
$$;
--> statement-breakpoint
DROP FUNCTION open_session(uuid, text, uuid, bytea, timestamptz, text, text, text);
--> statement-breakpoint
-- What travels between the steps of a log-in, instead of the hash.
CREATE FUNCTION password_digest(p_password_hash text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path FROM CURRENT AS $$
  select encode(sha256(convert_to(p_password_hash, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- Opens a session for who has shown the password of this digest (one that changed meanwhile opens nothing), or a passkey, and a
-- second factor where the account has one. `p_second` is {kind: totp, counter}, {kind: recovery-code, codeHash} or {kind: passkey,
-- passkeyId, signCount}; null where none was shown. In the company that is asked for, else where they were last.
CREATE FUNCTION open_session(p_account uuid, p_password_digest text, p_company uuid, p_session jsonb, p_expires_at timestamptz, p_second jsonb,
  p_spent text, p_tries jsonb, p_from jsonb) RETURNS SETOF member_facts
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare of_account account; entry record; shown text := p_second ->> 'kind';
begin
  select * into of_account from account a where a.id = p_account and (password_digest(a.password_hash) = p_password_digest or (shown = 'passkey' and p_password_digest is null)) for update;
  if not found then raise exception 'the password has changed' using errcode = 'IL401'; end if;
  if p_spent is not null then perform spend_token(decode(p_spent, 'hex'), clock_timestamp() + interval '1 hour'); end if;
  if shown = 'totp' then
    update account a set totp_counter = (p_second ->> 'counter')::bigint
     where a.id = p_account and a.totp_secret is not null and coalesce(a.totp_counter, 0) < (p_second ->> 'counter')::bigint;
  elsif shown = 'recovery-code' then
    update recovery_code r set used_at = clock_timestamp() where r.account_id = p_account and r.code_hash = decode(p_second ->> 'codeHash', 'hex') and r.used_at is null;
  elsif shown = 'passkey' then
    update passkey k set sign_count = (p_second ->> 'signCount')::bigint, last_used_at = clock_timestamp() where k.account_id = p_account and k.id = (p_second ->> 'passkeyId')::uuid;
  else
    perform from account a where a.id = p_account and a.totp_secret is null and not exists (select from passkey k where k.account_id = a.id);
  end if;
  if not found then raise exception 'the second factor is missing or used' using errcode = 'IL401'; end if;
  select m.company_id, m.id as member_id, m.role, c.suspended_at into entry
    from member m join company c on c.company_id = m.company_id
   where m.account_id = p_account and m.disabled_at is null
   order by c.suspended_at is null desc, m.company_id is not distinct from p_company desc,
     (select max(s.created_at) from session s where s.company_id = m.company_id and s.member_id = m.id) desc nulls last, m.created_at, m.id limit 1;
  if not found then raise exception 'no open membership' using errcode = 'IL401'; end if;
  if entry.suspended_at is not null then raise exception 'the company is suspended' using errcode = 'IL451'; end if;
  perform clear_attempts(p_tries);
  perform enter(entry.company_id, 'member', entry.member_id::text, entry.role, member_sites(entry.company_id, entry.member_id, entry.role), 'session.open');
  perform insert_session(entry.member_id, p_session, p_expires_at, shown, p_from);
  perform note_event('session.opened', 'session', (p_session ->> 'id')::uuid, jsonb_strip_nulls(jsonb_build_object('secondFactor', shown)), '{}', p_from);
  return query select * from facts_of(entry.company_id, entry.member_id, (p_session ->> 'id')::uuid);
end $$;
--> statement-breakpoint
-- A log-in that failed stands in the chain of each company of that account; an address that nobody has, in the deployment's.
CREATE FUNCTION note_failed_log_in(p_email text, p_why text, p_from jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare one record; noted boolean := false;
begin
  if p_why not in ('password', 'code', 'passkey') then raise exception 'no such reason' using errcode = '42501'; end if;
  for one in select m.company_id, m.id from member m join account a on a.id = m.account_id where a.email = p_email and m.disabled_at is null order by m.company_id loop
    perform enter(one.company_id, 'stranger', '', 'stranger', '{}', 'log-in.fail');
    perform note_event('log-in.failed', 'member', one.id, jsonb_build_object('why', p_why), '{}', p_from);
    perform leave();
    noted := true;
  end loop;
  if not noted then
    perform enter('00000000-0000-0000-0000-000000000000', 'stranger', '', 'stranger', '{}', 'log-in.fail');
    perform note_event('log-in.failed', 'company', '00000000-0000-0000-0000-000000000000', jsonb_build_object('why', p_why), jsonb_build_object('email', p_email), p_from);
  end if;
end $$;
--> statement-breakpoint
-- The second step of a log-in, for who has shown the password: what the code or passkey is checked against.
CREATE FUNCTION begin_second_step(p_account uuid, p_password_digest text, p_tries jsonb)
RETURNS TABLE (wait_seconds integer, email text, totp_secret bytea, totp_counter bigint, passkeys jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare must_wait integer := take_attempts(p_tries);
begin
  return query select must_wait, a.email, a.totp_secret, a.totp_counter,
      (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'credentialId', encode(k.credential_id, 'hex'), 'transports', k.transports)), '[]') from passkey k where k.account_id = a.id)
    from (select) one left join account a on a.id = p_account and password_digest(a.password_hash) = p_password_digest and must_wait = 0;
end $$;
--> statement-breakpoint
CREATE FUNCTION find_passkey(p_credential bytea, p_tries jsonb)
RETURNS TABLE (wait_seconds integer, passkey_id uuid, account_id uuid, email text, public_key bytea, sign_count bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare must_wait integer := take_attempts(p_tries);
begin
  return query select must_wait, k.id, k.account_id, a.email, k.public_key, k.sign_count
    from (select) one left join (passkey k join account a on a.id = k.account_id) on k.credential_id = p_credential and must_wait = 0;
end $$;
--> statement-breakpoint
-- The same try as the others, for what does not depend on whether the account exists.
CREATE FUNCTION count_attempts(p_tries jsonb) RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select take_attempts(p_tries)
$$;
--> statement-breakpoint
CREATE FUNCTION queue_mail(p_mail jsonb, p_kind text, p_company uuid, p_subject uuid, p_details jsonb) RETURNS void LANGUAGE sql VOLATILE SET search_path FROM CURRENT AS $$
  insert into mail (id, about_company_id, kind, subject_id, key_id, details)
  values ((p_mail ->> 'id')::uuid, p_company, p_kind, p_subject, p_mail ->> 'keyId', p_details)
$$;
--> statement-breakpoint
-- One event in the chain of each company of an account: what concerns the account concerns them all. Leaves no context behind.
CREATE FUNCTION note_account_event(p_account uuid, p_actor_kind text, p_permission text, p_action text, p_changes jsonb, p_from jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
declare one record;
begin
  for one in select m.company_id, m.id, m.role from member m where m.account_id = p_account and m.disabled_at is null order by m.company_id loop
    perform leave();
    perform enter(one.company_id, p_actor_kind, case p_actor_kind when 'member' then one.id::text else '' end, case p_actor_kind when 'member' then one.role else p_actor_kind end, '{}', p_permission);
    perform note_event(p_action, 'member', one.id, p_changes, '{}', p_from);
  end loop;
  perform leave();
end $$;
--> statement-breakpoint
CREATE FUNCTION end_sessions_of(p_account uuid, p_but uuid) RETURNS integer LANGUAGE sql VOLATILE SET search_path FROM CURRENT AS $$
  with ended as (
    update session s set revoked_at = clock_timestamp() from member m
     where m.account_id = p_account and s.company_id = m.company_id and s.member_id = m.id and s.revoked_at is null and s.id is distinct from p_but
    returning s.id)
  select count(*)::integer from ended
$$;
--> statement-breakpoint
-- Somebody forgot their password. Nothing of the answer tells whether the address has an account; the caller answers before it asks.
CREATE FUNCTION request_reset(p_id uuid, p_email text, p_token_hash bytea, p_expires_at timestamptz, p_mail jsonb, p_from jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare found_account uuid;
begin
  select a.id into found_account from account a where a.email = p_email and exists (select from member m where m.account_id = a.id and m.disabled_at is null);
  if not found then
    perform enter('00000000-0000-0000-0000-000000000000', 'stranger', '', 'stranger', '{}', 'password.reset');
    perform note_event('password.reset-asked', 'company', '00000000-0000-0000-0000-000000000000', '{}', jsonb_build_object('email', p_email), p_from);
    return;
  end if;
  -- Earlier links live out their hour: else whoever asks again and again would keep the person from theirs.
  insert into password_reset (id, account_id, token_hash, expires_at) values (p_id, found_account, p_token_hash, p_expires_at);
  perform queue_mail(p_mail, 'reset', null, p_id, '{}');
  perform note_account_event(found_account, 'stranger', 'password.reset', 'password.reset-asked', '{}', p_from);
end $$;
--> statement-breakpoint
CREATE FUNCTION find_reset(p_token_hash bytea) RETURNS TABLE (email text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select a.email from password_reset r join account a on a.id = r.account_id
   where r.token_hash = p_token_hash and r.used_at is null and r.expires_at > clock_timestamp()
$$;
--> statement-breakpoint
-- A new password by the mailed link: it works once, ends every session of the account, and tells the person so.
CREATE FUNCTION finish_reset(p_token_hash bytea, p_password_hash text, p_mail jsonb, p_from jsonb) RETURNS TABLE (account_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare of_account uuid; ended integer;
begin
  update password_reset r set used_at = clock_timestamp() where r.token_hash = p_token_hash and r.used_at is null and r.expires_at > clock_timestamp()
    returning r.account_id into of_account;
  if not found then raise exception 'the link is dead' using errcode = 'IL404'; end if;
  update password_reset r set used_at = clock_timestamp() where r.account_id = of_account and r.used_at is null;
  update account a set password_hash = p_password_hash where a.id = of_account;
  ended := end_sessions_of(of_account, null);
  perform queue_mail(p_mail, 'password-changed', null, of_account, jsonb_build_object('at', clock_timestamp(), 'device', p_from ->> 'userAgent', 'place', coalesce(p_from ->> 'place', p_from ->> 'address')));
  perform note_account_event(of_account, 'stranger', 'password.reset', 'password.reset', jsonb_build_object('sessionsEnded', ended), p_from);
  return query select of_account;
end $$;
--> statement-breakpoint
-- Somebody wants a company. The mail goes out in every case; what its link offers depends on whether the address has an account.
CREATE FUNCTION request_sign_up(p_id uuid, p_email text, p_company_name text, p_member_name text, p_token_hash bytea, p_expires_at timestamptz, p_mail jsonb, p_tries jsonb, p_from jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare must_wait integer := take_attempts(p_tries);
begin
  if must_wait > 0 then return must_wait; end if;
  insert into sign_up (id, email, company_name, member_name, token_hash, expires_at) values (p_id, p_email, p_company_name, p_member_name, p_token_hash, p_expires_at);
  perform queue_mail(p_mail, 'sign-up', null, p_id, '{}');
  perform enter('00000000-0000-0000-0000-000000000000', 'stranger', '', 'stranger', '{}', 'company.sign-up');
  perform note_event('sign-up.asked', 'sign-up', p_id, '{}', jsonb_build_object('email', p_email, 'name', p_member_name, 'companyName', p_company_name), p_from);
  return 0;
end $$;
--> statement-breakpoint
CREATE FUNCTION find_sign_up(p_token_hash bytea) RETURNS TABLE (email text, company_name text, member_name text, has_account boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select u.email, u.company_name, u.member_name, exists (select from account a where a.email = u.email) from sign_up u
   where u.token_hash = p_token_hash and u.used_at is null and u.expires_at > clock_timestamp()
$$;
--> statement-breakpoint
-- The account that finishes a sign-up or takes an invite: the one of this live session, which must have the address that the mail went
-- to, or a new one. Gives when its session is to end, and what second factor it showed. An account that is there already must log in first.
CREATE FUNCTION claim_account(p_email text, p_secret_hash bytea, p_account uuid, p_password_hash text, p_expires_at timestamptz)
RETURNS TABLE (account_id uuid, expires_at timestamptz, second_factor text, old_company uuid, old_session uuid, old_member uuid)
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
#variable_conflict use_column
begin
  if p_secret_hash is null then
    insert into account (id, email, password_hash) values (p_account, p_email, p_password_hash) on conflict (email) do nothing;
    if not found then raise exception 'the address has an account' using errcode = 'IL412'; end if;
    return query select p_account, p_expires_at, null::text, null::uuid, null::uuid, null::uuid;
    return;
  end if;
  return query select m.account_id, s.expires_at, s.second_factor, s.company_id, s.id, s.member_id
    from session s join member m on m.company_id = s.company_id and m.id = s.member_id join account a on a.id = m.account_id
   where s.secret_hash = p_secret_hash and s.revoked_at is null and m.disabled_at is null and s.expires_at > clock_timestamp()
     and s.last_used_at > clock_timestamp() - interval '2 hours' and a.email = p_email;
  if not found then raise exception 'another account is logged in' using errcode = 'IL412'; end if;
end $$;
--> statement-breakpoint
-- The session that another one takes the place of, in its own company, with its event.
CREATE FUNCTION end_old_session(p_company uuid, p_session uuid, p_member uuid, p_from jsonb) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
declare of_role text;
begin
  if p_session is null then return; end if;
  perform leave();
  select mm.role into of_role from member mm where mm.company_id = p_company and mm.id = p_member;
  update session s set revoked_at = clock_timestamp() where s.company_id = p_company and s.id = p_session;
  perform enter(p_company, 'member', p_member::text, of_role, member_sites(p_company, p_member, of_role), 'session.end');
  perform note_event('session.ended', 'session', p_session, '{"why": "switched"}', '{}', p_from);
  perform leave();
end $$;
--> statement-breakpoint
CREATE FUNCTION finish_sign_up(p_token_hash bytea, p_secret_hash bytea, p_account uuid, p_password_hash text, p_company uuid, p_member uuid, p_session jsonb, p_expires_at timestamptz, p_from jsonb)
RETURNS SETOF member_facts LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare wanted sign_up; who record;
begin
  update sign_up u set used_at = clock_timestamp() where u.token_hash = p_token_hash and u.used_at is null and u.expires_at > clock_timestamp() returning * into wanted;
  if not found then raise exception 'the link is dead' using errcode = 'IL404'; end if;
  select * into who from claim_account(wanted.email, p_secret_hash, p_account, p_password_hash, p_expires_at);
  perform end_old_session(who.old_company, who.old_session, who.old_member, p_from);
  insert into company (company_id, name) values (p_company, wanted.company_name);
  insert into member (company_id, id, account_id, name, role) values (p_company, p_member, who.account_id, wanted.member_name, 'owner');
  perform enter(p_company, 'member', p_member::text, 'owner', null, 'session.open');
  perform insert_session(p_member, p_session, who.expires_at, who.second_factor, p_from);
  perform note_event('company.created', 'company', p_company, jsonb_build_object('ownerId', p_member, 'sessionId', p_session ->> 'id'),
    jsonb_build_object('companyName', wanted.company_name, 'name', wanted.member_name, 'email', wanted.email), p_from);
  return query select * from facts_of(p_company, p_member, (p_session ->> 'id')::uuid);
end $$;
