CREATE TABLE "attempt" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"key" bytea NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_archive" (
	"company_id" uuid NOT NULL,
	"from_number" bigint NOT NULL,
	"to_number" bigint NOT NULL,
	"previous_hash" bytea NOT NULL,
	"last_hash" bytea NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"file_key" text NOT NULL,
	"file_sha256" bytea NOT NULL,
	"file_bytes" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_archive_company_id_from_number_pk" PRIMARY KEY("company_id","from_number")
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoint" (
	"company_id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"hash" bytea NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"file_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_checkpoint_company_id_number_pk" PRIMARY KEY("company_id","number")
);
--> statement-breakpoint
CREATE TABLE "audit_chore" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"fencing" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "company_limit" (
	"company_id" uuid NOT NULL,
	"name" text NOT NULL,
	"value" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "company_limit_company_id_name_pk" PRIMARY KEY("company_id","name")
);
--> statement-breakpoint
CREATE TABLE "invite" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" bytea NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"invited_by" uuid,
	"accepted_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invite_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "invite_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "invite_site" (
	"company_id" uuid NOT NULL,
	"invite_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invite_site_company_id_invite_id_site_id_pk" PRIMARY KEY("company_id","invite_id","site_id")
);
--> statement-breakpoint
CREATE TABLE "kill_switch" (
	"name" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"thrown_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"about_company_id" uuid,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"key_id" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"fencing" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"failure" text,
	"sent_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"credential_id" bytea NOT NULL,
	"public_key" bytea NOT NULL,
	"sign_count" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"name" text NOT NULL,
	"is_backed_up" boolean NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passkey_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "password_reset" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"token_hash" bytea NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "password_reset_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"account_id" uuid NOT NULL,
	"code_hash" bytea NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recovery_code_account_id_code_hash_pk" PRIMARY KEY("account_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_up" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"company_name" text NOT NULL,
	"member_name" text NOT NULL,
	"token_hash" bytea NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sign_up_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "spent_token" (
	"token_hash" bytea PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "switched_permission" (
	"name" text NOT NULL,
	"permission" text NOT NULL,
	CONSTRAINT "switched_permission_name_permission_pk" PRIMARY KEY("name","permission")
);
--> statement-breakpoint
DROP INDEX "audit_event_subject";--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "totp_secret" bytea;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "totp_counter" bigint;--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "commitments" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "openings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "plan" text DEFAULT 'standard' NOT NULL;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "suspended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "second_factor_required" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "second_factor" text;--> statement-breakpoint
ALTER TABLE "audit_archive" ADD CONSTRAINT "audit_archive_company_id_company_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_checkpoint" ADD CONSTRAINT "audit_checkpoint_company_id_company_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_chore" ADD CONSTRAINT "audit_chore_company_id_company_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_limit" ADD CONSTRAINT "company_limit_company_id_company_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite" ADD CONSTRAINT "invite_company" FOREIGN KEY ("company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite" ADD CONSTRAINT "invite_by_member" FOREIGN KEY ("company_id","invited_by") REFERENCES "member"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite_site" ADD CONSTRAINT "invite_site_invite" FOREIGN KEY ("company_id","invite_id") REFERENCES "invite"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite_site" ADD CONSTRAINT "invite_site_site" FOREIGN KEY ("company_id","site_id") REFERENCES "site"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_about_company_id_company_company_id_fk" FOREIGN KEY ("about_company_id") REFERENCES "company"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attempt_of_key" ON "attempt" USING btree ("kind","key","at");--> statement-breakpoint
CREATE INDEX "attempt_at" ON "attempt" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "invite_open" ON "invite" USING btree ("company_id","email") WHERE accepted_at is null and revoked_at is null;--> statement-breakpoint
CREATE INDEX "mail_due" ON "mail" USING btree ("due_at") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "mail_of_company" ON "mail" USING btree ("about_company_id","created_at");--> statement-breakpoint
CREATE INDEX "mail_of_subject" ON "mail" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "passkey_by_account" ON "passkey" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "password_reset_by_account" ON "password_reset" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "audit_event_actor" ON "audit_event" USING btree ("company_id","actor_id","number");--> statement-breakpoint
CREATE INDEX "audit_event_at" ON "audit_event" USING btree ("company_id","at","number");--> statement-breakpoint
CREATE INDEX "audit_event_subject" ON "audit_event" USING btree ("company_id","subject_kind","subject_id","number");--> statement-breakpoint
ALTER TABLE "company" ADD CHECK ("plan" in ('trial', 'standard', 'large'));
--> statement-breakpoint
ALTER TABLE "invite" ADD CHECK ("email" = lower("email") and length("email") <= 254 and length("name") between 1 and 100), ADD CHECK ("role" in ('owner', 'admin', 'site_manager', 'viewer'));
--> statement-breakpoint
ALTER TABLE "sign_up" ADD CHECK ("email" = lower("email") and length("email") <= 254 and length("member_name") between 1 and 100 and length("company_name") between 1 and 100);
--> statement-breakpoint
ALTER TABLE "passkey" ADD CHECK (length("name") between 1 and 60);
--> statement-breakpoint
ALTER TABLE "session" ADD CHECK ("second_factor" in ('totp', 'recovery-code', 'passkey'));
--> statement-breakpoint
ALTER TABLE "mail" ADD CHECK ("state" in ('queued', 'sending', 'sent', 'failed'));
--> statement-breakpoint
ALTER TABLE "company_limit" ADD CHECK ("value" >= 1);
--> statement-breakpoint
ALTER TABLE "audit_archive" ADD CHECK ("from_number" <= "to_number");
--> statement-breakpoint
DO $$
declare t text;
begin
  foreach t in array array['passkey', 'recovery_code', 'sign_up', 'password_reset', 'mail', 'company_limit', 'invite', 'invite_site', 'audit_archive', 'audit_checkpoint'] loop
    execute format('create trigger touch_updated_at before update on %I for each row when (old.* is distinct from new.*) execute function touch_updated_at()', t);
  end loop;
end $$;
