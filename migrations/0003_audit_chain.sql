-- One chain per company. Number, instant, actor and hashes are the database's own: whatever the caller sends is overwritten.
CREATE FUNCTION audit_event_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
declare head record;
begin
  new.company_id := current_company();
  new.actor_kind := current_setting('app.actor_kind');
  new.actor_id := current_setting('app.actor_id');
  new.at := date_trunc('milliseconds', clock_timestamp());
  new.created_at := new.at;
  select h.number, h.hash into head from audit_head h where h.company_id = new.company_id for update;
  new.number := head.number + 1;
  new.previous_hash := head.hash;
  new.hash := sha256(head.hash || convert_to(jsonb_build_array(new.number, extract(epoch from new.at), new.actor_kind, new.actor_id, new.action,
    new.subject_kind, new.subject_id, new.site_id, new.changes, new.request_id, new.address, new.user_agent)::text, 'UTF8'));
  update audit_head set number = new.number, hash = new.hash where company_id = new.company_id;
  return new;
end $$;
--> statement-breakpoint
CREATE FUNCTION audit_head_begin() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
begin
  insert into audit_head (company_id, number, hash) values (new.company_id, 0, sha256(uuid_send(new.company_id)));
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER audit_head_begin AFTER INSERT ON company FOR EACH ROW EXECUTE FUNCTION audit_head_begin();
--> statement-breakpoint
CREATE TRIGGER audit_event_link BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_link();
--> statement-breakpoint
-- Nobody rewrites the past, the owner's own statements included.
CREATE FUNCTION audit_event_stands() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
begin
  raise exception 'audit events are never changed' using errcode = '42501';
end $$;
--> statement-breakpoint
CREATE TRIGGER audit_event_stands BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_stands();
--> statement-breakpoint
REVOKE ALL ON FUNCTION audit_event_link(), audit_head_begin(), audit_event_stands() FROM PUBLIC;
