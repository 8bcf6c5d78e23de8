-- Where people gather in an emergency: one line of the site's, shown to whoever has signed in there.
ALTER TABLE "site" ADD COLUMN "emergency" text DEFAULT '' NOT NULL;
--> statement-breakpoint
GRANT UPDATE (emergency) ON site TO inductlite_app;
--> statement-breakpoint
DROP TRIGGER site_changed ON site;
--> statement-breakpoint
CREATE TRIGGER site_changed BEFORE UPDATE OF name, address, time_zone, closed_at, rules, emergency ON site FOR EACH ROW EXECUTE FUNCTION site_changed();
--> statement-breakpoint
-- What stands on the board of the site where somebody is, as site_snapshot has it: by their own token, and until they have left.
CREATE FUNCTION own_board(p_sign_out_hash bytea) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  select require_entered('visit.read-own');
  select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'kind', n.kind, 'severity', n.severity, 'title', n.title, 'text', n.text, 'fromOn', n.from_on, 'toOn', n.to_on)
      order by array_position(array['high', 'medium', 'low'], n.severity), n.put_up_at desc), '[]')
    from (select n.* from visit v join site s on s.company_id = v.company_id and s.id = v.site_id
            join notice n on n.company_id = v.company_id and (n.site_id = v.site_id or n.site_id is null)
           where v.company_id = current_company() and v.id = current_actor()::uuid and v.sign_out_hash = p_sign_out_hash and v.signed_out_at is null
             and n.taken_down_at is null and (n.to_on is null or n.to_on >= (now() at time zone s.time_zone)::date)
           order by array_position(array['high', 'medium', 'low'], n.severity), n.put_up_at desc limit 20) n
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION own_board(bytea) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION own_board(bytea) TO inductlite_app;
