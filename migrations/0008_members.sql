-- Members and invites, for the team page. The e-mail stands in a table that belongs to no company, so it is read here.
CREATE FUNCTION list_members() RETURNS TABLE (id uuid, name text, email text, role text, version integer, disabled_at timestamptz, last_used_at timestamptz, has_second_factor boolean, site_ids uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
begin
  perform require_entered('member.list');
  return query select m.id, m.name, a.email, m.role, m.version, m.disabled_at::timestamptz,
      (select max(s.last_used_at)::timestamptz from session s where s.company_id = m.company_id and s.member_id = m.id),
      a.totp_secret is not null or exists (select from passkey k where k.account_id = a.id),
      (select coalesce(array_agg(ms.site_id), '{}') from member_site ms where ms.company_id = m.company_id and ms.member_id = m.id)
    from member m join account a on a.id = m.account_id where m.company_id = current_company() order by m.disabled_at is not null, lower(m.name), m.id;
end $$;
--> statement-breakpoint
CREATE FUNCTION list_invites() RETURNS TABLE (id uuid, email text, name text, role text, expires_at timestamptz, created_at timestamptz, invited_by_name text, site_ids uuid[], mail_state text, mail_failure text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
begin
  perform require_entered('member.list');
  return query select i.id, i.email, i.name, i.role, i.expires_at::timestamptz, i.created_at::timestamptz, m.name,
      (select coalesce(array_agg(s.site_id), '{}') from invite_site s where s.company_id = i.company_id and s.invite_id = i.id), l.state, l.failure
    from invite i left join member m on m.company_id = i.company_id and m.id = i.invited_by
      left join lateral (select ml.state, ml.failure from mail ml where ml.subject_id = i.id order by ml.created_at desc limit 1) l on true
   where i.company_id = current_company() and i.accepted_at is null and i.revoked_at is null order by i.created_at desc, i.id;
end $$;
--> statement-breakpoint
-- Owners alone make, change and disable owners.
CREATE FUNCTION require_may_touch(p_role text) RETURNS void LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
begin
  if p_role = 'owner' and current_member_role() <> 'owner' then raise exception 'only an owner may do this' using errcode = 'IL403'; end if;
end $$;
--> statement-breakpoint
-- The limit in force for this company: its own value, else its plan's. `p_by_plan` is what the deployment sets for each plan.
CREATE FUNCTION limit_in_force(p_name text, p_by_plan jsonb) RETURNS integer LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select coalesce((select l.value from company_limit l where l.company_id = c.company_id and l.name = p_name), (p_by_plan ->> c.plan)::bigint)::integer
    from company c where c.company_id = current_company()
$$;
--> statement-breakpoint
-- Gives what came of it: invited, is-member, was-disabled, too-many (with the seconds to wait) or messages-used-up. An open invite to the same address is replaced.
CREATE FUNCTION create_invite(p_id uuid, p_email text, p_name text, p_role text, p_sites uuid[], p_token_hash bytea, p_expires_at timestamptz, p_mail jsonb, p_messages_by_plan jsonb, p_invites_by_plan jsonb, p_try jsonb)
RETURNS TABLE (outcome text, wait_seconds integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare was record; must_wait integer;
begin
  perform require_entered('member.invite');
  perform require_may_touch(p_role);
  -- One change of a company's members at a time; a key share, which each event's reference takes, need not wait for it.
  perform from company c where c.company_id = current_company() for no key update;
  select m.disabled_at into was from member m join account a on a.id = m.account_id where m.company_id = current_company() and a.email = p_email;
  if found then return query select case when was.disabled_at is null then 'is-member' else 'was-disabled' end, 0; return; end if;
  must_wait := take_attempts(jsonb_build_array(p_try || jsonb_build_object('limit', limit_in_force('invitesPerMember', p_invites_by_plan))));
  if must_wait > 0 then return query select 'too-many', must_wait; return; end if;
  if limit_in_force('messagesPerMonth', p_messages_by_plan) <= (select count(*) from mail l join company c on c.company_id = l.about_company_id
      where c.company_id = current_company() and l.created_at >= date_trunc('month', clock_timestamp() at time zone c.time_zone) at time zone c.time_zone) then
    return query select 'messages-used-up', 0; return;
  end if;
  update invite i set revoked_at = clock_timestamp() where i.company_id = current_company() and i.email = p_email and i.accepted_at is null and i.revoked_at is null;
  insert into invite (company_id, id, email, name, role, token_hash, expires_at, invited_by)
    values (current_company(), p_id, p_email, p_name, p_role, p_token_hash, p_expires_at, case current_setting('app.actor_kind') when 'member' then current_actor()::uuid end);
  insert into invite_site (company_id, invite_id, site_id) select current_company(), p_id, s from unnest(p_sites) s;
  if p_mail is not null then perform queue_mail(p_mail, 'invite', current_company(), p_id, '{}'); end if;
  return query select 'invited', 0;
end $$;
--> statement-breakpoint
CREATE FUNCTION revoke_invite(p_id uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare of_role text;
begin
  perform require_entered('member.invite');
  select i.role into of_role from invite i where i.company_id = current_company() and i.id = p_id and i.accepted_at is null and i.revoked_at is null for update;
  if not found then return false; end if;
  perform require_may_touch(of_role);
  update invite i set revoked_at = clock_timestamp() where i.company_id = current_company() and i.id = p_id;
  return true;
end $$;
--> statement-breakpoint
-- What an invite's link shows, whatever has become of it: `state` is open, expired, used, revoked or suspended.
CREATE FUNCTION find_invite(p_token_hash bytea) RETURNS TABLE (company_name text, email text, name text, role text, site_names text[], invited_by_name text, expires_at timestamptz, has_account boolean, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select c.name, i.email, i.name, i.role, (select coalesce(array_agg(s.name order by s.name), '{}') from invite_site x join site s on s.company_id = x.company_id and s.id = x.site_id where x.company_id = i.company_id and x.invite_id = i.id),
      m.name, i.expires_at, exists (select from account a where a.email = i.email),
      case when i.accepted_at is not null then 'used' when i.revoked_at is not null then 'revoked' when i.expires_at <= clock_timestamp() then 'expired' when c.suspended_at is not null then 'suspended' else 'open' end
    from invite i join company c on c.company_id = i.company_id left join member m on m.company_id = i.company_id and m.id = i.invited_by
   where i.token_hash = p_token_hash
$$;
--> statement-breakpoint
CREATE FUNCTION accept_invite(p_token_hash bytea, p_secret_hash bytea, p_account uuid, p_password_hash text, p_name text, p_member uuid, p_session jsonb, p_expires_at timestamptz, p_from jsonb)
RETURNS SETOF member_facts LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare taken invite; who record;
begin
  update invite i set accepted_at = clock_timestamp() from company c
   where c.company_id = i.company_id and c.suspended_at is null and i.token_hash = p_token_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > clock_timestamp() returning i.* into taken;
  if not found then raise exception 'the link is dead' using errcode = 'IL404'; end if;
  select * into who from claim_account(taken.email, p_secret_hash, p_account, p_password_hash, p_expires_at);
  perform end_old_session(who.old_company, who.old_session, who.old_member, p_from);
  insert into member (company_id, id, account_id, name, role) values (taken.company_id, p_member, who.account_id, p_name, taken.role);
  insert into member_site (company_id, member_id, site_id) select x.company_id, p_member, x.site_id from invite_site x where x.company_id = taken.company_id and x.invite_id = taken.id;
  perform enter(taken.company_id, 'member', p_member::text, taken.role, member_sites(taken.company_id, p_member, taken.role), 'session.open');
  perform insert_session(p_member, p_session, who.expires_at, who.second_factor, p_from);
  perform note_event('member.joined', 'member', p_member, jsonb_build_object('role', taken.role, 'inviteId', taken.id, 'sessionId', p_session ->> 'id'),
    jsonb_build_object('email', taken.email, 'name', p_name), p_from);
  return query select * from facts_of(taken.company_id, p_member, (p_session ->> 'id')::uuid);
end $$;
--> statement-breakpoint
-- A change of role and sites acts at the member's next request. Gives changed, unchanged, stale, last-owner or nothing, with old and new.
CREATE FUNCTION change_member(p_member uuid, p_version integer, p_role text, p_sites uuid[]) RETURNS TABLE (outcome text, changes jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare was record; wanted uuid[] := (select coalesce(array_agg(distinct s order by s), '{}') from unnest(case when p_role = 'site_manager' then p_sites else '{}' end) s);
begin
  perform require_entered('member.change');
  perform from company c where c.company_id = current_company() for no key update;
  select m.role, m.version, m.disabled_at, (select coalesce(array_agg(ms.site_id order by ms.site_id), '{}') from member_site ms where ms.company_id = m.company_id and ms.member_id = m.id) as sites
    into was from member m where m.company_id = current_company() and m.id = p_member for update;
  if not found then return query select 'nothing', '{}'::jsonb; return; end if;
  perform require_may_touch(was.role), require_may_touch(p_role);
  if was.role = p_role and was.sites = wanted then return query select 'unchanged', '{}'::jsonb; return; end if;
  if was.version <> p_version then return query select 'stale', '{}'::jsonb; return; end if;
  if was.role = 'owner' and p_role <> 'owner' and was.disabled_at is null and not other_owner(p_member) then return query select 'last-owner', '{}'::jsonb; return; end if;
  update member m set role = p_role, version = m.version + 1 where m.company_id = current_company() and m.id = p_member;
  delete from member_site ms where ms.company_id = current_company() and ms.member_id = p_member;
  insert into member_site (company_id, member_id, site_id) select current_company(), p_member, s from unnest(wanted) s;
  return query select 'changed', jsonb_build_object('role', jsonb_build_array(was.role, p_role), 'siteIds', jsonb_build_array(to_jsonb(was.sites), to_jsonb(wanted)));
end $$;
--> statement-breakpoint
CREATE FUNCTION other_owner(p_member uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select exists (select from member m where m.company_id = current_company() and m.id <> p_member and m.role = 'owner' and m.disabled_at is null)
$$;
--> statement-breakpoint
-- Disabling ends the member's sessions in this company at once. Gives changed, unchanged, last-owner or nothing.
CREATE FUNCTION set_member_disabled(p_member uuid, p_disabled boolean) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare was record;
begin
  perform require_entered('member.change');
  perform from company c where c.company_id = current_company() for no key update;
  select m.role, m.disabled_at into was from member m where m.company_id = current_company() and m.id = p_member for update;
  if not found then return 'nothing'; end if;
  perform require_may_touch(was.role);
  if (was.disabled_at is not null) = p_disabled then return 'unchanged'; end if;
  if p_disabled and was.role = 'owner' and not other_owner(p_member) then return 'last-owner'; end if;
  update member m set disabled_at = case when p_disabled then clock_timestamp() end, version = m.version + 1 where m.company_id = current_company() and m.id = p_member;
  if p_disabled then update session s set revoked_at = clock_timestamp() where s.company_id = current_company() and s.member_id = p_member and s.revoked_at is null; end if;
  return 'changed';
end $$;
--> statement-breakpoint
CREATE FUNCTION read_company_settings() RETURNS TABLE (name text, time_zone text, plan text, second_factor_required boolean, members integer, without_second_factor integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
begin
  perform require_entered('company.read', 'company.change');
  return query select c.name, c.time_zone, c.plan, c.second_factor_required, count(m.id)::integer,
      (count(m.id) filter (where m.role in ('owner', 'admin') and a.totp_secret is null and not exists (select from passkey k where k.account_id = a.id)))::integer
    from company c left join member m on m.company_id = c.company_id and m.disabled_at is null left join account a on a.id = m.account_id
   where c.company_id = current_company() group by c.company_id;
end $$;
--> statement-breakpoint
CREATE FUNCTION set_second_factor_required(p_required boolean) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform require_entered('company.change');
  update company c set second_factor_required = p_required where c.company_id = current_company() and c.second_factor_required <> p_required;
  return found;
end $$;
