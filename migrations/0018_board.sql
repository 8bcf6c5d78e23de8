CREATE TABLE "notice" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	"put_up_by" uuid NOT NULL,
	"put_up_at" timestamp (3) with time zone NOT NULL,
	"taken_down_at" timestamp (3) with time zone,
	CONSTRAINT "notice_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "notices" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_member" FOREIGN KEY ("company_id","put_up_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE notice ADD CHECK (length(title) between 1 and 100 and length(text) <= 2000 and kind in ('hazard', 'notice') and severity in ('high', 'medium', 'low') and (to_on is null or to_on >= from_on));
--> statement-breakpoint
DO $$
begin
  alter table notice enable row level security;
  alter table notice force row level security;
  create policy company_wall on notice to inductlite_app using (company_id = (select current_company())) with check (company_id = (select current_company()));
  -- Those at all sites are everybody's to read, and nobody's to change who has sites of their own.
  create policy site_wall on notice as restrictive to inductlite_app using ((select current_sites()) is null or site_id is null or site_id = any ((select current_sites())::uuid[]))
    with check ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]));
  create policy visitor_wall on notice as restrictive to inductlite_app using ((select current_member_role()) <> 'visitor');
end $$;
--> statement-breakpoint
-- What stood on the board stays as it was read: it can be taken down, once, and nothing else.
CREATE FUNCTION notice_stands() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
begin
  if tg_op = 'UPDATE' and old.taken_down_at is null and to_jsonb(new) - 'taken_down_at' = to_jsonb(old) - 'taken_down_at' then return new; end if;
  raise exception 'a notice stands as it was put up' using errcode = '42501';
end $$;
--> statement-breakpoint
CREATE TRIGGER notice_stands BEFORE UPDATE OR DELETE ON notice FOR EACH ROW EXECUTE FUNCTION notice_stands();
--> statement-breakpoint
CREATE TRIGGER notice_whole BEFORE TRUNCATE ON notice FOR EACH STATEMENT EXECUTE FUNCTION notice_stands();
--> statement-breakpoint
CREATE FUNCTION notice_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  perform gates_changed(new.company_id, new.site_id);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER notice_changed AFTER INSERT OR UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION notice_changed();
--> statement-breakpoint
DROP FUNCTION site_snapshot(text);
--> statement-breakpoint
-- What the public page needs before a company is known. It holds digests of the links, not the links; of inductions, what is asked of whom; of the board, what stands
-- there and what will.
CREATE FUNCTION site_snapshot(p_code text)
RETURNS TABLE (company_id uuid, company_name text, site_id uuid, site_name text, address text, time_zone text, closed boolean, version integer, live_link_hash text,
  rotated_link_hashes text[], paused text, plan text, limits jsonb, inductions jsonb, board jsonb)
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
              and (n.to_on is null or n.to_on >= (now() at time zone s.time_zone)::date) order by array_position(array['high', 'medium', 'low'], n.severity), n.put_up_at desc limit 20) n)
    from site s join company c on c.company_id = s.company_id where s.code = p_code
$$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (taken_down_at) ON notice TO inductlite_app;
--> statement-breakpoint
DO $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = current_schema()::regnamespace loop
    execute format('revoke all on function %s from public', f.signature);
  end loop;
end $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION site_snapshot(text) TO inductlite_app;
--> statement-breakpoint
INSERT INTO role_permission (role, permission)
SELECT r, 'notice.list' FROM unnest(array['owner', 'admin', 'site_manager', 'viewer']) r
UNION ALL SELECT r, 'notice.change' FROM unnest(array['owner', 'admin', 'site_manager']) r;
