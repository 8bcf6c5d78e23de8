-- What the deployment's owner does, as the owner of the schema and nobody else. `p_by` is who sits at the terminal.
CREATE FUNCTION operator_event(p_by text, p_company uuid, p_action text, p_changes jsonb, p_personal jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
begin
  perform leave();
  perform enter(p_company, 'operator', p_by, 'operator', null, 'deployment.operate');
  perform note_event(p_action, 'company', p_company, p_changes, p_personal, jsonb_build_object('requestId', gen_random_uuid()));
  perform leave();
end $$;
--> statement-breakpoint
-- A company whose first owner comes by the invite whose token's digest is given. Gives the company's id.
CREATE FUNCTION operator_create_company(p_by text, p_name text, p_plan text, p_owner_email text, p_owner_name text, p_token_hash bytea, p_expires_at timestamptz) RETURNS uuid
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
declare made uuid := gen_random_uuid(); invited uuid := gen_random_uuid();
begin
  insert into company (company_id, name, plan) values (made, p_name, p_plan);
  insert into invite (company_id, id, email, name, role, token_hash, expires_at) values (made, invited, p_owner_email, p_owner_name, 'owner', p_token_hash, p_expires_at);
  perform operator_event(p_by, made, 'company.created', jsonb_build_object('plan', p_plan, 'inviteId', invited), jsonb_build_object('companyName', p_name, 'email', p_owner_email, 'name', p_owner_name));
  return made;
end $$;
--> statement-breakpoint
CREATE FUNCTION operator_set_suspended(p_by text, p_company uuid, p_suspended boolean, p_reason text) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
begin
  update company c set suspended_at = case when p_suspended then clock_timestamp() end where c.company_id = p_company and (c.suspended_at is not null) <> p_suspended
    and c.company_id <> '00000000-0000-0000-0000-000000000000';
  if not found then return false; end if;
  perform operator_event(p_by, p_company, case when p_suspended then 'company.suspended' else 'company.resumed' end, jsonb_strip_nulls(jsonb_build_object('reason', p_reason)));
  return true;
end $$;
--> statement-breakpoint
CREATE FUNCTION operator_set_plan(p_by text, p_company uuid, p_plan text) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
declare was text;
begin
  select c.plan into was from company c where c.company_id = p_company for no key update;
  if was is null or was = p_plan then return false; end if;
  update company c set plan = p_plan where c.company_id = p_company;
  perform operator_event(p_by, p_company, 'company.plan-set', jsonb_build_object('plan', jsonb_build_array(was, p_plan)));
  return true;
end $$;
--> statement-breakpoint
-- Null takes the company's own value away: its plan's holds again.
CREATE FUNCTION operator_set_limit(p_by text, p_company uuid, p_name text, p_value bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
declare was bigint;
begin
  perform from company c where c.company_id = p_company for no key update;
  if not found then return false; end if;
  select l.value into was from company_limit l where l.company_id = p_company and l.name = p_name;
  if was is not distinct from p_value then return false; end if;
  delete from company_limit l where l.company_id = p_company and l.name = p_name;
  if p_value is not null then insert into company_limit (company_id, name, value) values (p_company, p_name, p_value); end if;
  perform operator_event(p_by, p_company, 'company.limit-set', jsonb_build_object('limit', p_name, 'value', jsonb_build_array(was, p_value)));
  return true;
end $$;
--> statement-breakpoint
CREATE FUNCTION operator_set_switch(p_by text, p_name text, p_thrown boolean, p_reason text) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
begin
  if p_thrown then insert into kill_switch (name, reason, thrown_at) values (p_name, p_reason, clock_timestamp()) on conflict do nothing;
  else delete from kill_switch k where k.name = p_name; end if;
  if not found then return false; end if;
  perform operator_event(p_by, '00000000-0000-0000-0000-000000000000', case when p_thrown then 'switch.thrown' else 'switch.closed' end, jsonb_strip_nulls(jsonb_build_object('switch', p_name, 'reason', p_reason)));
  return true;
end $$;
--> statement-breakpoint
-- New keys for the proofs of contexts. A transaction that is under way is refused at its next look and tried again.
CREATE FUNCTION operator_rotate_context_key(p_by text) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
declare
  one bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) || sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
  two bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) || sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
begin
  update context_key k set inner_key = one, outer_key = two where k.id = 1;
  perform operator_event(p_by, '00000000-0000-0000-0000-000000000000', 'context-key.rotated', '{}');
end $$;
