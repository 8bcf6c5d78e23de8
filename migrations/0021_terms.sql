-- The rules of a site are a part of what its gate is told.
DROP TRIGGER site_changed ON site;
--> statement-breakpoint
CREATE TRIGGER site_changed BEFORE UPDATE OF name, address, time_zone, closed_at, rules ON site FOR EACH ROW EXECUTE FUNCTION site_changed();
--> statement-breakpoint
-- Publishes a wording under the next number. Two at once have one each: the company's row is held until the first stands.
CREATE FUNCTION publish_terms(p_id uuid, p_texts jsonb, p_at timestamptz) RETURNS TABLE (number integer, is_new boolean, codes text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
declare given integer;
begin
  perform require_entered('terms.change');
  perform from company c where c.company_id = current_company() for no key update;
  select t.number into given from terms_version t where t.company_id = current_company() and t.id = p_id;
  if found then return query select given, false, '{}'::text[]; return; end if;
  insert into terms_version (company_id, id, number, texts, published_by, published_at)
  select current_company(), p_id, coalesce(max(t.number), 0) + 1, p_texts, current_actor()::uuid, p_at from terms_version t where t.company_id = current_company()
  returning terms_version.number into given;
  return query select given, true, array(select s.code from site s where s.company_id = current_company());
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
GRANT EXECUTE ON FUNCTION publish_terms(uuid, jsonb, timestamptz) TO inductlite_app;
