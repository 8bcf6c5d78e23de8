-- Each site's register (who is on site now) is numbered by the database: every change of it has the next number, whoever writes it. The site's object
-- keeps a copy by these numbers, and reads the register with a proof of its own.
CREATE TABLE "site_register" (
	"company_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"number" bigint DEFAULT 0 NOT NULL,
	"reader_hash" "bytea",
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "site_register_company_id_site_id_pk" PRIMARY KEY("company_id","site_id")
);
--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "register_number" bigint;
--> statement-breakpoint
ALTER TABLE "site_register" ADD CONSTRAINT "site_register_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "site_register" ADD CHECK (octet_length(reader_hash) = 32);
--> statement-breakpoint
CREATE UNIQUE INDEX "site_register_reader" ON "site_register" USING btree ("reader_hash");
--> statement-breakpoint
DO $$
declare p record;
begin
  alter table site_register enable row level security;
  alter table site_register force row level security;
  create policy company_wall on site_register to inductlite_app using (company_id = (select current_company())) with check (company_id = (select current_company()));
  create policy site_wall on site_register as restrictive to inductlite_app using ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[])) with check ((select current_sites()) is null or site_id = any ((select current_sites())::uuid[]));
  -- A site's object sees no more than a visitor does, and no site: what it reads is read_register()'s to give.
  for p in select tablename, policyname, qual from pg_policies where schemaname = current_schema() and qual like '% <> ''visitor''::text%' loop
    execute format('alter policy %I on %I using (%s)', p.policyname, p.tablename, replace(p.qual, ' <> ''visitor''::text', ' <> all (array[''visitor'', ''register''])'));
  end loop;
end $$;
--> statement-breakpoint
GRANT SELECT (company_id, site_id, number) ON site_register TO inductlite_app;
--> statement-breakpoint
INSERT INTO site_register (company_id, site_id) SELECT company_id, id FROM site;
--> statement-breakpoint
CREATE FUNCTION register_begins() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  insert into site_register (company_id, site_id) values (new.company_id, new.id);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER register_begins AFTER INSERT ON site FOR EACH ROW EXECUTE FUNCTION register_begins();
--> statement-breakpoint
-- Numbers a change of the register, in the row that it is about. What was changed stands in app.register for the rest of the transaction: the Worker
-- takes it from there, to tell the sites' objects. It is no proof of anything, and may be cut short: a number that is missing is found by the next.
CREATE FUNCTION register_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare told text := coalesce(nullif(current_setting('app.register', true), ''), '[]'); change jsonb;
begin
  -- A form that is sent again ends in "on conflict": it changes nothing, and nobody waits for it.
  if tg_op = 'INSERT' and exists (select from visit v where v.company_id = new.company_id and v.id = new.id) then return new; end if;
  -- The head of the company's chain, which each of these transactions takes anyway, comes before its registers: who moves from A to B and who moves
  -- from B to A don't wait for each other crosswise. Behind it, the same form is seen that was quicker.
  perform from audit_head h where h.company_id = new.company_id for update;
  if tg_op = 'INSERT' and exists (select from visit v where v.company_id = new.company_id and v.id = new.id) then return new; end if;
  update site_register r set number = r.number + 1, updated_at = now() where r.company_id = new.company_id and r.site_id = new.site_id returning r.number into new.register_number;
  change := jsonb_build_object('siteId', new.site_id, 'number', new.register_number) || case when new.signed_out_at is not null then jsonb_build_object('left', new.id)
    else jsonb_build_object('joined', jsonb_build_object('id', new.id, 'name', new.name, 'phone', new.phone, 'employer', new.employer, 'visitorType', new.visitor_type,
      'signedInAt', to_char(new.signed_in_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'number', new.register_number)) end;
  if length(told) < 100000 then perform set_config('app.register', (told::jsonb || change)::text, true); end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER register_joined BEFORE INSERT ON visit FOR EACH ROW WHEN (new.signed_out_at is null) EXECUTE FUNCTION register_changed();
--> statement-breakpoint
CREATE TRIGGER register_changed BEFORE UPDATE ON visit FOR EACH ROW
  WHEN ((old.signed_out_at is null or new.signed_out_at is null)
    and (old.signed_out_at, old.name, old.phone, old.employer, old.visitor_type) is distinct from (new.signed_out_at, new.name, new.phone, new.employer, new.visitor_type))
  EXECUTE FUNCTION register_changed();
--> statement-breakpoint
-- Proof: the digest of a secret that one site's object made and keeps, once somebody who may read the register has brought it here. It names its site.
CREATE FUNCTION enter_register(p_reader_hash bytea, p_permission text) RETURNS TABLE (company_id uuid, site_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare entry record;
begin
  select r.company_id, r.site_id, c.suspended_at into entry from site_register r join company c on c.company_id = r.company_id where r.reader_hash = p_reader_hash;
  if not found then raise exception 'no such reader' using errcode = 'IL404'; end if;
  if entry.suspended_at is not null then raise exception 'the company is suspended' using errcode = 'IL451'; end if;
  perform enter(entry.company_id, 'register', entry.site_id::text, 'register', '{}', p_permission);
  return query select entry.company_id, entry.site_id;
end $$;
--> statement-breakpoint
-- Lets a site's object read its register from now on: brought by a member who may read it, always; at a gate, only while nothing stands there.
CREATE FUNCTION enlist_register(p_site uuid, p_reader_hash bytea) RETURNS TABLE (site_name text, time_zone text, number bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
begin
  perform require_entered('visit.list');
  update site_register r set reader_hash = p_reader_hash
   where r.company_id = current_company() and r.site_id = p_site and (current_sites() is null or r.site_id = any (current_sites()))
     and r.reader_hash is distinct from p_reader_hash;
  return query select s.name, s.time_zone, r.number from site s join site_register r on r.company_id = s.company_id and r.site_id = s.id
   where s.company_id = current_company() and s.id = p_site and (current_sites() is null or s.id = any (current_sites()));
end $$;
--> statement-breakpoint
-- Who is on site now, and the number of the change that made it so.
CREATE FUNCTION read_register() RETURNS TABLE (number bigint, people jsonb) LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select require_entered('register.read');
  select r.number, (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'phone', v.phone, 'employer', v.employer, 'visitorType', v.visitor_type,
      'signedInAt', to_char(v.signed_in_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'number', coalesce(v.register_number, 0))), '[]')
      from visit v where v.company_id = r.company_id and v.site_id = r.site_id and v.signed_out_at is null)
    from site_register r where r.company_id = current_company() and r.site_id = current_actor()::uuid
$$;
--> statement-breakpoint
-- Which of these sessions live and may still see the register of this site, as enter_session() would have it; and the register's number.
CREATE FUNCTION prove_watchers(p_sessions uuid[]) RETURNS TABLE (number bigint, alive jsonb) LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select require_entered('register.read');
  select r.number, (select coalesce(jsonb_agg(s.id), '[]') from session s join member m on m.company_id = s.company_id and m.id = s.member_id join company c on c.company_id = s.company_id
     where s.company_id = r.company_id and s.id = any (p_sessions) and s.revoked_at is null and m.disabled_at is null
       and s.expires_at > clock_timestamp() and s.last_used_at > clock_timestamp() - interval '2 hours'
       and exists (select from role_permission rp where rp.role = m.role and rp.permission = 'visit.list')
       and (m.role <> 'site_manager' or r.site_id = any (member_sites(m.company_id, m.id, m.role)))
       and not (c.second_factor_required and m.role in ('owner', 'admin') and s.second_factor is null)
       and not exists (select from kill_switch k join switched_permission sp on sp.name = k.name where sp.permission = 'visit.list'))
    from site_register r where r.company_id = current_company() and r.site_id = current_actor()::uuid
$$;
--> statement-breakpoint
DO $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = current_schema()::regnamespace loop
    execute format('revoke all on function %s from public', f.signature);
  end loop;
end $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enter_register(bytea, text), enlist_register(uuid, bytea), read_register(), prove_watchers(uuid[]) TO inductlite_app;
--> statement-breakpoint
INSERT INTO role_permission (role, permission) VALUES ('register', 'register.read');
