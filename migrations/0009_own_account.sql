CREATE FUNCTION own_account_id() RETURNS uuid LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select m.account_id from member m where m.company_id = current_company() and m.id = current_actor()::uuid
$$;
--> statement-breakpoint
-- Everything that the account page shows, in one row: of one's own account in all its companies.
CREATE FUNCTION own_account() RETURNS TABLE (email text, has_totp boolean, recovery_codes_left integer, passkeys jsonb, sessions jsonb, companies jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
begin
  perform require_entered('account.read');
  return query select a.email, a.totp_secret is not null,
      (select count(*)::integer from recovery_code r where r.account_id = a.id and r.used_at is null),
      (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name, 'isBackedUp', k.is_backed_up, 'createdAt', k.created_at, 'lastUsedAt', k.last_used_at) order by k.created_at), '[]') from passkey k where k.account_id = a.id),
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'companyName', c.name, 'userAgent', s.user_agent, 'address', s.address, 'place', s.place, 'secondFactor', s.second_factor,
            'createdAt', s.created_at, 'lastUsedAt', s.last_used_at) order by s.last_used_at desc), '[]')
         from session s join member m on m.company_id = s.company_id and m.id = s.member_id join company c on c.company_id = s.company_id
        where m.account_id = a.id and s.revoked_at is null and s.expires_at > clock_timestamp() and s.last_used_at > clock_timestamp() - interval '2 hours' and m.disabled_at is null),
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.company_id, 'name', c.name, 'role', m.role, 'isSuspended', c.suspended_at is not null, 'isHere', c.company_id = current_company()) order by lower(c.name), c.company_id), '[]')
         from member m join company c on c.company_id = m.company_id where m.account_id = a.id and m.disabled_at is null)
    from account a where a.id = own_account_id();
end $$;
--> statement-breakpoint
-- The first of two trips of a change to one's account: what the password and the code that come with it are checked against.
CREATE FUNCTION begin_account_change(p_tries jsonb) RETURNS TABLE (wait_seconds integer, account_id uuid, email text, password_hash text, totp_secret bytea, totp_counter bigint, passkeys jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare must_wait integer;
begin
  perform require_entered('account.change');
  must_wait := take_attempts(p_tries);
  return query select must_wait, a.id, a.email, case when must_wait = 0 then a.password_hash end, a.totp_secret, a.totp_counter,
      (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'credentialId', encode(k.credential_id, 'hex'), 'transports', k.transports)), '[]') from passkey k where k.account_id = a.id)
    from account a where a.id = own_account_id();
end $$;
--> statement-breakpoint
-- The second: everything about an account that its holder may change, under the password hash that was checked. `p_what` and `p_new`:
--   password {passwordHash} · totp-add {secret (hex), counter, codeHashes} · totp-remove {} · passkey-add {id, credentialId, publicKey, signCount, transports, name, isBackedUp, codeHashes}
--   passkey-remove {id} · recovery-codes {codeHashes}
-- Gives changed (changed-codes where the recovery codes are the new ones), unchanged or too-many. This session goes on under a new secret; with a new password the others end, in every company. One event in the chain of each company.
CREATE FUNCTION change_account(p_old_hash text, p_what text, p_new jsonb, p_secret_hash bytea, p_new_secret_hash bytea, p_mail jsonb, p_tries jsonb, p_from jsonb) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare
  me uuid := own_account_id(); this_session uuid; ended integer := 0; removed integer; action text; mail_what text;
  outcome text := 'changed';
  codes text[] := array(select jsonb_array_elements_text(coalesce(p_new -> 'codeHashes', '[]')));
begin
  perform require_entered('account.change');
  perform from account a where a.id = me and a.password_hash = p_old_hash for update;
  if not found then raise exception 'the password has changed' using errcode = 'IL401'; end if;
  -- Of two changes at once the second finds the session gone on under another secret.
  select s.id into this_session from session s where s.secret_hash = p_secret_hash and s.revoked_at is null for update;
  if not found then raise exception 'the session has ended' using errcode = 'IL401'; end if;
  case p_what
    when 'password' then
      update account a set password_hash = p_new ->> 'passwordHash' where a.id = me;
      ended := end_sessions_of(me, this_session);
      action := 'account.password-changed';
    when 'totp-add' then
      update account a set totp_secret = decode(p_new ->> 'secret', 'hex'), totp_counter = (p_new ->> 'counter')::bigint where a.id = me;
      action := 'account.authenticator-added'; mail_what := 'authenticator-added';
    when 'totp-remove' then
      update account a set totp_secret = null, totp_counter = null where a.id = me and a.totp_secret is not null;
      if not found then return 'unchanged'; end if;
      action := 'account.authenticator-removed'; mail_what := 'authenticator-removed';
    when 'passkey-add' then
      if (select count(*) from passkey k where k.account_id = me) >= 10 then return 'too-many'; end if;
      insert into passkey (id, account_id, credential_id, public_key, sign_count, transports, name, is_backed_up)
        values ((p_new ->> 'id')::uuid, me, decode(p_new ->> 'credentialId', 'hex'), decode(p_new ->> 'publicKey', 'hex'), (p_new ->> 'signCount')::bigint,
          array(select jsonb_array_elements_text(p_new -> 'transports')), p_new ->> 'name', (p_new ->> 'isBackedUp')::boolean) on conflict (credential_id) do nothing;
      if not found then return 'unchanged'; end if;
      action := 'account.passkey-added'; mail_what := 'passkey-added';
    when 'passkey-remove' then
      delete from passkey k where k.account_id = me and k.id = (p_new ->> 'id')::uuid;
      if not found then return 'unchanged'; end if;
      action := 'account.passkey-removed'; mail_what := 'passkey-removed';
    when 'recovery-codes' then
      action := 'account.recovery-codes-made'; mail_what := 'recovery-codes-made';
  end case;
  if p_what in ('totp-remove', 'passkey-remove') and not exists (select from account a where a.id = me and (a.totp_secret is not null or exists (select from passkey k where k.account_id = me))) then
    if exists (select from member m join company c on c.company_id = m.company_id where m.account_id = me and m.disabled_at is null and m.role in ('owner', 'admin') and c.second_factor_required) then
      -- The last one stays where a company asks for one: the refusal takes everything back.
      raise exception 'a company requires a second factor' using errcode = 'IL422';
    end if;
    delete from recovery_code r where r.account_id = me;
  end if;
  if cardinality(codes) > 0 then
    -- With a further factor the codes that are kept somewhere stay good.
    if p_what = 'recovery-codes' or not exists (select from recovery_code r where r.account_id = me) then
      delete from recovery_code r where r.account_id = me;
      insert into recovery_code (account_id, code_hash) select me, decode(code, 'hex') from unnest(codes) code;
      outcome := 'changed-codes';
    end if;
  end if;
  update session s set secret_hash = p_new_secret_hash,
      second_factor = case when p_what = 'totp-add' then coalesce(s.second_factor, 'totp') when p_what = 'passkey-add' then coalesce(s.second_factor, 'passkey') else s.second_factor end
   where s.id = this_session and s.secret_hash = p_secret_hash;
  perform clear_attempts(p_tries);
  perform queue_mail(p_mail, case when p_what = 'password' then 'password-changed' else 'second-factor-changed' end, null, me,
    jsonb_strip_nulls(jsonb_build_object('what', mail_what, 'at', clock_timestamp(), 'device', p_from ->> 'userAgent', 'place', coalesce(p_from ->> 'place', p_from ->> 'address'))));
  perform note_account_event(me, 'member', 'account.change', action, case when ended > 0 then jsonb_build_object('sessionsEnded', ended) else '{}' end, p_from);
  return outcome;
end $$;
--> statement-breakpoint
-- Ends one session of one's own account, or with null all but this one, in whatever company. One event in the chain of each company it was in.
CREATE FUNCTION end_own_sessions(p_session uuid, p_secret_hash bytea, p_from jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare me uuid := own_account_id(); ended record; total integer := 0;
begin
  perform require_entered('session.end');
  for ended in
    with gone as (
      update session s set revoked_at = clock_timestamp() from member m
       where m.account_id = me and s.company_id = m.company_id and s.member_id = m.id and s.revoked_at is null
         and (s.id = p_session or (p_session is null and s.secret_hash <> p_secret_hash)) returning s.company_id, s.id, s.member_id)
    select g.company_id, g.member_id, m.role, array_agg(g.id order by g.id) as ids from gone g join member m on m.company_id = g.company_id and m.id = g.member_id
     group by g.company_id, g.member_id, m.role order by g.company_id
  loop
    perform leave();
    perform enter(ended.company_id, 'member', ended.member_id::text, ended.role, member_sites(ended.company_id, ended.member_id, ended.role), 'session.end');
    perform note_event('session.ended', 'session', ended.ids[1], jsonb_build_object('sessionIds', ended.ids), '{}', p_from);
    total := total + cardinality(ended.ids);
  end loop;
  -- The last context may be that of another company.
  if total > 0 then perform leave(); end if;
  return total;
end $$;
--> statement-breakpoint
-- On to another company of the same account. The session there ends when this one would have, and this one ends now.
CREATE FUNCTION switch_company(p_company uuid, p_secret_hash bytea, p_session jsonb, p_from jsonb) RETURNS SETOF member_facts
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare old record; entry record;
begin
  perform require_entered('session.open');
  -- Of two switches at once the second finds the session ended.
  select s.company_id, s.id, s.member_id, s.expires_at, s.second_factor into old from session s where s.secret_hash = p_secret_hash and s.revoked_at is null for update;
  if not found then raise exception 'the session has ended' using errcode = 'IL401'; end if;
  select m.company_id, m.id, m.role, c.suspended_at into entry from member m join company c on c.company_id = m.company_id
   where m.account_id = own_account_id() and m.company_id = p_company and m.disabled_at is null;
  if not found then raise exception 'not a member there' using errcode = 'IL404'; end if;
  if entry.suspended_at is not null then raise exception 'the company is suspended' using errcode = 'IL451'; end if;
  perform end_old_session(old.company_id, old.id, old.member_id, p_from);
  perform enter(entry.company_id, 'member', entry.id::text, entry.role, member_sites(entry.company_id, entry.id, entry.role), 'session.open');
  perform insert_session(entry.id, p_session, old.expires_at, old.second_factor, p_from);
  perform note_event('session.opened', 'session', (p_session ->> 'id')::uuid, '{"how": "switched"}', '{}', p_from);
  return query select * from facts_of(entry.company_id, entry.id, (p_session ->> 'id')::uuid);
end $$;
--> statement-breakpoint
-- Somebody asked for what their role does not allow. In a trip of its own, for the refused one was taken back whole; so many an hour.
CREATE FUNCTION note_refusal(p_secret_hash bytea, p_permission text, p_an_hour integer, p_from jsonb) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare entry record;
begin
  select * into entry from enter_session(p_secret_hash, 'session.open');
  if take_attempts(jsonb_build_array(jsonb_build_object('kind', 'refusal', 'key', encode(sha256(uuid_send(entry.member_id)), 'hex'), 'limit', p_an_hour, 'seconds', 3600))) > 0 then return false; end if;
  perform note_event('permission.refused', 'member', entry.member_id, jsonb_build_object('permission', p_permission), '{}', p_from);
  return true;
end $$;
--> statement-breakpoint
-- Takes what can identify somebody out of their person, their visits and the openings of the events about them. The events stand, and
-- so does the count of visits. Gives erased, on-site or nothing.
CREATE FUNCTION erase_person(p_person uuid) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform require_entered('person.erase');
  perform from person p where p.company_id = current_company() and p.id = p_person for update;
  if not found then return 'nothing'; end if;
  if exists (select from visit v where v.company_id = current_company() and v.person_id = p_person and v.signed_out_at is null) then return 'on-site'; end if;
  -- +999 is nobody's country.
  update person p set name = 'Erased', name_key = 'erased ' || p.id, phone = '+99900000000' where p.company_id = current_company() and p.id = p_person;
  delete from person_term t where t.company_id = current_company() and t.person_id = p_person;
  update audit_event e set openings = '{}' from visit v
   where v.company_id = current_company() and v.person_id = p_person and e.company_id = v.company_id and e.subject_kind = 'visit' and e.subject_id = v.id and e.openings <> '{}'
     and e.actor_kind in ('site_link', 'visit');
  update visit v set name = 'Erased', phone = '+99900000000', employer = '', search_text = ' erased', content_hash = sha256(uuid_send(gen_random_uuid()))
   where v.company_id = current_company() and v.person_id = p_person;
  return 'erased';
end $$;
