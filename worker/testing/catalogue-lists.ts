/** What the catalogue may hold beside the rule, each with its reason. Whatever is not listed here fails worker/testing/catalogue.workers.test.ts. */

/** Tables that belong to no company. They are closed to the application altogether: definer functions alone reach them. */
export const NO_COMPANY = {
  account: "a log-in may be a member of several companies",
  passkey: "it belongs to an account",
  recovery_code: "it belongs to an account",
  password_reset: "it belongs to an account",
  sign_up: "the company is not there yet",
  mail: "some are about an account; those about a company name it, and no page reads the table",
  attempt: "tries are counted before anybody is known",
  spent_token: "the digest of what works once, whoever brings it",
  kill_switch: "the deployment's",
  switched_permission: "which permissions a switch stops is the same everywhere",
  role_permission: "what a role may do is the same everywhere",
  context_key: "the keys that sign a context",
  applied_migration: "the migrator's own list",
};

/** Tables of a company that the application reads and writes through definer functions alone. */
export const DEFINERS_ALONE = {
  audit_head: "where a chain stands is not the application's to say",
  audit_chore: "whose turn at a chain it is",
  invite: "its address is personal, and its digest opens it",
  invite_site: "it goes with its invite",
  company_limit: "the deployment's owner sets it",
};

/** Unique over all companies, because a stranger brings them before a company is known; each is random or a digest. */
export const UNIQUE_EVERYWHERE = {
  site_code_unique: "the public half of a site's link",
  session_secret: "the digest of a session's secret",
  visit_sign_out: "the digest of a sign-out token",
  entry_sign_out: "the digest of a sign-out token, of a visit that may come",
  booking_token: "the digest of a booking's token",
  export_id: "a queue message names a job by its id alone; claiming it is what proves",
  invite_token_hash_unique: "the digest of an invite's token",
};

/** Walls by role stand where those by site would: the events of any site are the office's alone. */
export const OFFICE_WALLED = ["audit_event", "audit_archive", "audit_checkpoint", "privacy_request"];

/** What the application's group was granted, table by table; updates name their columns. Everything else is refused. */
export const GRANTED: Record<string, string[]> = {
  asset: ["INSERT", "SELECT"],
  audit_archive: ["SELECT"],
  audit_checkpoint: ["SELECT"],
  audit_event: ["INSERT", "SELECT"],
  ban: ["INSERT", "SELECT", "UPDATE lifted_at, lifted_by"],
  booking: ["SELECT"],
  company: ["SELECT"],
  completion: ["INSERT", "SELECT"],
  contractor: ["INSERT", "SELECT", "UPDATE archived_at, contact_email, contact_name, contact_phone, name, name_key, updated_at"],
  contractor_paper: ["INSERT", "SELECT", "UPDATE removed_at"],
  entry: ["SELECT"],
  export: ["INSERT", "SELECT", "UPDATE failure, file_bytes, file_key, finished_at, lease_until, rows_total, rows_written, state"],
  induction_template: ["INSERT", "SELECT", "UPDATE archived_at, draft, draft_number, name, updated_at, visitor_types"],
  induction_version: ["SELECT"],
  live_induction: ["SELECT"],
  member: ["SELECT"],
  member_site: ["SELECT"],
  notice: ["INSERT", "SELECT", "UPDATE taken_down_at"],
  person: ["SELECT"],
  person_term: ["SELECT"],
  privacy_request: ["SELECT", "UPDATE answer, answered_at, answered_by, state"],
  session: ["SELECT", "UPDATE revoked_at"],
  site: ["INSERT", "SELECT", "UPDATE address, closed_at, emergency, name, rules, time_zone"],
  site_link: ["INSERT", "SELECT", "UPDATE rotated_at"],
  terms_version: ["INSERT", "SELECT", "UPDATE withdrawn_at"],
  visit: ["INSERT", "SELECT", "UPDATE left_how, left_reason, signed_out_at, updated_at"],
};

/** What the application may call, and why. Everything else is refused to it. */
export const CALLABLE: Record<string, string> = {
  // The policies ask these.
  "proven_setting(text)": "the policies ask it, through the next four; it raises where no context was entered",
  "current_company()": "the policies ask it",
  "current_sites()": "the policies ask it",
  "current_actor()": "the policies of exports, members and sessions ask it",
  "current_member_role()": "the policies of people, members and events ask it",
  "audit_text(audit_event)": "what the chain covers of an event that the caller can read anyway",

  // Proofs: each enters a context.
  "enter_session(bytea,text)": "proof: a live session",
  "enter_site_link(text,text,text)": "proof: both halves of a sign-in link",
  "enter_visit(bytea,text)": "proof: a sign-out token, of a visit or of an entry that was asked for",
  "enter_booking(bytea,text)": "proof: the token of a booking's link; it prepares and signs in only while the booking stands",
  "enter_job(uuid,integer,text)": "proof: the latest claim of a job",
  "enter_audit_chore(uuid,integer,text)": "proof: the latest claim of a company's turn; it sees no site",

  // Before a company is known.
  "site_snapshot(text)": "a sign-in page: digests of links, nothing personal",
  "induction_content(text,uuid)": "what a gate shows of an induction: it was published there",
  "begin_log_in(text,jsonb)": "counts the try, and gives the hash that a password is checked against outside the database",
  "begin_second_step(uuid,text,jsonb)": "what a code is checked against, for who knew the hash",
  "find_passkey(bytea,jsonb)": "counts the try, and gives the public key that a signature is checked against",
  "open_session(uuid,text,uuid,jsonb,timestamp with time zone,jsonb,text,jsonb,jsonb)": "opens a session for who knew the hash, and had the second factor that the account has",
  "note_failed_log_in(text,text,jsonb)": "writes a failed log-in into the chains that it concerns",
  "note_refusal(bytea,text,integer,jsonb)": "writes down that a live session was refused, so many times an hour",
  "count_attempts(jsonb)": "counts a try",
  "request_reset(uuid,text,bytea,timestamp with time zone,jsonb,jsonb)": "makes the link for a new password, if the address has an account; gives nothing",
  "find_reset(bytea)": "whose password a live link sets, by the token's digest",
  "finish_reset(bytea,text,jsonb,jsonb)": "the new password, by the token's digest, once",
  "request_sign_up(uuid,text,text,text,bytea,timestamp with time zone,jsonb,jsonb,jsonb)": "makes the link for a new company; gives seconds to wait",
  "find_sign_up(bytea)": "what a live link offers, by the token's digest",
  "finish_sign_up(bytea,bytea,uuid,text,uuid,uuid,jsonb,timestamp with time zone,jsonb)": "the new company, by the token's digest, once",
  "find_invite(bytea)": "what an invite offers, by the token's digest",
  "accept_invite(bytea,bytea,uuid,text,text,uuid,jsonb,timestamp with time zone,jsonb)": "the new member, by the token's digest, once",

  // Within a context, and each for the permission that it asks for.
  "meet_person(uuid,text,text,text,text[])": "a sign-in finds or adds a person that its own site may not have met",
  "remembered_visit(bytea)": "a phone's own earlier visit, by its token",
  "leave_elsewhere(bytea,timestamp with time zone)": "ends a person's own visits at other sites, by their token",
  "induction_standing(uuid,text,uuid)": "whether a person has to do an induction, who may have done it at a site that the gate doesn't see",
  "employer_key(text)": "how employers are compared; it reads no table",
  "ask_gate(jsonb,boolean,jsonb)": "what a site's rules say of who signs in: bans and papers, which the gate doesn't see; keeps who is not let in",
  "booked_person(text,text)": "who comes by a booking's link, and by no other proof, is known by phone and name",
  "decide_entry(uuid,boolean,text,timestamp with time zone,jsonb)": "a supervisor's yes makes the visit; a no stands",
  "check_in_crew(uuid,jsonb,timestamp with time zone,jsonb)": "a supervisor signs in many at once, each by the rules",
  "asked_questions(entry)": "the questions that an entry is about, of a row that the caller reads already",
  "own_entry(bytea)": "how it stands with the entry of the token that was entered",
  "own_board(bytea)": "what stands on the board of the site where the visit that was entered is, whose holder sees no notices otherwise",
  "create_bookings(jsonb,jsonb,jsonb,timestamp with time zone,jsonb)": "bookings with their mails, all or none, as far as the month's messages go",
  "cancel_booking(uuid,jsonb,timestamp with time zone,jsonb)": "takes a booking back, with the mail that tells of it; nobody changes one otherwise",
  "list_bookings(jsonb,timestamp with time zone)": "who is expected, with what became of the mails, which stand in a table of no company",
  "own_booking()": "the booking of the token that was entered, with how its induction stands",
  "prepare_booking(jsonb,text[],timestamp with time zone,jsonb)": "the induction that was done before they come, to the booking of the token that was entered",
  "own_record(bytea,bytea[])": "what is held about the person of the visit that was entered, whose other visits its site may not see",
  "ask_privacy(bytea,uuid,text,text,jsonb,timestamp with time zone)": "what that person asks about it, one open request of a kind",
  "find_held(text[])": "whoever something is held of, by words of name or number, for who works on what they ask",
  "record_privacy(text,uuid,uuid,text,text,date,date,timestamp with time zone)": "what somebody asked by word of mouth, written down by who works on it",
  "person_record(uuid)": "all that is held about a person, for who works on what they asked",
  "correct_person(uuid,jsonb)": "puts a person right in every row that names them",
  "publish_induction(uuid,integer,uuid,boolean)": "freezes a draft and moves what the gates ask for, in one go",
  "publish_terms(uuid,jsonb,timestamp with time zone)": "a wording under the next number, one at a time; the application can hold no row of the company",
  "withdraw_induction(uuid)": "the gates ask for it no more; the application deletes nothing",
  "list_members()": "the members with their e-mails, which stand in a table of no company",
  "list_invites()": "the open invites",
  "create_invite(uuid,text,text,text,uuid[],bytea,timestamp with time zone,jsonb,jsonb,jsonb,jsonb)": "an invite with its mail; only an owner invites an owner",
  "revoke_invite(uuid)": "withdraws an invite; only an owner withdraws an owner's",
  "change_member(uuid,integer,text,uuid[])": "role and sites; only an owner touches an owner, and one stays",
  "set_member_disabled(uuid,boolean)": "ends a member's sessions with it; only an owner touches an owner, and one stays",
  "read_company_settings()": "counts the members without a second factor, which stands in a table of no company",
  "set_second_factor_required(boolean)": "one switch of the entered company",
  "set_photos_allowed(boolean)": "one switch of the entered company, and which gates have to know of it",
  "own_account()": "one's own account in all its companies",
  "begin_account_change(jsonb)": "counts the try, and gives one's own hash",
  "change_account(text,text,jsonb,bytea,bytea,jsonb,jsonb,jsonb)": "changes one's own account, under the hash that was checked",
  "end_own_sessions(uuid,bytea,jsonb)": "ends one's own sessions, in whatever company",
  "switch_company(uuid,bytea,jsonb,jsonb)": "opens a session in another of one's own companies, in place of this one",
  "erase_person_and_photos(uuid)": "takes a person out of their rows and of the openings of their events, and says which photos go with them",
  "read_audit_head()": "where the chain of the entered company stands",
  "note_checkpoint(bigint,bytea,text,timestamp with time zone)": "a checkpoint of the entered company's chain",
  "move_to_archive(bigint,bigint,text,bytea,bigint,integer,jsonb)": "the oldest events leave the table once their file stands",

  // Jobs.
  "claim_export(uuid,integer,integer)": "takes a job that nobody holds; gives its fencing number alone",
  "fail_export(uuid,integer,text,text)": "ends a job that nobody may run any more",
  "release_export(uuid,integer)": "gives a claim back before its lease ends, by its fencing number",
  "due_exports(integer)": "ids of jobs that nothing is working on",
  "claim_mail(uuid,integer,integer)": "takes a mail that nobody holds; gives what it is about",
  "settle_mail(uuid,integer,text,integer)": "sent, failed or tried again, by the fencing number",
  "due_mail(integer)": "ids of mails that nobody is sending",
  "purge_expired()": "takes away what is over: tries, spent tokens, dead links, mails and sessions of a month ago",
  "claim_audit_chore(integer,integer)": "the next company whose chain has something to be done",
  "release_audit_chore(uuid,integer)": "gives that turn back, by its fencing number",
};
