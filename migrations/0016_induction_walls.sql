-- Inductions behind the two walls; publishing, which touches several rows at once; what a gate asks of whom.
ALTER TABLE induction_template ADD CHECK (length(name) between 1 and 100 and octet_length(draft::text) <= 300000
  and cardinality(visitor_types) between 1 and 4 and visitor_types <@ array['contractor', 'visitor', 'employee', 'delivery']);
--> statement-breakpoint
ALTER TABLE completion ADD CHECK (octet_length(answers::text) <= 300000 and length(language) <= 20 and score between 0 and out_of);
--> statement-breakpoint
DO $$
declare t text;
begin
  foreach t in array array['induction_template', 'induction_version', 'live_induction', 'completion'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy company_wall on %I to inductlite_app using (company_id = (select current_company())) with check (company_id = (select current_company()))', t);
  end loop;
  -- The company's own are every site's to read, and nobody's to change who has sites of their own.
  foreach t in array array['induction_template', 'induction_version', 'live_induction'] loop
    execute format('create policy site_wall on %I as restrictive to inductlite_app using ((select current_sites()) is null or site_id is null or site_id = any ((select current_sites())::uuid[])) with check ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]))', t);
  end loop;
  execute 'create policy site_wall on completion as restrictive to inductlite_app using ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[])) with check ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]))';
  -- A draft is the office's, and so is what others have answered.
  foreach t in array array['induction_template', 'completion'] loop
    execute format('create policy visitor_wall on %I as restrictive to inductlite_app using ((select current_member_role()) <> ''visitor'') with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
CREATE FUNCTION induction_version_stands() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
begin
  raise exception 'a published induction stands as it is' using errcode = '42501';
end $$;
--> statement-breakpoint
CREATE TRIGGER induction_version_stands BEFORE UPDATE OR DELETE ON induction_version FOR EACH ROW EXECUTE FUNCTION induction_version_stands();
--> statement-breakpoint
CREATE TRIGGER induction_version_whole BEFORE TRUNCATE ON induction_version FOR EACH STATEMENT EXECUTE FUNCTION induction_version_stands();
--> statement-breakpoint
-- A completion stands too, but for the answers of somebody who was erased.
CREATE FUNCTION completion_stands() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
begin
  if tg_op = 'UPDATE' and new.erased_at is not null and new.answers = '{}'
     and to_jsonb(new) - array['answers', 'erased_at'] = to_jsonb(old) - array['answers', 'erased_at'] then
    return new;
  end if;
  raise exception 'a completion stands as it is' using errcode = '42501';
end $$;
--> statement-breakpoint
CREATE TRIGGER completion_stands BEFORE UPDATE OR DELETE ON completion FOR EACH ROW EXECUTE FUNCTION completion_stands();
--> statement-breakpoint
CREATE TRIGGER completion_whole BEFORE TRUNCATE ON completion FOR EACH STATEMENT EXECUTE FUNCTION completion_stands();
--> statement-breakpoint
-- Erasing a person takes what they answered as well.
CREATE OR REPLACE FUNCTION erase_person(p_person uuid) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform require_entered('person.erase');
  perform from person p where p.company_id = current_company() and p.id = p_person for update;
  if not found then return 'nothing'; end if;
  if exists (select from visit v where v.company_id = current_company() and v.person_id = p_person and v.signed_out_at is null) then return 'on-site'; end if;
  -- +999 is nobody's country.
  update person p set name = 'Erased', name_key = 'erased ' || p.id, phone = '+99900000000' where p.company_id = current_company() and p.id = p_person;
  delete from person_term t where t.company_id = current_company() and t.person_id = p_person;
  update completion c set answers = '{}', erased_at = now() where c.company_id = current_company() and c.person_id = p_person and c.erased_at is null;
  update audit_event e set openings = '{}' from visit v
   where v.company_id = current_company() and v.person_id = p_person and e.company_id = v.company_id and e.subject_kind = 'visit' and e.subject_id = v.id and e.openings <> '{}'
     and e.actor_kind in ('site_link', 'visit');
  update visit v set name = 'Erased', phone = '+99900000000', employer = '', search_text = ' erased', content_hash = sha256(uuid_send(gen_random_uuid()))
   where v.company_id = current_company() and v.person_id = p_person;
  return 'erased';
end $$;
--> statement-breakpoint
-- A template whose changes the context may make: the company's own are for who has no sites of their own.
CREATE FUNCTION template_to_change(p_template uuid) RETURNS induction_template LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare found_one induction_template;
begin
  select t.* into found_one from induction_template t
   where t.company_id = current_company() and t.id = p_template and (current_sites() is null or t.site_id = any (current_sites())) for update;
  return found_one;
end $$;
--> statement-breakpoint
-- Each site whose gate asks for this template's inductions gets a new version of its snapshot. Gives their codes.
CREATE FUNCTION gates_changed(p_company uuid, p_site uuid) RETURNS text[] LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  with changed as (update site s set version = s.version + 1 where s.company_id = p_company and (p_site is null or s.id = p_site) returning s.code)
  select coalesce(array_agg(code), '{}') from changed
$$;
--> statement-breakpoint
-- Freezes the draft that was seen as the next version and makes it what the gate asks for. Outcomes: published, nothing, stale, taken.
CREATE FUNCTION publish_induction(p_template uuid, p_draft_number integer, p_version uuid, p_redo boolean)
RETURNS TABLE (outcome text, number integer, taken_by text, taken_type text, codes text[], site_id uuid, is_new boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare t induction_template; other record; next_number integer;
begin
  perform require_entered('induction.change');
  t := template_to_change(p_template);
  if t.id is null then return query select 'nothing', 0, null::text, null::text, '{}'::text[], null::uuid, false; return; end if;
  if exists (select from induction_version v where v.company_id = t.company_id and v.id = p_version and v.template_id = t.id) then
    return query select 'published', v.number, null::text, null::text, '{}'::text[], t.site_id, false from induction_version v where v.company_id = t.company_id and v.id = p_version;
    return;
  end if;
  if t.draft_number <> p_draft_number or t.archived_at is not null then return query select 'stale', 0, null::text, null::text, '{}'::text[], t.site_id, false; return; end if;
  select o.name, l.visitor_type into other from live_induction l join induction_template o on o.company_id = l.company_id and o.id = l.template_id
   where l.company_id = t.company_id and l.site_id is not distinct from t.site_id and l.visitor_type = any (t.visitor_types) and l.template_id <> t.id limit 1;
  if found then return query select 'taken', 0, other.name, other.visitor_type, '{}'::text[], t.site_id, false; return; end if;
  next_number := t.published_number + 1;
  insert into induction_version (company_id, id, template_id, site_id, number, content, redo, published_by, published_at)
    values (t.company_id, p_version, t.id, t.site_id, next_number, t.draft, p_redo, current_actor()::uuid, now());
  update induction_template i set published_number = next_number, accepted_from = case when p_redo then next_number else i.accepted_from end, updated_at = now()
   where i.company_id = t.company_id and i.id = t.id;
  delete from live_induction l where l.company_id = t.company_id and l.template_id = t.id;
  insert into live_induction (company_id, template_id, visitor_type, site_id, version_id) select t.company_id, t.id, x, t.site_id, p_version from unnest(t.visitor_types) x;
  return query select 'published', next_number, null::text, null::text, gates_changed(t.company_id, t.site_id), t.site_id, true;
end $$;
--> statement-breakpoint
-- The gate asks for it no more. What was completed stays. Outcomes: withdrawn, unchanged, nothing.
CREATE FUNCTION withdraw_induction(p_template uuid) RETURNS TABLE (outcome text, codes text[], site_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare t induction_template;
begin
  perform require_entered('induction.change');
  t := template_to_change(p_template);
  if t.id is null then return query select 'nothing', '{}'::text[], null::uuid; return; end if;
  delete from live_induction l where l.company_id = t.company_id and l.template_id = t.id;
  if not found then return query select 'unchanged', '{}'::text[], t.site_id; return; end if;
  return query select 'withdrawn', gates_changed(t.company_id, t.site_id), t.site_id;
end $$;
--> statement-breakpoint
-- What a site asks of a kind of visitor, its own before the company's, and how this person stands to it: valid, none, expired or new-version.
-- No row: nothing is asked. A person's completions may stem from sites that the context doesn't see.
CREATE FUNCTION induction_standing(p_site uuid, p_visitor_type text, p_person uuid)
RETURNS TABLE (version_id uuid, template_id uuid, visitor_type text, standing text, completion_id uuid, valid_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select require_entered('visit.sign-in');
  with live as (
    select l.version_id, l.template_id, t.accepted_from from live_induction l join induction_template t on t.company_id = l.company_id and t.id = l.template_id
     where l.company_id = current_company() and (l.site_id = p_site or l.site_id is null) and l.visitor_type = p_visitor_type and p_site = any (current_sites())
     order by l.site_id nulls last limit 1
  )
  select live.version_id, live.template_id, p_visitor_type,
    case when c.id is null then 'none' when c.version_number < live.accepted_from then 'new-version' when c.valid_until <= now() then 'expired' else 'valid' end, c.id, c.valid_until
    from live left join lateral (select * from completion x where x.company_id = current_company() and x.person_id = p_person and x.template_id = live.template_id
                                  order by x.completed_at desc limit 1) c on true
$$;
--> statement-breakpoint
-- For the site's object, which shows it to whoever stands at the gate: what was published there, by its id.
CREATE FUNCTION induction_content(p_code text, p_version uuid) RETURNS TABLE (number integer, template_id uuid, content jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select v.number, v.template_id, v.content from site s join induction_version v on v.company_id = s.company_id and (v.site_id is null or v.site_id = s.id)
   where s.code = p_code and v.id = p_version
$$;
--> statement-breakpoint
DROP FUNCTION site_snapshot(text);
--> statement-breakpoint
-- What the public page needs before a company is known. It holds digests of the links, not the links; of inductions, what is asked of whom.
CREATE FUNCTION site_snapshot(p_code text)
RETURNS TABLE (company_id uuid, company_name text, site_id uuid, site_name text, address text, time_zone text, closed boolean, version integer, live_link_hash text,
  rotated_link_hashes text[], paused text, plan text, limits jsonb, inductions jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select s.company_id, c.name, s.id, s.name, s.address, s.time_zone, s.closed_at is not null, s.version,
    (select encode(sha256(convert_to(l.secret, 'UTF8')), 'hex') from site_link l where l.company_id = s.company_id and l.site_id = s.id and l.rotated_at is null),
    (select coalesce(array_agg(encode(sha256(convert_to(l.secret, 'UTF8')), 'hex') order by l.rotated_at desc), '{}')
       from site_link l where l.company_id = s.company_id and l.site_id = s.id and l.rotated_at is not null),
    case when c.suspended_at is not null then 'suspended'
         when exists (select from kill_switch k join switched_permission sp on sp.name = k.name where sp.permission = 'visit.sign-in') then 'switched-off' end,
    c.plan, (select coalesce(jsonb_object_agg(cl.name, cl.value), '{}') from company_limit cl where cl.company_id = c.company_id),
    (select coalesce(jsonb_object_agg(asked.visitor_type, jsonb_build_object('versionId', asked.version_id, 'languages', asked.languages, 'title', asked.title)), '{}') from (
      select distinct on (l.visitor_type) l.visitor_type, l.version_id, v.content -> 'languages' as languages, v.content -> 'title' as title
        from live_induction l join induction_version v on v.company_id = l.company_id and v.id = l.version_id
       where l.company_id = s.company_id and (l.site_id = s.id or l.site_id is null) order by l.visitor_type, l.site_id nulls last) asked)
    from site s join company c on c.company_id = s.company_id where s.code = p_code
$$;
--> statement-breakpoint
GRANT SELECT, INSERT ON induction_template, completion TO inductlite_app;
--> statement-breakpoint
GRANT SELECT ON induction_version, live_induction TO inductlite_app;
--> statement-breakpoint
GRANT UPDATE (name, visitor_types, draft, draft_number, archived_at, updated_at) ON induction_template TO inductlite_app;
--> statement-breakpoint
DO $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = current_schema()::regnamespace loop
    execute format('revoke all on function %s from public', f.signature);
  end loop;
end $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION site_snapshot(text), erase_person(uuid), publish_induction(uuid, integer, uuid, boolean), withdraw_induction(uuid), induction_standing(uuid, text, uuid),
  induction_content(text, uuid) TO inductlite_app;
--> statement-breakpoint
INSERT INTO role_permission (role, permission)
SELECT r, 'induction.list' FROM unnest(array['owner', 'admin', 'site_manager', 'viewer']) r
UNION ALL SELECT r, p FROM unnest(array['owner', 'admin', 'site_manager']) r, unnest(array['induction.change', 'completion.read']) p;
