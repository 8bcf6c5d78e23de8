-- What the chain covers of an event, as one line of text: whoever has these lines and the hashes can check them without this database.
CREATE FUNCTION audit_text(e audit_event) RETURNS text LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  select jsonb_build_array(e.company_id, e.number, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.actor_kind, e.actor_id, e.action,
    e.subject_kind, e.subject_id, e.site_id, e.changes, e.commitments, e.request_id)::text
$$;
--> statement-breakpoint
-- Personal values by name become salted digests, which the chain covers, and openings, which may be erased.
CREATE FUNCTION audit_commit(p_values jsonb, OUT commitments jsonb, OUT openings jsonb) LANGUAGE sql VOLATILE SET search_path FROM CURRENT AS $$
  select coalesce(jsonb_object_agg(name, encode(sha256(convert_to(salt || value, 'UTF8')), 'hex')), '{}'),
         coalesce(jsonb_object_agg(name, jsonb_build_object('salt', salt, 'value', value)), '{}')
    from (select name, value, replace(gen_random_uuid()::text, '-', '') as salt from jsonb_each_text(p_values) as given(name, value) where value is not null offset 0) salted
$$;
--> statement-breakpoint
-- The caller gives personal values in `openings` as they are; everything that proves something is made here.
CREATE OR REPLACE FUNCTION audit_event_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare head record;
begin
  new.company_id := current_company();
  new.actor_kind := current_setting('app.actor_kind');
  new.actor_id := current_setting('app.actor_id');
  select c.commitments, c.openings into new.commitments, new.openings from audit_commit(new.openings) c;
  select h.number, h.hash into head from audit_head h where h.company_id = new.company_id for update;
  -- Read after the wait for the head: the instants rise with the numbers.
  new.at := date_trunc('milliseconds', clock_timestamp());
  new.created_at := new.at;
  new.number := head.number + 1;
  new.previous_hash := head.hash;
  new.hash := sha256(head.hash || convert_to(audit_text(new), 'UTF8'));
  update audit_head set number = new.number, hash = new.hash where company_id = new.company_id;
  return new;
end $$;
--> statement-breakpoint
-- An event is never changed and never goes, with two exceptions: openings may be erased, which the chain does not cover, and what
-- stands in an archive may leave the table.
CREATE OR REPLACE FUNCTION audit_event_stands() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
begin
  if tg_op = 'DELETE' and exists (select from audit_archive a where a.company_id = old.company_id and old.number between a.from_number and a.to_number) then
    return old;
  end if;
  if tg_op = 'UPDATE' and old.openings @> new.openings and new.openings <> old.openings then
    old.openings := new.openings;
    if new is not distinct from old then return new; end if;
  end if;
  raise exception 'audit events are never changed' using errcode = '42501';
end $$;
--> statement-breakpoint
-- The chains that were begun before commitments are linked anew, once: nothing was deployed when this was written.
ALTER TABLE audit_event DISABLE TRIGGER audit_event_stands;
--> statement-breakpoint
DO $$
declare e audit_event; head bytea; of_company uuid;
begin
  for e in select * from audit_event order by company_id, number loop
    if of_company is distinct from e.company_id then
      of_company := e.company_id;
      head := sha256(uuid_send(of_company));
    end if;
    select c.commitments, c.openings into e.commitments, e.openings
      from audit_commit(jsonb_strip_nulls(jsonb_build_object('address', to_jsonb(e) ->> 'address', 'userAgent', to_jsonb(e) ->> 'user_agent'))) c;
    e.previous_hash := head;
    e.hash := sha256(head || convert_to(audit_text(e), 'UTF8'));
    update audit_event set commitments = e.commitments, openings = e.openings, previous_hash = e.previous_hash, hash = e.hash
     where company_id = e.company_id and number = e.number;
    update audit_head set hash = e.hash where company_id = e.company_id;
    head := e.hash;
  end loop;
end $$;
--> statement-breakpoint
ALTER TABLE audit_event ENABLE TRIGGER audit_event_stands;
--> statement-breakpoint
ALTER TABLE audit_event DROP COLUMN address, DROP COLUMN user_agent;
--> statement-breakpoint
-- The deployment's own chain, for what concerns no company or none that is known: a company without members, sites or people.
INSERT INTO company (company_id, name) VALUES ('00000000-0000-0000-0000-000000000000', 'The deployment');
