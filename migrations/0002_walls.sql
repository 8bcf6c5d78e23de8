-- The second wall. Every table with company_id is closed but for the company of the entered context,
-- and every table with site_id but for the sites of that context.
DO $$
declare t text;
begin
  foreach t in array array['company', 'member', 'session', 'site', 'site_link', 'member_site', 'person', 'person_term', 'visit', 'export', 'audit_event', 'audit_head'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_wall on %I to inductlite_app using (company_id = (select current_company())) with check (company_id = (select current_company()))', t);
  end loop;
  foreach t in array array['site_link', 'member_site', 'visit'] loop
    execute format('create policy site_wall on %I as restrictive to inductlite_app using ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[])) with check ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]))', t);
  end loop;
  -- An event that is about no site in particular is nobody's secret inside the company.
  execute 'create policy site_wall on audit_event as restrictive to inductlite_app using ((select current_sites()) is null or site_id is null or site_id = any ((select current_sites())::uuid[])) with check (true)';
  -- An export of all sites holds those of its requester: it is theirs and its job's to see.
  execute 'create policy site_wall on export as restrictive to inductlite_app using ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]) or (site_id is null and (select current_actor()) in (requested_by::text, id::text))) with check ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]) or (site_id is null and (select current_actor()) in (requested_by::text, id::text)))';
  execute 'create policy site_wall on site as restrictive to inductlite_app using ((select current_sites()) is null or id = any ((select current_sites())::uuid[])) with check ((select current_sites()) is null or id = any ((select current_sites())::uuid[]))';
  -- Tables that belong to no company and that the application never reads itself: closed altogether.
  foreach t in array array['account', 'role_permission', 'context_key'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
--> statement-breakpoint
DO $$ begin execute format('grant usage on schema %I to inductlite_app', current_schema()); end $$;
--> statement-breakpoint
GRANT SELECT ON company, member, session, site, site_link, member_site, person, person_term, visit, export, audit_event TO inductlite_app;
--> statement-breakpoint
GRANT INSERT ON person, person_term, visit, export, audit_event, site_link TO inductlite_app;
--> statement-breakpoint
GRANT UPDATE (updated_at) ON person TO inductlite_app;
--> statement-breakpoint
GRANT UPDATE (updated_at, signed_out_at, left_how, left_reason) ON visit TO inductlite_app;
--> statement-breakpoint
GRANT UPDATE (state, rows_total, rows_written, lease_until, file_key, file_bytes, failure, finished_at) ON export TO inductlite_app;
--> statement-breakpoint
GRANT UPDATE (closed_at) ON site TO inductlite_app;
--> statement-breakpoint
GRANT UPDATE (rotated_at) ON site_link TO inductlite_app;
--> statement-breakpoint
GRANT UPDATE (revoked_at) ON session TO inductlite_app;
--> statement-breakpoint
DO $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = current_schema()::regnamespace loop
    execute format('revoke all on function %s from public', f.signature);
  end loop;
end $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION proven_setting(text), current_company(), current_sites(), current_actor(), enter_session(bytea, text), enter_site_link(text, text, text), enter_visit(bytea, text),
  enter_job(uuid, integer, text), site_snapshot(text), find_log_in(text), open_session(uuid, text, uuid, bytea, timestamptz, text, text, text),
  claim_export(uuid, integer, integer), release_export(uuid, integer), fail_export(uuid, integer, text, text), due_exports(integer), remembered_visit(bytea), leave_elsewhere(bytea, timestamptz) TO inductlite_app;
--> statement-breakpoint
-- worker/permissions.ts as data: a test holds the two equal.
INSERT INTO role_permission (role, permission)
SELECT r, p FROM unnest(array['owner', 'admin', 'site_manager']) r,
  unnest(array['session.open', 'session.end', 'site.list', 'visit.list', 'visit.end', 'export.list', 'export.request', 'export.download']) p
UNION ALL SELECT r, 'site.change' FROM unnest(array['owner', 'admin']) r
UNION ALL SELECT 'viewer', p FROM unnest(array['session.open', 'session.end', 'site.list', 'visit.list']) p
UNION ALL SELECT 'visitor', p FROM unnest(array['visit.sign-in', 'visit.sign-out', 'visit.read-own']) p
UNION ALL SELECT 'job', p FROM unnest(array['export.fail', 'history.load']) p;
