-- Photos in inductions: off until an owner of the company allows them.
ALTER TABLE "company" ADD COLUMN "photos_allowed" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
DROP FUNCTION site_snapshot(text);
--> statement-breakpoint
-- What the public page needs before a company is known. It holds digests of the links, not the links; of inductions, what is asked of whom; of the board, what stands
-- there and what will; the rules, but of bans and contractors only whether there are any to ask about; and whether photos are taken there.
CREATE FUNCTION site_snapshot(p_code text)
RETURNS TABLE (company_id uuid, company_name text, site_id uuid, site_name text, address text, time_zone text, closed boolean, version integer, live_link_hash text,
  rotated_link_hashes text[], paused text, plan text, limits jsonb, inductions jsonb, board jsonb, rules jsonb, has_bans boolean, company_terms jsonb, photos boolean)
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
       where l.company_id = s.company_id and (l.site_id = s.id or l.site_id is null) order by l.visitor_type, l.site_id nulls last) asked),
    (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'kind', n.kind, 'severity', n.severity, 'title', n.title, 'text', n.text, 'fromOn', n.from_on, 'toOn', n.to_on)
        order by array_position(array['high', 'medium', 'low'], n.severity), n.put_up_at desc), '[]')
       from (select * from notice n where n.company_id = s.company_id and (n.site_id = s.id or n.site_id is null) and n.taken_down_at is null
              and (n.to_on is null or n.to_on >= (now() at time zone s.time_zone)::date) order by array_position(array['high', 'medium', 'low'], n.severity), n.put_up_at desc limit 20) n),
    s.rules,
    exists (select from ban b where b.company_id = s.company_id and (b.site_id = s.id or b.site_id is null) and b.lifted_at is null
      and (b.until_on is null or b.until_on >= (now() at time zone s.time_zone)::date)),
    (select case when t.withdrawn_at is null then jsonb_build_object('id', t.id, 'number', t.number, 'texts', t.texts) end from terms_version t where t.company_id = s.company_id order by t.number desc limit 1),
    c.photos_allowed and not exists (select from kill_switch k join switched_permission sp on sp.name = k.name where sp.permission = 'asset.upload')
    from site s join company c on c.company_id = s.company_id where s.code = p_code
$$;
--> statement-breakpoint
-- Which gates have to know of it, when it was not so before.
CREATE FUNCTION set_photos_allowed(p_allowed boolean) RETURNS TABLE (changed boolean, codes text[]) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform require_entered('company.change');
  update company c set photos_allowed = p_allowed where c.company_id = current_company() and c.photos_allowed <> p_allowed;
  if not found then return query select false, '{}'::text[]; return; end if;
  return query select true, gates_changed(current_company(), null);
end $$;
--> statement-breakpoint
DROP FUNCTION read_company_settings();
--> statement-breakpoint
CREATE FUNCTION read_company_settings() RETURNS TABLE (name text, time_zone text, plan text, second_factor_required boolean, photos_allowed boolean, members integer, without_second_factor integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
begin
  perform require_entered('company.read', 'company.change');
  return query select c.name, c.time_zone, c.plan, c.second_factor_required, c.photos_allowed, count(m.id)::integer,
      (count(m.id) filter (where m.role in ('owner', 'admin') and a.totp_secret is null and not exists (select from passkey k where k.account_id = a.id)))::integer
    from company c left join member m on m.company_id = c.company_id and m.disabled_at is null left join account a on a.id = m.account_id
   where c.company_id = current_company() group by c.company_id;
end $$;
--> statement-breakpoint
-- The photos among a person's answers, each as "attempt/block": of what they passed, and of what they asked to come in with.
CREATE FUNCTION photos_of(p_person uuid) RETURNS text[] LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select coalesce(array_agg(distinct (a.value #>> '{photo,attemptId}') || '/' || a.key), '{}') from (
    select c.answers from completion c where c.company_id = current_company() and c.person_id = p_person
    union all select e.passed -> 'answers' from entry e join person p on p.company_id = e.company_id and p.phone = e.phone and p.name_key = e.name_key
     where e.company_id = current_company() and p.id = p_person) given (answers)
   cross join lateral jsonb_each(case when jsonb_typeof(given.answers) = 'object' then given.answers else '{}' end) a where a.value #> '{photo,attemptId}' is not null
$$;
--> statement-breakpoint
-- The same as erase_person, and which photos are to be deleted with it.
CREATE FUNCTION erase_person_and_photos(p_person uuid) RETURNS TABLE (outcome text, photos text[]) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform require_entered('person.erase');
  -- Nobody passes anything under this name meanwhile.
  perform from person p where p.company_id = current_company() and p.id = p_person for update;
  photos := photos_of(p_person);
  outcome := erase_person(p_person);
  if outcome <> 'erased' then photos := '{}'; end if;
  return next;
end $$;
--> statement-breakpoint
DO $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = current_schema()::regnamespace loop
    execute format('revoke all on function %s from public', f.signature);
  end loop;
end $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION erase_person(uuid) FROM inductlite_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION site_snapshot(text), set_photos_allowed(boolean), read_company_settings(), erase_person_and_photos(uuid) TO inductlite_app;
