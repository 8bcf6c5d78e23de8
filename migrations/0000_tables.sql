CREATE TABLE "account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"company_id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"site_id" uuid,
	"changes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text NOT NULL,
	"address" text,
	"user_agent" text,
	"previous_hash" bytea NOT NULL,
	"hash" bytea NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_event_company_id_number_pk" PRIMARY KEY("company_id","number")
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"hash" bytea NOT NULL
);
--> statement-breakpoint
CREATE TABLE "company" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'Pacific/Auckland' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "context_key" (
	"id" integer PRIMARY KEY NOT NULL,
	"inner_key" bytea NOT NULL,
	"outer_key" bytea NOT NULL
);
--> statement-breakpoint
CREATE TABLE "export" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"requested_by" uuid NOT NULL,
	"site_id" uuid,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"format" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"fencing" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"rows_total" integer,
	"rows_written" integer DEFAULT 0 NOT NULL,
	"file_key" text,
	"file_bytes" bigint,
	"failure" text,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "export_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "member" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "member_account" UNIQUE("company_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "member_site" (
	"company_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_site_company_id_member_id_site_id_pk" PRIMARY KEY("company_id","member_id","site_id")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"phone" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "person_phone_name" UNIQUE("company_id","phone","name_key")
);
--> statement-breakpoint
CREATE TABLE "person_term" (
	"company_id" uuid NOT NULL,
	"term" text COLLATE "C" NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "person_term_company_id_term_person_id_pk" PRIMARY KEY("company_id","term","person_id")
);
--> statement-breakpoint
CREATE TABLE "role_permission" (
	"role" text NOT NULL,
	"permission" text NOT NULL,
	CONSTRAINT "role_permission_role_permission_pk" PRIMARY KEY("role","permission")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"secret_hash" bytea NOT NULL,
	"last_used_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "site" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"time_zone" text DEFAULT 'Pacific/Auckland' NOT NULL,
	"code" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "site_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "site_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "site_link" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"secret" text NOT NULL,
	"rotated_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "site_link_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"visitor_type" text NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"employer" text DEFAULT '' NOT NULL,
	"search_text" text NOT NULL,
	"content_hash" bytea NOT NULL,
	"privacy_notice_version" integer NOT NULL,
	"sign_out_hash" bytea NOT NULL,
	"sign_out_expires_at" timestamp (3) with time zone NOT NULL,
	"signed_in_at" timestamp (3) with time zone NOT NULL,
	"signed_out_at" timestamp (3) with time zone,
	"left_how" text,
	"left_reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visit_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_company" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_company_id_company_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export" ADD CONSTRAINT "export_member" FOREIGN KEY ("company_id","requested_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export" ADD CONSTRAINT "export_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_company" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_of_account" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_site" ADD CONSTRAINT "member_site_member" FOREIGN KEY ("company_id","member_id") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_site" ADD CONSTRAINT "member_site_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_company" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_term" ADD CONSTRAINT "person_term_person" FOREIGN KEY ("company_id","person_id") REFERENCES "person"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_member" FOREIGN KEY ("company_id","member_id") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_company" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_link" ADD CONSTRAINT "site_link_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_person" FOREIGN KEY ("company_id","person_id") REFERENCES "person"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_event_subject" ON "audit_event" USING btree ("company_id","subject_kind","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "export_id" ON "export" USING btree ("id");--> statement-breakpoint
CREATE INDEX "export_due" ON "export" USING btree ("state","lease_until") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "export_list" ON "export" USING btree ("company_id","requested_at","id");--> statement-breakpoint
CREATE INDEX "member_by_account" ON "member" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "session_secret" ON "session" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "session_by_member" ON "session" USING btree ("company_id","member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "site_link_live" ON "site_link" USING btree ("company_id","site_id") WHERE rotated_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "visit_sign_out" ON "visit" USING btree ("sign_out_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_open" ON "visit" USING btree ("company_id","site_id","person_id") WHERE signed_out_at is null;--> statement-breakpoint
CREATE INDEX "visit_register" ON "visit" USING btree ("company_id","site_id","signed_in_at","id") WHERE signed_out_at is null;--> statement-breakpoint
CREATE INDEX "visit_history" ON "visit" USING btree ("company_id","signed_in_at","id");--> statement-breakpoint
CREATE INDEX "visit_by_site" ON "visit" USING btree ("company_id","site_id","signed_in_at","id");--> statement-breakpoint
CREATE INDEX "visit_by_person" ON "visit" USING btree ("company_id","person_id","signed_in_at","id");--> statement-breakpoint
ALTER TABLE "company" ADD CHECK (length("name") between 1 and 200);
--> statement-breakpoint
ALTER TABLE "account" ADD CHECK ("email" = lower("email") and length("email") <= 254);
--> statement-breakpoint
ALTER TABLE "member" ADD CHECK ("role" in ('owner', 'admin', 'site_manager', 'viewer'));
--> statement-breakpoint
ALTER TABLE "site" ADD CHECK ("code" ~ '^[0-9a-z]{10}$');
--> statement-breakpoint
ALTER TABLE "site_link" ADD CHECK ("secret" ~ '^[0-9a-z]{12}$');
--> statement-breakpoint
ALTER TABLE "person" ADD CHECK ("phone" ~ '^\+[1-9][0-9]{6,14}$' and length("name") between 1 and 100 and length("name_key") between 1 and 100);
--> statement-breakpoint
ALTER TABLE "visit" ADD CHECK ("visitor_type" in ('contractor', 'visitor', 'employee', 'delivery')),
  ADD CHECK ("phone" ~ '^\+[1-9][0-9]{6,14}$' and length("name") between 1 and 100 and length("employer") <= 100),
  ADD CHECK (("signed_out_at" is null) = ("left_how" is null)),
  ADD CHECK ("left_how" in ('signed_out', 'assumed_left')),
  ADD CHECK ("signed_out_at" >= "signed_in_at");
--> statement-breakpoint
ALTER TABLE "export" ADD CHECK ("state" in ('queued', 'running', 'done', 'failed')), ADD CHECK ("from_on" <= "to_on");
--> statement-breakpoint
-- An update that changes nothing (a replayed sign-in) leaves the instant alone.
CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
begin
  new.updated_at := date_trunc('milliseconds', clock_timestamp());
  return new;
end $$;
--> statement-breakpoint
DO $$
declare t text;
begin
  foreach t in array array['company', 'account', 'member', 'session', 'site', 'site_link', 'member_site', 'person', 'visit', 'export'] loop
    execute format('create trigger touch_updated_at before update on %I for each row when (old.* is distinct from new.*) execute function touch_updated_at()', t);
  end loop;
end $$;
