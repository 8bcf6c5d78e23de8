-- The outbox. A claim gives what the mail is about; the link's token is derived by the sender from the key that the row names.
CREATE FUNCTION claim_mail(p_mail uuid, p_lease_seconds integer, p_max_attempts integer)
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
    else (select entry.details || jsonb_build_object('to', a.email) from account a where a.id = entry.subject_id) end;
  if found_about is null or entry.attempts >= p_max_attempts then
    update mail m set state = 'failed', failure = case when found_about is null then 'no longer wanted' else coalesce(m.failure, 'tried too often') end where m.id = p_mail;
    return query select 'settled', null::integer, null::text, null::text, null::uuid, null::jsonb; return;
  end if;
  return query update mail m set state = 'sending', fencing = m.fencing + 1, attempts = m.attempts + 1, due_at = clock_timestamp() + make_interval(secs => p_lease_seconds)
    where m.id = p_mail returning 'claimed', m.fencing, m.kind, m.key_id, m.subject_id, found_about;
end $$;
--> statement-breakpoint
-- Sent, failed for good (no retry), or to be tried again in so many seconds.
CREATE FUNCTION settle_mail(p_mail uuid, p_fencing integer, p_failure text, p_retry_seconds integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  update mail m set state = case when p_failure is null then 'sent' when p_retry_seconds is null then 'failed' else 'queued' end,
      sent_at = case when p_failure is null then clock_timestamp() end, failure = p_failure, due_at = clock_timestamp() + make_interval(secs => coalesce(p_retry_seconds, 0))
   where m.id = p_mail and m.fencing = p_fencing and m.state = 'sending';
  return found;
end $$;
--> statement-breakpoint
CREATE FUNCTION due_mail(p_queued_seconds integer) RETURNS TABLE (mail_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select m.id from mail m where m.state in ('queued', 'sending') and m.due_at < clock_timestamp() - make_interval(secs => p_queued_seconds) order by m.due_at limit 100
$$;
--> statement-breakpoint
-- What is over: tries, spent tokens, links that are dead, mails that were settled and sessions that ended a month ago.
CREATE FUNCTION purge_expired() RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare gone integer; total integer := 0;
begin
  delete from attempt a where a.id in (select b.id from attempt b where b.at < clock_timestamp() - interval '1 day' limit 2000); get diagnostics gone = row_count; total := total + gone;
  delete from spent_token s where s.token_hash in (select t.token_hash from spent_token t where t.expires_at < clock_timestamp() limit 2000); get diagnostics gone = row_count; total := total + gone;
  delete from sign_up s where s.id in (select t.id from sign_up t where t.expires_at < clock_timestamp() - interval '7 days' limit 1000); get diagnostics gone = row_count; total := total + gone;
  delete from password_reset s where s.id in (select t.id from password_reset t where t.expires_at < clock_timestamp() - interval '7 days' limit 1000); get diagnostics gone = row_count; total := total + gone;
  delete from mail m where m.id in (select t.id from mail t where t.state in ('sent', 'failed') and t.updated_at < clock_timestamp() - interval '40 days' limit 1000); get diagnostics gone = row_count; total := total + gone;
  delete from session s where (s.company_id, s.id) in (select t.company_id, t.id from session t
    where least(t.revoked_at, t.expires_at) < clock_timestamp() - interval '30 days' limit 1000); get diagnostics gone = row_count; total := total + gone;
  return total;
end $$;
--> statement-breakpoint
-- Whoever held the application's login could else move yesterday's events away.
CREATE FUNCTION require_kept_days(p_kept_days integer) RETURNS void LANGUAGE plpgsql IMMUTABLE SET search_path FROM CURRENT AS $$
begin
  if p_kept_days is null or p_kept_days < 30 then raise exception 'events stay a month at least' using errcode = '42501'; end if;
end $$;
--> statement-breakpoint
-- The next company whose chain has something to be done for the system, the one that waited longest first: events from before so many
-- whole days (UTC: a company's files grow by the day, not by the event) to be moved to a file, or a day without a checkpoint.
CREATE FUNCTION claim_audit_chore(p_kept_days integer, p_lease_seconds integer) RETURNS TABLE (company_id uuid, fencing integer, chore text, moves_before timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare
  due record; midnight timestamp := date_trunc('day', clock_timestamp() at time zone 'UTC');
  today timestamptz := midnight at time zone 'UTC'; too_old timestamptz := (midnight - make_interval(days => p_kept_days)) at time zone 'UTC';
begin
  perform require_kept_days(p_kept_days);
  if p_lease_seconds > 600 then raise exception 'a lease is short' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(hashtextextended('audit chore ' || current_schema(), 0));
  select h.company_id, case when oldest.at < too_old then 'archive' else 'checkpoint' end as chore into due
    from audit_head h
    left join lateral (select e.at from audit_event e where e.company_id = h.company_id order by e.number limit 1) oldest on true
    left join lateral (select c.number, c.taken_at from audit_checkpoint c where c.company_id = h.company_id order by c.number desc limit 1) last on true
    left join audit_chore w on w.company_id = h.company_id
   where coalesce(w.lease_until, '-infinity') < clock_timestamp()
     and (oldest.at < too_old or (h.number > coalesce(last.number, 0) and coalesce(last.taken_at, '-infinity') < today))
   order by w.lease_until nulls first, h.company_id limit 1;
  if not found then return; end if;
  return query insert into audit_chore as w (company_id, fencing, lease_until) values (due.company_id, 1, clock_timestamp() + make_interval(secs => p_lease_seconds))
    on conflict (company_id) do update set fencing = w.fencing + 1, lease_until = excluded.lease_until returning w.company_id, w.fencing, due.chore, too_old;
end $$;
--> statement-breakpoint
-- Proof: the claim of a chore. The context sees the company's chain and nothing else of it.
CREATE FUNCTION enter_audit_chore(p_company uuid, p_fencing integer, p_permission text) RETURNS TABLE (company_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform from audit_chore w where w.company_id = p_company and w.fencing = p_fencing and w.lease_until > clock_timestamp() for update;
  if not found then raise exception 'the claim was lost' using errcode = 'IL409'; end if;
  perform enter(p_company, 'system', 'audit', 'system', '{}', p_permission);
  return query select p_company;
end $$;
--> statement-breakpoint
CREATE FUNCTION release_audit_chore(p_company uuid, p_fencing integer) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  update audit_chore w set lease_until = clock_timestamp() where w.company_id = p_company and w.fencing = p_fencing
$$;
--> statement-breakpoint
-- Where the chain stands, as its head says: an event that is missing at the end is seen by it.
CREATE FUNCTION read_audit_head() RETURNS TABLE (number bigint, hash bytea) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
begin
  perform require_entered('audit.verify', 'audit.checkpoint');
  return query select h.number, h.hash from audit_head h where h.company_id = current_company();
end $$;
--> statement-breakpoint
CREATE FUNCTION note_checkpoint(p_number bigint, p_hash bytea, p_file_key text, p_taken_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform require_entered('audit.checkpoint');
  if not exists (select from audit_event e where e.company_id = current_company() and e.number = p_number and e.hash = p_hash
      union all select from audit_head h where h.company_id = current_company() and h.number = p_number and h.hash = p_hash)
     or abs(extract(epoch from p_taken_at - clock_timestamp())) > 86400 then
    raise exception 'the chain does not stand there' using errcode = '42501';
  end if;
  insert into audit_checkpoint (company_id, number, hash, taken_at, file_key) values (current_company(), p_number, p_hash, p_taken_at, p_file_key) on conflict do nothing;
end $$;
--> statement-breakpoint
-- The file stands: what it holds leaves the table, in order and without a gap, and the chain says so.
CREATE FUNCTION move_to_archive(p_from bigint, p_to bigint, p_file_key text, p_file_sha256 bytea, p_file_bytes bigint, p_kept_days integer, p_origin jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare expected bigint; first record; last record; moved integer;
begin
  perform require_entered('audit.archive');
  perform require_kept_days(p_kept_days);
  select coalesce(max(a.to_number), 0) + 1 into expected from audit_archive a where a.company_id = current_company();
  select e.number, e.at, e.previous_hash into first from audit_event e where e.company_id = current_company() and e.number = p_from;
  select e.number, e.at, e.hash into last from audit_event e where e.company_id = current_company() and e.number = p_to;
  if p_from <> expected or first is null or last is null or last.at > clock_timestamp() - make_interval(days => p_kept_days) then
    raise exception 'not the next events that may go' using errcode = 'IL409';
  end if;
  insert into audit_archive (company_id, from_number, to_number, previous_hash, last_hash, first_at, last_at, file_key, file_sha256, file_bytes)
    values (current_company(), p_from, p_to, first.previous_hash, last.hash, first.at, last.at, p_file_key, p_file_sha256, p_file_bytes);
  delete from audit_event e where e.company_id = current_company() and e.number between p_from and p_to;
  get diagnostics moved = row_count;
  if moved <> p_to - p_from + 1 then raise exception 'events are missing' using errcode = 'IL409'; end if;
  perform note_event('audit.archived', 'company', current_company(), jsonb_build_object('from', p_from, 'to', p_to, 'file', p_file_key, 'sha256', encode(p_file_sha256, 'hex')), '{}', p_origin);
  return moved;
end $$;
