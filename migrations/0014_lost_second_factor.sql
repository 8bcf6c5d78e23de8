-- Somebody has lost phone, passkeys and recovery codes, and the deployment's owner has made sure that it is them: the password alone
-- opens again, every session ends, and both the person and the log of each of their companies are told. False when there was nothing to remove.
CREATE FUNCTION operator_remove_second_factor(p_by text, p_email text, p_reason text) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
declare found_account uuid; one record;
begin
  select a.id into found_account from account a where a.email = p_email and (a.totp_secret is not null or exists (select from passkey k where k.account_id = a.id)) for update;
  if not found then return false; end if;
  update account a set totp_secret = null, totp_counter = null where a.id = found_account;
  delete from passkey k where k.account_id = found_account;
  delete from recovery_code r where r.account_id = found_account;
  perform end_sessions_of(found_account, null);
  perform queue_mail(jsonb_build_object('id', gen_random_uuid(), 'keyId', ''), 'second-factor-changed', null, found_account,
    jsonb_build_object('what', 'all-removed', 'at', clock_timestamp(), 'device', null, 'place', 'The terminal of whoever runs InductLite'));
  for one in select m.company_id, m.id from member m where m.account_id = found_account order by m.company_id loop
    perform operator_event(p_by, one.company_id, 'account.second-factor-removed', jsonb_build_object('memberId', one.id, 'reason', p_reason));
  end loop;
  return true;
end $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION operator_remove_second_factor(text, text, text) FROM PUBLIC;
