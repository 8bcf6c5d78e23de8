-- The walls of the new tables, and the ones that were missing: who is no member of a site sees nobody who only went there.
DO $$
declare t text;
begin
  foreach t in array array['invite', 'invite_site', 'company_limit', 'audit_archive', 'audit_checkpoint', 'audit_chore'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_wall on %I to inductlite_app using (company_id = (select current_company())) with check (company_id = (select current_company()))', t);
  end loop;
  foreach t in array array['passkey', 'recovery_code', 'sign_up', 'password_reset', 'attempt', 'spent_token', 'mail', 'kill_switch', 'switched_permission'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  execute 'create policy site_wall on invite_site as restrictive to inductlite_app using ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[])) with check ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]))';
  -- A person belongs to the sites that met them. "offset 0" keeps the look-up a look-up: made into a set it would read every visit.
  foreach t in array array['person', 'person_term'] loop
    execute format('create policy site_wall on %I as restrictive to inductlite_app using ((select current_member_role()) <> ''visitor'' and ((select current_sites()) is null
      or exists (select from visit v where v.company_id = %I.company_id and v.person_id = %I.%I and v.site_id = any ((select current_sites())::uuid[]) offset 0)))',
      t, t, t, case t when 'person' then 'id' else 'person_id' end);
  end loop;
  -- Of the members, somebody with sites of their own sees themselves, those of the whole company, and those who share a site.
  execute 'create policy site_wall on member as restrictive to inductlite_app using ((select current_member_role()) <> ''visitor'' and ((select current_sites()) is null
    or id::text = (select current_actor()) or role <> ''site_manager'' or exists (select from member_site ms where ms.company_id = member.company_id and ms.member_id = member.id offset 0)))';
  -- A visitor has no use for who was sent what, who manages a site, or the links before this one.
  foreach t in array array['export', 'member_site', 'site_link'] loop
    execute format('create policy visitor_wall on %I as restrictive to inductlite_app using ((select current_member_role()) <> ''visitor'')', t);
  end loop;
  -- A session is its member's alone.
  execute 'create policy own_wall on session as restrictive to inductlite_app using (member_id::text = (select current_actor()))';
  execute 'drop policy site_wall on audit_event';
  foreach t in array array['audit_event', 'audit_archive', 'audit_checkpoint'] loop
    execute format('create policy office_wall on %I as restrictive to inductlite_app using ((select current_member_role()) in (''owner'', ''admin'', ''system'')) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
CREATE TRIGGER audit_event_whole BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_event_stands();
--> statement-breakpoint
REVOKE INSERT ON person, person_term FROM inductlite_app;
--> statement-breakpoint
REVOKE UPDATE (updated_at) ON person FROM inductlite_app;
--> statement-breakpoint
GRANT SELECT ON audit_archive, audit_checkpoint TO inductlite_app;
--> statement-breakpoint
DO $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = current_schema()::regnamespace loop
    execute format('revoke all on function %s from public', f.signature);
  end loop;
end $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enter_session(bytea, text), site_snapshot(text), current_member_role(), audit_text(audit_event), meet_person(uuid, text, text, text, text[]),
  begin_log_in(text, jsonb), open_session(uuid, text, uuid, jsonb, timestamptz, jsonb, text, jsonb, jsonb), note_failed_log_in(text, text, jsonb), begin_second_step(uuid, text, jsonb),
  find_passkey(bytea, jsonb), count_attempts(jsonb), request_reset(uuid, text, bytea, timestamptz, jsonb, jsonb), find_reset(bytea), finish_reset(bytea, text, jsonb, jsonb),
  request_sign_up(uuid, text, text, text, bytea, timestamptz, jsonb, jsonb, jsonb), find_sign_up(bytea), finish_sign_up(bytea, bytea, uuid, text, uuid, uuid, jsonb, timestamptz, jsonb),
  list_members(), list_invites(), create_invite(uuid, text, text, text, uuid[], bytea, timestamptz, jsonb, jsonb, jsonb, jsonb), revoke_invite(uuid), find_invite(bytea),
  accept_invite(bytea, bytea, uuid, text, text, uuid, jsonb, timestamptz, jsonb), change_member(uuid, integer, text, uuid[]), set_member_disabled(uuid, boolean),
  read_company_settings(), set_second_factor_required(boolean), own_account(), begin_account_change(jsonb), change_account(text, text, jsonb, bytea, bytea, jsonb, jsonb, jsonb),
  end_own_sessions(uuid, bytea, jsonb), switch_company(uuid, bytea, jsonb, jsonb), note_refusal(bytea, text, integer, jsonb), erase_person(uuid),
  claim_mail(uuid, integer, integer), settle_mail(uuid, integer, text, integer), due_mail(integer), purge_expired(), claim_audit_chore(integer, integer), enter_audit_chore(uuid, integer, text),
  release_audit_chore(uuid, integer), read_audit_head(), note_checkpoint(bigint, bytea, text, timestamptz), move_to_archive(bigint, bigint, text, bytea, bigint, integer, jsonb) TO inductlite_app;
--> statement-breakpoint
-- worker/permissions.ts as data: a test holds the two equal.
INSERT INTO role_permission (role, permission)
SELECT r, p FROM unnest(array['owner', 'admin', 'site_manager', 'viewer']) r, unnest(array['account.read', 'account.change']) p
UNION ALL SELECT r, p FROM unnest(array['owner', 'admin']) r, unnest(array['member.list', 'member.invite', 'member.change', 'company.read', 'audit.list', 'audit.verify', 'audit.export', 'person.erase']) p
UNION ALL SELECT 'owner', 'company.change'
UNION ALL SELECT 'stranger', p FROM unnest(array['log-in.fail', 'password.reset', 'company.sign-up']) p
UNION ALL SELECT 'system', p FROM unnest(array['audit.checkpoint', 'audit.archive']) p
UNION ALL SELECT 'job', 'export.request'
UNION ALL SELECT 'operator', 'deployment.operate';
--> statement-breakpoint
INSERT INTO switched_permission (name, permission) VALUES ('exports', 'export.request'), ('exports', 'export.download'), ('public-sign-in', 'visit.sign-in'), ('messages', 'member.invite'), ('sign-ups', 'company.sign-up');
